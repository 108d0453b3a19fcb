/** Draws labels: QR codes that carry a Digital Link. The library draws, and checks GS1's digits once more. */
import bwipjs from "bwip-js/node";
import { Zip, ZipPassThrough } from "fflate";
import type { LabelPrinter, PrintedLabel } from "../../app/ports-labels.ts";
import { labelSheet } from "./label-sheet.ts";

// A quarter of the code may be scratched off and it still reads.
const CORRECTION = "Q";

const options = (link: string) => ({
  bcid: "qrcode",
  text: link,
  eclevel: CORRECTION,
  // The quiet zone, and white beneath: on a transparent ground a dark page swallows the code.
  padding: 4,
  backgroundcolor: "FFFFFF",
});

/** A file each many labels, between which other requests are answered. */
const LABELS_A_TURN = 8;

export function labelPrinter(): LabelPrinter {
  const svg = ({ link }: PrintedLabel) => bwipjs.toSVG(options(link));
  const png = async ({ link }: PrintedLabel) => await bwipjs.toBuffer({ ...options(link), scale: 6 });
  return {
    svg,
    png,
    sheet: labelSheet,
    zip: (labels, format) =>
      zipOf(labels, async (label) => ({
        name: `${label.gtin}-${fileName(label.serial)}.${format}`,
        bytes: format === "svg" ? Buffer.from(svg(label)) : await png(label),
      })),
  };
}

/** Serials of other makers may hold characters that files cannot be named with. */
const fileName = (serial: string): string => encodeURIComponent(serial).replaceAll("*", "%2A");

interface Part {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Makes the archive piece by piece; nothing is held but the piece under way. */
async function* zipOf(
  labels: readonly PrintedLabel[],
  draw: (label: PrintedLabel) => Promise<Part>,
): AsyncIterable<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    pieces.push(piece);
  });
  for (const [i, label] of labels.entries()) {
    const { name, bytes } = await draw(label);
    const entry = new ZipPassThrough(name);
    zip.add(entry);
    entry.push(bytes, true);
    yield* pieces.splice(0);
    if (i % LABELS_A_TURN === 0) await turn();
  }
  zip.end();
  yield* pieces;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
