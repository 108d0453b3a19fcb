/** Labels: a QR code that carries the item's Digital Link. The library checks GS1's digits once more. */
import bwipjs from "bwip-js/node";
import { digitalLink } from "../domain/provenance/digital-link.ts";

const options = (idDomain: string, gtin: string, serial: string) => ({
  bcid: "qrcode",
  text: digitalLink(idDomain, [
    ["01", gtin],
    ["21", serial],
  ]),
  // A quarter of the code may be scratched off and it still reads.
  eclevel: "Q",
  // The quiet zone, and white beneath: on a transparent ground a dark page swallows the code.
  padding: 4,
  backgroundcolor: "FFFFFF",
});

/** Draws the label as SVG. */
export function labelSvg(idDomain: string, gtin: string, serial: string): string {
  return bwipjs.toSVG(options(idDomain, gtin, serial));
}

/** Draws the label as PNG, six pixels a module. */
export async function labelPng(idDomain: string, gtin: string, serial: string): Promise<Buffer> {
  return await bwipjs.toBuffer({ ...options(idDomain, gtin, serial), scale: 6 });
}
