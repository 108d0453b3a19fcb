import { createHash } from "node:crypto";
import { openAsBlob } from "node:fs";
import { BlobReader, configure, type FileEntry, ZipReader } from "@zip.js/zip.js";
import { MAX_BUNDLE_FILES } from "../../domain/evidence/bundle-manifest.ts";
import { BundleError } from "../../domain/evidence/errors.ts";
import type { ReadFile } from "../../domain/evidence/verify-bundle.ts";

configure({ useWebWorkers: false });

export interface BundleLimits {
  readonly files: number;
  /** Unpacked bytes of all files together. */
  readonly totalBytes: number;
  /** Unpacked bytes of one JSON file, which is kept in memory. */
  readonly textBytes: number;
  /** How many times larger than packed a file may be. */
  readonly ratio: number;
}

const LIMITS: BundleLimits = {
  files: MAX_BUNDLE_FILES + 1,
  totalBytes: 8 * 1024 ** 3,
  textBytes: 8 * 1024 ** 2,
  ratio: 200,
};

/** Small files may well be all alike. */
const RATIO_FROM_BYTES = 64 * 1024;

const NAME = /^(?!.*\.\.)[a-z0-9][a-z0-9./-]{0,199}$/;
const TEXT = /\.json$/;

/**
 * Reads a bundle without unpacking it to disk: JSON files as text, everything else as a hash. What another tool could
 * read differently, names that lead elsewhere, files listed twice, encryption, links and archives that unpack to far
 * more than they are, are all refused.
 *
 * @throws BundleError `bundle.not_a_zip`, `bundle.unsafe`, `bundle.too_large`.
 */
export async function readBundle(path: string, limits: BundleLimits = LIMITS): Promise<ReadFile[]> {
  const reader = new ZipReader(new BlobReader(await openAsBlob(path)), { strictness: "strict" });
  try {
    const entries = await listFiles(reader, limits);
    const files: ReadFile[] = [];
    for (const entry of entries) files.push(await readFile(entry, limits));
    return files;
  } catch (error) {
    throw refusal(error);
  } finally {
    await reader.close();
  }
}

async function listFiles(reader: ZipReader<Blob>, limits: BundleLimits): Promise<FileEntry[]> {
  const files: FileEntry[] = [];
  let totalBytes = 0;
  for await (const entry of reader.getEntriesGenerator()) {
    if (files.length >= limits.files) throw tooLarge("files", `at most ${limits.files} files`);
    if (entry.directory || entry.symlink) throw unsafe(entry.filename, "files only, no folders or links");
    if (entry.encrypted) throw unsafe(entry.filename, "not encrypted");
    if (!NAME.test(entry.filename)) throw unsafe(entry.filename, "a plain relative path");
    requireSize(entry, limits);
    totalBytes += entry.uncompressedSize;
    if (totalBytes > limits.totalBytes)
      throw tooLarge("archive", `at most ${limits.totalBytes} bytes unpacked`);
    files.push(entry as FileEntry);
  }
  const twice = files.find(({ filename }, at) => files.findIndex((one) => one.filename === filename) !== at);
  if (twice !== undefined) throw unsafe(twice.filename, "each file once");
  return files;
}

function requireSize(
  {
    filename,
    compressedSize,
    uncompressedSize,
  }: Pick<FileEntry, "filename" | "compressedSize" | "uncompressedSize">,
  { ratio, textBytes }: BundleLimits,
): void {
  if (TEXT.test(filename) && uncompressedSize > textBytes)
    throw tooLarge(filename, `a JSON file of at most ${textBytes} bytes`);
  if (uncompressedSize > RATIO_FROM_BYTES && uncompressedSize > ratio * compressedSize)
    throw tooLarge(filename, `at most ${ratio} times its packed size`);
}

/** What the archive says of a size is not believed: a file that goes on past it is dropped. */
async function readFile(entry: FileEntry, limits: BundleLimits): Promise<ReadFile> {
  const isText = TEXT.test(entry.filename);
  const hash = createHash("sha256");
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  const sink = new WritableStream<Uint8Array>({
    write: (piece) => {
      sizeBytes += piece.length;
      if (sizeBytes > entry.uncompressedSize || (isText && sizeBytes > limits.textBytes))
        throw tooLarge(entry.filename, "no more bytes than the archive says");
      hash.update(piece);
      if (isText) pieces.push(piece.slice());
    },
  });
  await entry.getData(sink, { checkSignature: true });
  return {
    name: entry.filename,
    sha256: hash.digest("hex"),
    sizeBytes,
    text: isText ? utf8(entry.filename, Buffer.concat(pieces)) : null,
  };
}

function utf8(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw unsafe(name, "UTF-8", cause);
  }
}

const unsafe = (field: string, rule: string, cause?: unknown): BundleError =>
  new BundleError("bundle.unsafe", `The archive is refused: ${field}: ${rule}.`, { field, rule, cause });
const tooLarge = (field: string, rule: string): BundleError =>
  new BundleError("bundle.too_large", `The archive is refused: ${field}: ${rule}.`, { field, rule });

function refusal(error: unknown): unknown {
  if (error instanceof BundleError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const isForm = /unsafe|ambiguous|duplicate|overlap/i.test(message);
  return new BundleError(
    isForm ? "bundle.unsafe" : "bundle.not_a_zip",
    `The archive is refused: ${message}.`,
    { rule: isForm ? "read by every tool alike" : "a whole zip archive", cause: error },
  );
}
