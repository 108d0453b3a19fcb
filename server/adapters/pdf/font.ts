import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";

const WOFF_HEADER_BYTES = 44;
const WOFF_ROW_BYTES = 20;
const SFNT_HEADER_BYTES = 12;
const SFNT_ROW_BYTES = 16;

let kept: Buffer | undefined;

/** Noto Sans SC in regular weight (OFL 1.1, `fonts/LICENSE`), as TrueType. */
export function certificateFont(): Buffer {
  kept ??= unpackWoff(readFileSync(new URL("fonts/noto-sans-sc-400.woff", import.meta.url)));
  return kept;
}

interface Table {
  readonly tag: Buffer;
  readonly checksum: number;
  readonly bytes: Buffer;
}

/** Takes the TrueType font out of a WOFF 1.0 file (W3C): the PDF library is slow on the packed one. */
function unpackWoff(woff: Buffer): Buffer {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, row) => readTable(woff, row));
  const directory = Buffer.alloc(SFNT_HEADER_BYTES + SFNT_ROW_BYTES * tables.length);
  woff.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(tables.length, 4);
  let offset = directory.length;
  for (const [row, { tag, checksum, bytes }] of tables.entries()) {
    const at = SFNT_HEADER_BYTES + SFNT_ROW_BYTES * row;
    tag.copy(directory, at);
    directory.writeUInt32BE(checksum, at + 4);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(bytes.length, at + 12);
    offset += padded(bytes.length);
  }
  const pieces = tables.flatMap(({ bytes }) => [bytes, Buffer.alloc(padded(bytes.length) - bytes.length)]);
  return Buffer.concat([directory, ...pieces]);
}

function readTable(woff: Buffer, row: number): Table {
  const at = WOFF_HEADER_BYTES + WOFF_ROW_BYTES * row;
  const [offset, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(at + field)) as [
    number,
    number,
    number,
  ];
  const bytes = woff.subarray(offset, offset + packed);
  return {
    tag: woff.subarray(at, at + 4),
    checksum: woff.readUInt32BE(at + 16),
    bytes: packed < length ? inflateSync(bytes) : bytes,
  };
}

/** Tables begin at multiples of four. */
const padded = (length: number): number => (length + 3) & ~3;
