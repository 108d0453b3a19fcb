/** An append-only file of signed notes, a line of JSON each, found again by their size. */
import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder, syncFolder } from "../adapters/durable-files.ts";

/** A note as it is kept. */
export interface KeptNote {
  /** Leaves under the note's root. */
  readonly size: number;
  readonly note: string;
  /** Signature line of who keeps it; left out where they sign nothing. */
  readonly cosignature?: string;
}

export interface NoteFile {
  newest(): KeptNote | null;
  /** The one with the largest size up to a given one. */
  upTo(size: number): KeptNote | null;
  /**
   * Keeps a note larger than all before; durable when it resolves. A note that could not be kept whole leaves nothing behind.
   *
   * @throws Error when the disk refuses, or the file is not as it was left.
   */
  keep(note: KeptNote): Promise<void>;
}

/** Where each line begins, so that no lookup reads the whole file. */
interface Index {
  readonly sizes: number[];
  readonly starts: number[];
  /** Length of all whole lines, in bytes. */
  end: number;
  /** A line that could not be kept, of which something may have stayed. */
  failed: Buffer;
}

const CHUNK_BYTES = 1 << 20;
const NEWLINE = 10;

/**
 * Opens the file, which need not be there yet, for the one process that writes to it. A last line that was cut off was never answered as kept, and is dropped.
 *
 * @throws Error for a file that is damaged before its last line.
 */
export function openNoteFile(file: string): NoteFile {
  const index = readIndex(file);
  const at = (n: number): KeptNote | null =>
    n < 0 ? null : readLine(file, index.starts[n]!, index.starts[n + 1] ?? index.end);
  return {
    newest: () => at(index.sizes.length - 1),
    upTo: (size) => at(lastUpTo(index.sizes, size)),
    keep: async (note) => {
      const line = Buffer.from(`${JSON.stringify(note)}\n`);
      await append(file, index, line);
      index.sizes.push(note.size);
      index.starts.push(index.end);
      index.end += line.length;
    },
  };
}

function lastUpTo(sizes: readonly number[], size: number): number {
  let [low, high] = [0, sizes.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sizes[middle]! <= size) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

async function append(file: string, index: Index, line: Buffer): Promise<void> {
  await makeFolder(dirname(file));
  const handle = await open(file, "a+");
  try {
    await cutBack(file, handle, index);
    await write(file, handle, index, line);
  } finally {
    await handle.close();
  }
}

async function write(file: string, handle: FileHandle, index: Index, line: Buffer): Promise<void> {
  try {
    await handle.appendFile(line);
    await handle.sync();
    if (index.end === 0) await syncFolder(dirname(file));
  } catch (error) {
    // Whatever was written of it must not become the beginning of the next line.
    index.failed = line;
    await handle.truncate(index.end).catch(() => undefined);
    throw error;
  }
}

/** Drops what a failed append left where even cutting it off had failed; what anybody else wrote is never dropped. */
async function cutBack(file: string, handle: FileHandle, { end, failed }: Index): Promise<void> {
  const { size } = await handle.stat();
  if (size < end) throw new Error(`${file} is shorter than what was kept in it`);
  if (size === end) return;
  const rest = Buffer.alloc(Math.min(size - end, failed.length + 1));
  const { bytesRead } = await handle.read(rest, 0, rest.length, end);
  const isOurs = bytesRead === size - end && rest.equals(failed.subarray(0, bytesRead));
  if (!isOurs) throw new Error(`${file}: somebody else has written to it; nothing was kept`);
  await handle.truncate(end);
}

function readIndex(file: string): Index {
  const index: Index = { sizes: [], starts: [], end: 0, failed: Buffer.alloc(0) };
  if (!existsSync(file)) return index;
  const fd = openSync(file, "r+");
  try {
    const { size } = fstatSync(fd);
    let rest: Buffer = Buffer.alloc(0);
    for (let read = 0; read < size; ) {
      const chunk = readAt(fd, read, Math.min(CHUNK_BYTES, size - read));
      read += chunk.length;
      rest = takeLines(file, index, Buffer.concat([rest, chunk]));
    }
    if (rest.length > 0) ftruncateSync(fd, index.end);
  } finally {
    closeSync(fd);
  }
  return index;
}

function takeLines(file: string, index: Index, bytes: Buffer): Buffer {
  let from = 0;
  for (let to = bytes.indexOf(NEWLINE); to >= 0; to = bytes.indexOf(NEWLINE, from)) {
    index.sizes.push(sizeIn(file, bytes.subarray(from, to), index));
    index.starts.push(index.end);
    index.end += to + 1 - from;
    from = to + 1;
  }
  return bytes.subarray(from);
}

function sizeIn(file: string, line: Buffer, { sizes }: Index): number {
  const { size } = parseLine(file, line);
  if (size > (sizes.at(-1) ?? -1)) return size;
  throw damaged(file, `size ${size} follows ${sizes.at(-1)}`);
}

function parseLine(file: string, line: Buffer): KeptNote {
  try {
    const kept = JSON.parse(line.toString("utf8")) as KeptNote;
    if (Number.isSafeInteger(kept.size) && typeof kept.note === "string") return kept;
  } catch {
    // Said below, with the file's name.
  }
  throw damaged(file, "a line of it is no kept note");
}

function readLine(file: string, start: number, end: number): KeptNote {
  const fd = openSync(file, "r");
  try {
    return parseLine(file, readAt(fd, start, end - start));
  } finally {
    closeSync(fd);
  }
}

function readAt(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const more = readSync(fd, bytes, read, length - read, position + read);
    if (more === 0) throw new Error("the file became shorter while it was read");
    read += more;
  }
  return bytes;
}

const damaged = (file: string, why: string): Error => new Error(`${file} is damaged: ${why}`);
