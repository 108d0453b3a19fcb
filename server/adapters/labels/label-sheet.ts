/** A4 sheets of labels, drawn as shapes: a code printed small stays sharp. */
import bwipjs from "bwip-js/node";
import PDFDocument from "pdfkit";
import type { PrintedLabel, SheetLayout } from "../../app/ports-labels.ts";
import { certificateFont } from "../pdf/font.ts";

/** Points of an A4 page and of the rim printers leave white. */
const PAGE = { width: 595.28, height: 841.89 };
const RIM = 28;
const PLAIN_FONT = "Helvetica";
const NAME_FONT = "name";
const TEXT_POINTS = 7;
const LINE_POINTS = 9;
/** Modules left white around a code (ISO/IEC 18004). */
const QUIET_MODULES = 4;
const LABELS_A_TURN = 4;

/** Draws the pages as a stream; between labels other requests are answered. */
export async function* labelSheet(
  labels: readonly PrintedLabel[],
  layout: SheetLayout,
): AsyncIterable<Uint8Array> {
  const pdf = new PDFDocument({ size: "A4", margin: 0, autoFirstPage: false, info: { Title: "Labels" } });
  // The font of Chinese is large, so it is only there when it is needed.
  const isPlain = /^[\x20-\x7e]*$/.test(layout.productName);
  if (!isPlain) pdf.registerFont(NAME_FONT, certificateFont());
  const drawn = draw(pdf, labels, layout, isPlain ? PLAIN_FONT : NAME_FONT);
  yield* pdf as AsyncIterable<Buffer>;
  await drawn;
}

async function draw(
  pdf: PDFKit.PDFDocument,
  labels: readonly PrintedLabel[],
  layout: SheetLayout,
  font: string,
): Promise<void> {
  const perPage = layout.columns * layout.rows;
  for (const [i, label] of labels.entries()) {
    if (i % perPage === 0) pdf.addPage();
    drawLabel(pdf, label, cellOf(i % perPage, layout), layout.productName, font);
    // A reader that is slow must not make this hold all pages.
    if (i % LABELS_A_TURN === 0) await roomIn(pdf);
  }
  pdf.end();
}

async function roomIn(pdf: PDFKit.PDFDocument): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, pdf.readableLength > 1_000_000 ? 20 : 0));
  while (pdf.readableLength > 1_000_000 && !pdf.destroyed);
}

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function cellOf(place: number, { columns, rows }: SheetLayout): Cell {
  const width = (PAGE.width - 2 * RIM) / columns;
  const height = (PAGE.height - 2 * RIM) / rows;
  return { x: RIM + (place % columns) * width, y: RIM + Math.floor(place / columns) * height, width, height };
}

function drawLabel(
  pdf: PDFKit.PDFDocument,
  label: PrintedLabel,
  cell: Cell,
  name: string,
  font: string,
): void {
  const lines = name === "" ? 2 : 3;
  const side = Math.min(cell.width, cell.height - lines * LINE_POINTS) - 4;
  drawCode(pdf, label.link, cell.x + (cell.width - side) / 2, cell.y + 2, side);
  const under = { width: cell.width, align: "center", lineBreak: false, baseline: "alphabetic" } as const;
  let y = cell.y + 2 + side + TEXT_POINTS;
  const line = (text: string, by: string) => {
    pdf
      .font(by)
      .fontSize(TEXT_POINTS)
      .text(text, cell.x, y, { ...under, ellipsis: true });
    y += LINE_POINTS;
  };
  if (name !== "") line(name, font);
  // As the element strings read beneath a code: (01) GTIN, (21) serial.
  line(`(01) ${label.gtin}`, PLAIN_FONT);
  line(`(21) ${label.serial}`, PLAIN_FONT);
}

interface Modules {
  readonly pixs: readonly number[];
  readonly pixx: number;
  readonly pixy: number;
}

/** Draws rows of dark modules as one rectangle each, and fills them all at once. */
function drawCode(pdf: PDFKit.PDFDocument, link: string, x: number, y: number, side: number): void {
  const [code] = bwipjs.raw("qrcode", link, "eclevel=Q") as Modules[];
  const { pixs, pixx, pixy } = code!;
  const size = side / (pixx + 2 * QUIET_MODULES);
  for (let row = 0; row < pixy; row += 1) {
    let column = 0;
    while (column < pixx) {
      const from = column;
      while (column < pixx && pixs[row * pixx + column] === 1) column += 1;
      const length = column - from;
      // A hair more than a module high, so that no white line shows between rows.
      if (length > 0)
        pdf.rect(
          x + (from + QUIET_MODULES) * size,
          y + (row + QUIET_MODULES) * size,
          length * size,
          size * 1.01,
        );
      else column += 1;
    }
  }
  pdf.fill("#000000");
}
