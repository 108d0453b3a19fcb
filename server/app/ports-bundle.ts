/** One file of an archive. */
export interface ZipFile {
  readonly name: string;
  readonly kind: "text" | "document";
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
}

/** Packs files into a zip archive as they come. An error of the source breaks the stream off. */
export type ZipStream = (files: AsyncIterable<ZipFile>, madeAt: Date) => ReadableStream<Uint8Array>;

/** Hash of the engine's source as it was released, hex; null for a version that is not kept. */
export type EngineHash = (version: string) => Promise<string | null>;
