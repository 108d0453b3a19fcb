import { configure, Uint8ArrayReader, ZipWriter } from "@zip.js/zip.js";
import type { ZipFile } from "../../app/ports-bundle.ts";

configure({ useWebWorkers: false });

/** Documents are mostly compressed already; text is not. */
const LEVELS = { text: 6, document: 0 } as const;

/**
 * Packs files into a zip archive as they come; none is held longer than it takes to write it. An error of the source
 * breaks the stream off, so that half an archive is never taken for a whole one.
 *
 * @param madeAt Written as every file's time.
 */
export function zipStream(files: AsyncIterable<ZipFile>, madeAt: Date): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = new ZipWriter(writable, { extendedTimestamp: false, lastModDate: madeAt });
  const fill = async () => {
    for await (const { name, bytes, kind } of files) {
      const source = bytes instanceof Uint8Array ? new Uint8ArrayReader(bytes) : ReadableStream.from(bytes);
      await writer.add(name, source, { level: LEVELS[kind] });
    }
    await writer.close();
  };
  fill().catch((error: unknown) => writable.abort(error).catch(() => {}));
  return readable;
}
