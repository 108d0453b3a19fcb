import { unixfs } from "@helia/unixfs";
import { CarWriter } from "@ipld/car/writer";
import type { Blockstore } from "interface-blockstore";
import type { CID } from "multiformats/cid";
import { rawCid } from "./cid.ts";
import { ownCause } from "./errors.ts";

/** Where blocks are written. */
export interface BlockSink {
  put(cid: CID, bytes: Uint8Array): Promise<void>;
}

/** Where blocks are read; every block it returns is verified. */
export interface BlockSource {
  get(cid: CID): Promise<Uint8Array>;
}

/** A document cut into blocks. */
export interface DocumentDag {
  readonly root: CID;
  readonly sizeBytes: number;
  /** Every block, leaves first. */
  readonly blocks: readonly CID[];
}

const PIECE_BYTES = 1024 * 1024;

/** Whether a document is in memory and fits into one block. */
export function isOneBlock(content: Uint8Array | AsyncIterable<Uint8Array>): content is Uint8Array {
  return content instanceof Uint8Array && content.length <= PIECE_BYTES;
}

/**
 * Cuts a document into blocks: CID version 1, raw leaves, 1 MiB pieces, 1024 links a node (IPIP-499 `unixfs-v1-2025`).
 * The address is made here because defaults differ between nodes.
 */
export async function buildDag(
  content: Uint8Array | AsyncIterable<Uint8Array>,
  sink: BlockSink,
): Promise<DocumentDag> {
  if (isOneBlock(content)) return await putWhole(content, sink);
  const blocks: CID[] = [];
  let sizeBytes = 0;
  const put = async (cid: CID, bytes: Uint8Array) => {
    await sink.put(cid, bytes);
    blocks.push(cid);
    return cid;
  };
  async function* counted() {
    for await (const piece of content instanceof Uint8Array ? [content] : content) {
      sizeBytes += piece.length;
      yield piece;
    }
  }
  const fs = unixfs({ blockstore: { put, get: unused, has: async () => false } as Store });
  const root = await fs.addByteStream(counted(), { profile: "unixfs-v1-2025" });
  return { root, sizeBytes, blocks };
}

/** What fits into one block needs no importer: its address is that of its bytes. */
async function putWhole(content: Uint8Array, sink: BlockSink): Promise<DocumentDag> {
  const root = rawCid(content);
  await sink.put(root, content);
  return { root, sizeBytes: content.length, blocks: [root] };
}

/** Streams a document's bytes, every block verified. */
export async function* readDag(root: CID, source: BlockSource): AsyncGenerator<Uint8Array> {
  try {
    yield* unixfs({ blockstore: readOnly(source) }).cat(root);
  } catch (error) {
    throw ownCause(error) ?? error;
  }
}

/** Streams a document as a CAR file, root first, every block verified. */
export function exportDag(root: CID, source: BlockSource): AsyncIterable<Uint8Array> {
  const { writer, out } = CarWriter.create([root]);
  const written = new Set<string>();
  const recording: BlockSource = {
    get: async (cid) => {
      const bytes = await source.get(cid);
      if (!written.has(cid.toString())) {
        written.add(cid.toString());
        await writer.put({ cid, bytes });
      }
      return bytes;
    },
  };
  return merge(
    out,
    drain(root, recording).finally(() => writer.close()),
  );
}

/** Streams a CAR file of one block, verified. */
export function exportBlock(cid: CID, source: BlockSource): AsyncIterable<Uint8Array> {
  const { writer, out } = CarWriter.create([cid]);
  const write = async () => {
    try {
      await writer.put({ cid, bytes: await source.get(cid) });
    } finally {
      await writer.close();
    }
  };
  return merge(out, write());
}

type Store = Pick<Blockstore, "get" | "put" | "has">;

function readOnly(source: BlockSource): Store {
  async function* get(cid: CID) {
    yield await source.get(cid);
  }
  const refuse = () => Promise.reject(new Error("a reader does not write"));
  return { get, put: refuse, has: async () => true } as Store;
}

async function* unused(): AsyncGenerator<Uint8Array> {
  yield* [];
  throw new Error("a writer does not read");
}

async function drain(root: CID, source: BlockSource): Promise<void> {
  for await (const _ of readDag(root, source)) {
    // Reading is what makes the source see every block.
  }
}

/** A reader who stops early must not leave the walk's failure unhandled. */
async function* merge(out: AsyncIterable<Uint8Array>, walk: Promise<void>): AsyncGenerator<Uint8Array> {
  walk.catch(() => {});
  yield* out;
  await walk;
}
