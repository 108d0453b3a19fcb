import { writeFileSync } from "node:fs";
import bwipjs from "bwip-js/node";

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES = 8;

interface Modules {
  readonly pixs: readonly number[];
  readonly pixx: number;
}

/** Writes what a camera sees that is held to a printed code: a film without colour, in Chromium's own format. */
export function filmOfCode(file: string, text: string): void {
  const [code] = bwipjs.raw("qrcode", text, "eclevel=Q") as unknown as Modules[];
  const { pixs, pixx } = code!;
  const size = Math.floor((HEIGHT * 0.7) / pixx);
  const [left, top] = [(WIDTH - pixx * size) >> 1, (HEIGHT - pixx * size) >> 1];
  const light = Buffer.alloc(WIDTH * HEIGHT, 200);
  for (let y = 0; y < pixx * size; y += 1)
    for (let x = 0; x < pixx * size; x += 1)
      if (pixs[Math.floor(y / size) * pixx + Math.floor(x / size)] === 1)
        light[(top + y) * WIDTH + left + x] = 30;
  const frame = Buffer.concat([Buffer.from("FRAME\n"), light, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(file, Buffer.concat([head, ...Array.from({ length: FRAMES }, () => frame)]));
}
