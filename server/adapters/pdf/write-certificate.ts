import bwipjs from "bwip-js/node";
import PDFDocument from "pdfkit";
import {
  type Certificate,
  type CertificateSection,
  type CertificateTerms,
  certificateOf,
  formatTerms,
} from "../../domain/evidence/certificate.ts";
import { readCertificateStamp } from "../../domain/evidence/certificate-stamp.ts";
import { certificateFont } from "./font.ts";

const MARGIN = 52;
const WIDTH = 595.28 - 2 * MARGIN;
const LABEL_WIDTH = 118;
const CODE_SIZE = 92;
const COLUMNS = [0.07, 0.29, 0.26, 0.38];
const INK = "#1a1a1a";
const DIM = "#5c5c5c";
const LINE = "#c8c8c8";
const WARN = "#a8071a";

type Page = InstanceType<typeof PDFDocument>;

/**
 * Prints the certificate of a receipt, with the receipt and the certificate's own words attached. The same input gives
 * the same bytes: nothing is compressed and no clock is asked, so that anybody can print it again and compare.
 *
 * @throws LogError when the receipt cannot be read.
 */
export async function writeCertificate(receipt: string, terms: CertificateTerms): Promise<Uint8Array> {
  const certificate = certificateOf(receipt, terms, await readCertificateStamp(receipt));
  const made = new Date(terms.madeAt);
  const page = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    compress: false,
    lang: terms.language,
    displayTitle: true,
    info: { Title: certificate.title, Creator: "Redress", CreationDate: made, ModDate: made },
  });
  const bytes = collect(page);
  page.registerFont("text", certificateFont()).font("text");
  attach(page, "receipt.json", receipt, made);
  attach(page, "certificate.json", formatTerms(terms), made);
  printHead(page, certificate);
  for (const section of certificate.sections) printSection(page, section);
  page.end();
  return await bytes;
}

function collect(page: Page): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    page.on("data", (piece: Uint8Array) => pieces.push(piece));
    page.once("end", () => resolve(Buffer.concat(pieces)));
    page.once("error", reject);
  });
}

function attach(page: Page, name: string, text: string, made: Date): void {
  const dates = { creationDate: made, modifiedDate: made };
  page.file(Buffer.from(text, "utf8"), { name, type: "application/json", ...dates });
}

function printHead(page: Page, { head, title, verifyUrl, warning }: Certificate): void {
  drawCode(page, verifyUrl, MARGIN + WIDTH - CODE_SIZE, MARGIN);
  const width = WIDTH - CODE_SIZE - 16;
  page.fillColor(INK).fontSize(22).text(title, MARGIN, MARGIN, { width });
  page.moveDown(0.4);
  for (const row of head) printRow(page, row, width);
  if (warning !== null)
    page
      .fillColor(WARN)
      .fontSize(8.5)
      .text(warning, MARGIN, page.y + 2, { width });
  page.y = Math.max(page.y, MARGIN + CODE_SIZE) + 4;
}

/** Squares of the QR code, drawn one by one: sharp at any size, and found by every reader. */
function drawCode(page: Page, text: string, left: number, top: number): void {
  const [symbol] = bwipjs.raw("qrcode", text, "eclevel=M") as unknown as [
    { pixs: readonly number[]; pixx: number },
  ];
  const { pixs, pixx } = symbol;
  const size = CODE_SIZE / pixx;
  for (const [at, dark] of pixs.entries()) {
    if (dark === 1) page.rect(left + (at % pixx) * size, top + Math.floor(at / pixx) * size, size, size);
  }
  page.fill("#000000");
}

function printSection(page: Page, { heading, paragraphs = [], rows = [], table }: CertificateSection): void {
  keepTogether(page, 46);
  const top = page.y + 7;
  page
    .moveTo(MARGIN, top)
    .lineTo(MARGIN + WIDTH, top)
    .lineWidth(0.5)
    .stroke(LINE);
  page
    .fillColor(INK)
    .fontSize(11)
    .text(heading, MARGIN, top + 5, { width: WIDTH });
  page.y += 3;
  if (table !== undefined) for (const [at, cells] of table.entries()) printCells(page, cells, at === 0);
  for (const row of rows) printRow(page, row, WIDTH);
  for (const paragraph of paragraphs) printParagraph(page, paragraph);
}

function printRow(page: Page, [label, value]: readonly [string, string], width: number): void {
  const valueWidth = width - LABEL_WIDTH;
  page.fontSize(8.5);
  keepTogether(page, page.heightOfString(value, { width: valueWidth }) + 2);
  const top = page.y;
  page.fillColor(DIM).text(label, MARGIN, top, { width: LABEL_WIDTH - 6 });
  const below = page.y;
  page.fillColor(INK).text(value, MARGIN + LABEL_WIDTH, top, { width: valueWidth });
  page.y = Math.max(below, page.y) + 1.5;
}

function printParagraph(page: Page, text: string): void {
  page.fontSize(8.5);
  keepTogether(page, page.heightOfString(text, { width: WIDTH }) + 2);
  page.fillColor(INK).text(text, MARGIN, page.y, { width: WIDTH });
  page.y += 2;
}

function printCells(page: Page, cells: readonly string[], isHead: boolean): void {
  const widths = COLUMNS.map((share) => share * WIDTH);
  page.fontSize(8.5);
  const heights = cells.map((cell, at) => page.heightOfString(cell, { width: widths[at]! - 8 }));
  const height = Math.max(...heights) + 8;
  keepTogether(page, height);
  const top = page.y;
  let left = MARGIN;
  for (const [at, cell] of cells.entries()) {
    const width = widths[at]!;
    page.rect(left, top, width, height).lineWidth(0.5).stroke(LINE);
    page.fillColor(isHead ? DIM : INK).text(cell, left + 4, top + 4, { width: width - 8 });
    left += width;
  }
  page.y = top + height;
}

function keepTogether(page: Page, height: number): void {
  if (page.y + height > page.page.height - MARGIN) page.addPage();
}
