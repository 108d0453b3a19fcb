/**
 * Draws the photos of the sample case and saves them as JPEG with capture time in EXIF. Needs a Chromium:
 * `node scripts/dev/sample/make-photos.ts [path of chromium]`
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const parcel = (corner: string) => `
  <rect width="960" height="720" fill="#b9b2a6"/><rect y="470" width="960" height="250" fill="#8d8577"/>
  <ellipse cx="470" cy="600" rx="330" ry="40" fill="#00000055"/>
  <polygon points="210,270 520,210 790,270 480,350" fill="#d9b27c"/>
  <polygon points="210,270 480,350 480,610 210,510" fill="#c1935a"/>
  <polygon points="480,350 790,270 790,500 480,610" fill="#ad8149"/>
  <polygon points="350,243 395,234 668,300 620,313" fill="#e8dcc0aa"/>
  <polygon points="620,313 668,300 668,370 620,384" fill="#e8dcc0aa"/>
  <g transform="matrix(1 .3 0 1 235 345)"><rect width="150" height="92" fill="#f7f5ef"/>
  ${[8, 14, 24, 30, 44, 52, 58, 72, 80, 92, 98, 112, 122, 130].map((x, i) => `<rect x="${x}" y="12" width="${2 + (i % 3)}" height="40" fill="#222"/>`).join("")}
  <text x="8" y="76" font-size="15" font-family="monospace" fill="#222">1952 1234</text></g>${corner}`;
const dent = `
  <polygon points="480,540 480,610 575,577 545,520 512,552" fill="#6f5230"/>
  <path d="M480 540 L512 552 L545 520 L575 577" stroke="#3d2b17" stroke-width="5" fill="none"/>
  <path d="M500 505 L525 535 M560 495 L548 522 M590 560 L640 548" stroke="#5d4323" stroke-width="4"/>`;
const machine = (side: string) => `
  <rect width="960" height="720" fill="#c9c4bb"/><rect y="540" width="960" height="180" fill="#a58b6a"/>
  <ellipse cx="480" cy="600" rx="280" ry="34" fill="#00000055"/>
  <rect x="270" y="170" width="400" height="430" rx="18" fill="#d7dade"/>
  <rect x="270" y="170" width="400" height="80" rx="18" fill="#eceef0"/>
  <circle cx="340" cy="212" r="18" fill="#333"/><circle cx="400" cy="212" r="12" fill="#7a1f1f"/>
  <text x="450" y="224" font-size="38" font-family="sans-serif" fill="#444">Lumo</text>
  <rect x="310" y="300" width="320" height="230" fill="#3a3d42"/><rect x="290" y="545" width="360" height="40" fill="#26282b"/>${side}`;
const bent = `
  <g transform="rotate(13 470 315)"><rect x="410" y="296" width="120" height="46" fill="#9aa0a6"/><rect x="440" y="340" width="60" height="18" fill="#6c7176"/></g>
  <path d="M670 260 C 615 330 612 400 668 470 L670 470 Z" fill="#83878d"/>
  <path d="M668 262 C 618 335 616 398 668 468" stroke="#4b4e53" stroke-width="5" fill="none"/>
  <path d="M640 300 L600 290 M634 365 L590 368 M642 430 L604 446" stroke="#6b6f75" stroke-width="4"/>`;

const photos: [string, string, string][] = [
  ["packing-station.jpg", parcel(""), "2026:11:12 10:40:02"],
  ["unboxing-parcel.jpg", parcel(dent), "2026:11:14 18:50:26"],
  ["unboxing-machine.jpg", machine(bent), "2026:11:14 18:54:58"],
];

/** Puts an EXIF block with DateTimeOriginal and its offset behind the start marker, as a phone does. */
function withExif(jpeg: Buffer, takenAt: string): Buffer {
  const time = Buffer.from(`${takenAt}\0`, "latin1");
  const zone = Buffer.from("+08:00\0", "latin1");
  const tiff = Buffer.alloc(8 + 18 + 30 + time.length + zone.length);
  tiff.write("MM\0*", 0, "latin1");
  tiff.writeUInt32BE(8, 4);
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    tiff.writeUInt16BE(tag, at);
    tiff.writeUInt16BE(type, at + 2);
    tiff.writeUInt32BE(count, at + 4);
    tiff.writeUInt32BE(value, at + 8);
  };
  tiff.writeUInt16BE(1, 8);
  entry(10, 0x8769, 4, 1, 26);
  tiff.writeUInt16BE(2, 26);
  entry(28, 0x9003, 2, time.length, 56);
  entry(40, 0x9011, 2, zone.length, 56 + time.length);
  time.copy(tiff, 56);
  zone.copy(tiff, 56 + time.length);
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

const browser = await chromium.launch({
  executablePath: process.argv[2] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage({ viewport: { width: 960, height: 720 } });
const grain = `<filter id="g"><feTurbulence baseFrequency=".8" numOctaves="2"/><feColorMatrix values="0 0 0 0 .5 0 0 0 0 .5 0 0 0 0 .5 0 0 0 .14 0"/></filter><rect width="960" height="720" filter="url(#g)"/>`;
for (const [name, drawing, takenAt] of photos) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="720">${drawing}${grain}</svg>`;
  await page.setContent(`<body style="margin:0;filter:contrast(1.05)">${svg}</body>`);
  const jpeg = await page.screenshot({ type: "jpeg", quality: 55 });
  writeFileSync(join(import.meta.dirname, "documents", name), withExif(jpeg, takenAt));
}
await browser.close();
