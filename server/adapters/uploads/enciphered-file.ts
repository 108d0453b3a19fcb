import { createCipheriv } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

const BLOCK_BYTES = 16;

/**
 * A file that is enciphered as it is written, at any offset (AES-256 in counter mode). Equal bytes at an offset are equal
 * bytes on disk, so that two who send the same piece at once do no harm.
 *
 * @param key 32 bytes, used for this file alone.
 */
export interface EncipheredFile {
  readonly path: string;
  readonly key: Uint8Array;
}

/** The key stream of a file from an offset on. */
function cipherAt(key: Uint8Array, offset: number) {
  const counter = Buffer.alloc(BLOCK_BYTES);
  counter.writeBigUInt64BE(BigInt(Math.floor(offset / BLOCK_BYTES)), BLOCK_BYTES - 8);
  const cipher = createCipheriv("aes-256-ctr", key, counter);
  cipher.update(Buffer.alloc(offset % BLOCK_BYTES));
  return cipher;
}

/**
 * Writes pieces from an offset on and syncs them, also when the source breaks off.
 *
 * @param most Bytes taken at most; the first piece that goes beyond ends the writing before it is written.
 * @returns Bytes written, and whether the source had more than it may.
 */
export async function writeEnciphered(
  { path, key }: EncipheredFile,
  offset: number,
  most: number,
  source: AsyncIterable<Uint8Array>,
): Promise<{ written: number; isTooLong: boolean }> {
  const file = await open(path, "r+");
  const progress = { written: 0, isTooLong: false };
  try {
    await copy(file, cipherAt(key, offset), offset, most, source, progress);
  } catch (error) {
    // What came before the connection broke is kept, and the sender asks how far it got.
    if (progress.written === 0) throw error;
  } finally {
    await file.datasync();
    await file.close();
  }
  return progress;
}

async function copy(
  file: FileHandle,
  cipher: ReturnType<typeof cipherAt>,
  offset: number,
  most: number,
  source: AsyncIterable<Uint8Array>,
  progress: { written: number; isTooLong: boolean },
): Promise<void> {
  for await (const piece of source) {
    if (progress.written + piece.length > most) {
      progress.isTooLong = true;
      return;
    }
    const bytes = cipher.update(piece);
    await file.write(bytes, 0, bytes.length, offset + progress.written);
    progress.written += piece.length;
  }
}

/** Reads a file's plain bytes from the first on. */
export async function* readEnciphered({ path, key }: EncipheredFile): AsyncGenerator<Uint8Array> {
  const cipher = cipherAt(key, 0);
  for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 }))
    yield cipher.update(piece as Buffer);
}
