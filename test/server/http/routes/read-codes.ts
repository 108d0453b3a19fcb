import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

let isReady = false;

function ready(): void {
  if (isReady) return;
  const path = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(path).buffer as ArrayBuffer } });
  isReady = true;
}

interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly colorSpace: "srgb";
}

/** Reads every QR code of an image file or picture. */
export async function readCodes(image: Uint8Array | Picture): Promise<string[]> {
  ready();
  const codes = await readBarcodes(image as Uint8Array<ArrayBuffer>, {
    formats: ["QRCode"],
    tryHarder: true,
    maxNumberOfSymbols: 255,
  });
  return codes.map(({ text }) => text);
}

const PIXELS_A_POINT = 4;

/** Paints the filled rectangles of each page of a PDF as our sheets draw them, in points from the upper left. */
export function paintPages(pdf: Buffer): Picture[] {
  return contentsOf(pdf)
    .filter((text) => / re\s/.test(text))
    .map((text) => {
      const [width, height] = [595 * PIXELS_A_POINT, 842 * PIXELS_A_POINT];
      const data = new Uint8ClampedArray(width * height * 4).fill(255);
      for (const [, x, y, w, h] of text.matchAll(/(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re\b/g)) {
        const at = (points: number) => Math.round(points * PIXELS_A_POINT);
        for (let row = at(Number(y)); row < at(Number(y) + Number(h)); row += 1)
          for (let column = at(Number(x)); column < at(Number(x) + Number(w)); column += 1)
            data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
      }
      return { data, width, height, colorSpace: "srgb" } as const;
    });
}

/** Texts of the content streams. */
export function contentsOf(pdf: Buffer): string[] {
  const found: string[] = [];
  for (let at = pdf.indexOf("stream\n"); at >= 0; at = pdf.indexOf("stream\n", at + 1)) {
    try {
      found.push(inflateSync(pdf.subarray(at + 7)).toString("latin1"));
    } catch {
      // Not a compressed stream.
    }
  }
  return found;
}
