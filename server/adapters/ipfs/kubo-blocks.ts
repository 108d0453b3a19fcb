import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CarWriter } from "@ipld/car/writer";
import { FsBlockstore } from "blockstore-fs";
import type { KuboRPCClient } from "kubo-rpc-client";
import { create } from "kubo-rpc-client";
import type { CID } from "multiformats/cid";
import { missing, parseCid, verified } from "./cid.ts";
import type { BlockSource, DocumentDag } from "./document-dag.ts";
import { buildDag, exportBlock, exportDag, readDag } from "./document-dag.ts";
import { BlocksError } from "./errors.ts";
import type { ExportableBlocks } from "./exportable-blocks.ts";

/** A node without the block asks the network for it, which may never answer. */
const READ_TIMEOUT_MS = 30_000;
const WRITE_TIMEOUT_MS = 120_000;
/** A document may be gigabytes; one that comes slower than this is taken for stuck. */
const SLOWEST_BYTES_PER_MS = 1_000;

/** The calls this adapter makes; the deprecated `ipfs-http-client` offers the same ones. */
export type KuboClient = Pick<KuboRPCClient, "dag" | "block" | "pin">;

/**
 * Documents on a Kubo node or a cluster with its RPC. Blocks are cut here, sent as one CAR and pinned by the same call;
 * the node's answer has to name our root.
 *
 * @param apiUrl RPC address, such as `http://127.0.0.1:5001`.
 */
export function openKuboBlocks(apiUrl: string): ExportableBlocks {
  return blocksOverClient(create({ url: apiUrl }));
}

/** The same over a client that is there already. */
export function blocksOverClient(client: KuboClient, readTimeoutMs = READ_TIMEOUT_MS): ExportableBlocks {
  const source = verifiedSource(client, readTimeoutMs);
  // What strangers ask for must not send our node to look for it.
  const kept = verifiedSource(client, readTimeoutMs, { offline: true });
  return {
    put: (content) => put(client, content),
    get: (cid) => readDag(parseCid(cid), source),
    has: (cid) => isPinned(client, parseCid(cid)),
    unpin: (cid) => unpin(client, parseCid(cid)),
    exportCar: (cid) => exportDag(parseCid(cid), source),
    block: async (cid) => await kept.get(parseCid(cid)),
    car: (cid, scope) => (scope === "block" ? exportBlock : exportDag)(parseCid(cid), kept),
  };
}

/** Blocks wait on disk, since a CAR names its root before the root is known and documents may be large. */
async function put(
  client: KuboClient,
  content: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<{ cid: string; sizeBytes: number }> {
  const folder = await mkdtemp(join(tmpdir(), "redress-car-"));
  try {
    const staged = new FsBlockstore(folder);
    const dag = await buildDag(content, {
      put: async (cid, bytes) => void (await staged.put(cid, bytes)),
    });
    await importCar(client, dag, staged);
    return { cid: dag.root.toString(), sizeBytes: dag.sizeBytes };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function importCar(client: KuboClient, dag: DocumentDag, staged: FsBlockstore): Promise<void> {
  const { writer, out } = CarWriter.create([dag.root]);
  const filled = fill(writer, dag, staged);
  filled.catch(() => {});
  const signal = AbortSignal.timeout(WRITE_TIMEOUT_MS + Math.ceil(dag.sizeBytes / SLOWEST_BYTES_PER_MS));
  const roots = [];
  for await (const { root } of client.dag.import(out, { pinRoots: true, signal })) roots.push(root);
  await filled;
  const [only] = roots;
  if (roots.length !== 1 || only === undefined || !only.cid.equals(dag.root)) {
    throw new BlocksError("blocks.root_mismatch", "The node stored something else than it was sent.");
  }
  if (only.pinErrorMsg) throw new BlocksError("blocks.not_pinned", only.pinErrorMsg);
}

async function fill(
  writer: ReturnType<typeof CarWriter.create>["writer"],
  dag: DocumentDag,
  staged: FsBlockstore,
): Promise<void> {
  try {
    for (const cid of dag.blocks)
      await writer.put({ cid, bytes: verified(cid, await readAll(staged.get(cid))) });
  } finally {
    await writer.close();
  }
}

function verifiedSource(client: KuboClient, timeoutMs: number, where: object = {}): BlockSource {
  return {
    get: async (cid) => {
      const signal = AbortSignal.timeout(timeoutMs);
      const bytes = await client.block.get(cid, { ...where, signal }).catch((error: unknown) => {
        throw missing(cid, error);
      });
      return verified(cid, bytes);
    },
  };
}

async function isPinned(client: KuboClient, cid: CID): Promise<boolean> {
  try {
    for await (const pin of client.pin.ls({
      paths: cid,
      type: "recursive",
      signal: AbortSignal.timeout(READ_TIMEOUT_MS),
    })) {
      if (pin.cid.equals(cid)) return true;
    }
    return false;
  } catch (error) {
    if (isNotPinned(error)) return false;
    throw error;
  }
}

/** Only the pin goes; the node frees the blocks when it next collects garbage. */
async function unpin(client: KuboClient, cid: CID): Promise<void> {
  await client.pin.rm(cid, { signal: AbortSignal.timeout(READ_TIMEOUT_MS) }).catch((error: unknown) => {
    throw isNotPinned(error)
      ? new BlocksError("blocks.not_pinned", `Document ${cid} is not kept here.`, { cause: error })
      : error;
  });
}

/** The RPC has no code for this, only these words, the same in every Kubo since 0.4. */
function isNotPinned(error: unknown): boolean {
  return error instanceof Error && /not pinned/.test(error.message);
}

async function readAll(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}
