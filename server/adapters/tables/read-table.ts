/** Reads CSV files and XLSX workbooks into cells of text. Files are hostile until shown otherwise: every size is bounded. */
import { parse } from "csv-parse/sync";
import { Unzip, UnzipInflate } from "fflate";
import { readSheet } from "read-excel-file/node";
import type { TableReader } from "../../app/ports-labels.ts";
import { ProvenanceError } from "../../domain/provenance/errors.ts";

/** What a workbook may grow to, all of its files together; a table of 5000 rows takes a tenth. */
const MOST_UNPACKED_BYTES = 48 * 1024 * 1024;
const MOST_FILES = 200;
const MOST_ROWS = 20_000;
const MOST_COLUMNS = 60;

/** See {@link TableReader}. */
export const readTable: TableReader = async (bytes) => {
  const rows = isZip(bytes) ? await readWorkbook(bytes) : readCsv(bytes);
  if (rows.length > MOST_ROWS || rows.some((row) => row.length > MOST_COLUMNS))
    throw refused(`at most ${MOST_ROWS} rows and ${MOST_COLUMNS} columns`);
  return rows;
};

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

function readCsv(bytes: Uint8Array): string[][] {
  const text = decode(bytes);
  // Spreadsheets of some countries part cells with semicolons; tabs come from the clipboard.
  const [heading = ""] = text.split(/\r?\n/, 1);
  const delimiter = [",", ";", "\t"].reduce((best, sign) =>
    heading.split(sign).length > heading.split(best).length ? sign : best,
  );
  try {
    return parse(text, { delimiter, relax_column_count: true, to: MOST_ROWS + 1, max_record_size: 100_000 });
  } catch (cause) {
    throw refused("a CSV file whose quotes are closed", cause);
  }
}

/** Chinese spreadsheets write GB 18030 where they do not write UTF-8. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return decodeChinese(bytes);
  }
}

function decodeChinese(bytes: Uint8Array): string {
  try {
    return new TextDecoder("gb18030", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refused("text in UTF-8 or GB 18030, or an XLSX workbook", cause);
  }
}

async function readWorkbook(bytes: Uint8Array): Promise<string[][]> {
  requireBounded(bytes);
  try {
    const rows = await readSheet(Buffer.from(bytes), { trim: true, parseNumber: (text) => text });
    return rows.map((row) => row.map(cellText));
  } catch (cause) {
    throw refused("an XLSX workbook with the table on its first sheet", cause);
  }
}

/** Unpacks the archive once without keeping anything: what it says of its own sizes is not believed. */
function requireBounded(bytes: Uint8Array): void {
  let unpacked = 0;
  let files = 0;
  const unzip = new Unzip((file) => {
    files += 1;
    if (files > MOST_FILES) throw tooLarge();
    file.ondata = (error, piece) => {
      // What is thrown here comes back as an error of the next piece.
      if (error !== null) throw error;
      unpacked += piece.length;
      if (unpacked > MOST_UNPACKED_BYTES) throw tooLarge();
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    // In pieces, so that a bomb is noticed before much of it has gone off.
    for (let at = 0; at < bytes.length; at += 16_384)
      unzip.push(bytes.subarray(at, at + 16_384), at + 16_384 >= bytes.length);
  } catch (error) {
    throw error instanceof ProvenanceError ? error : refused("an XLSX workbook", error);
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  // A date cell has no zone: it is the time people read in it.
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace("T", " ");
  return String(cell);
}

const tooLarge = () => refused("a workbook that unpacks to at most 48 MiB");

const refused = (rule: string, cause?: unknown) =>
  new ProvenanceError("provenance.import_invalid", `The file is not ${rule}.`, {
    field: "/file",
    rule,
    cause,
  });
