import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { CID } from "multiformats/cid";
import { syncFolder, writeDurably } from "../durable-files.ts";
import { isSingleBlock, parseCid } from "./cid.ts";
import type { DocumentDag } from "./document-dag.ts";
import { buildDag, exportBlock, exportDag, isOneBlock, readDag } from "./document-dag.ts";
import { DurableBlockstore } from "./durable-blockstore.ts";
import { BlocksError } from "./errors.ts";
import type { ExportableBlocks } from "./exportable-blocks.ts";

interface Store {
  readonly blocks: DurableBlockstore;
  /** Folder with one list of blocks for each document of more than one block. */
  readonly lists: string;
}

/**
 * Opens the embedded block store of one folder, creating it when it is absent. One process at a time writes to it.
 *
 * A document of one block is kept while its block is; a longer one while its list of blocks is, and that is written
 * last, so that a document half handed in is never taken for a whole one.
 */
export async function openEmbeddedBlocks(folder: string, mirror?: BlockMirror): Promise<ExportableBlocks> {
  const store = { blocks: new DurableBlockstore(join(folder, "blocks")), lists: join(folder, "documents") };
  await store.blocks.open();
  await mkdir(store.lists, { recursive: true });
  await syncFolder(folder);
  const own = { get: (cid: CID) => store.blocks.read(cid) };
  const source = mirror === undefined ? own : { get: (cid: CID) => readOrRepair(store, mirror, cid) };
  return {
    put: (content) => put(store, content),
    get: (cid) => readDag(parseCid(cid), source),
    has: (cid) => has(store, parseCid(cid)),
    unpin: (cid) => unpin(store, parseCid(cid)),
    exportCar: (cid) => exportDag(parseCid(cid), source),
    block: async (cid) => await own.get(parseCid(cid)),
    car: (cid, scope) => (scope === "block" ? exportBlock : exportDag)(parseCid(cid), own),
  };
}

/** Another copy of the blocks. */
export interface BlockMirror {
  /** The block's verified bytes; null when the mirror has none. */
  fetch(cid: CID): Promise<Uint8Array | null>;
  /** Hears of a block that was gone or altered here, and whether it could be repaired. */
  onRepair(cid: string, repaired: boolean): void;
}

/** A block that is gone or altered is taken from the mirror and written anew; without one there the fault stands. */
async function readOrRepair(store: Store, mirror: BlockMirror, cid: CID): Promise<Uint8Array> {
  try {
    return await store.blocks.read(cid);
  } catch (error) {
    if (!(error instanceof BlocksError)) throw error;
    const bytes = await mirror.fetch(cid);
    mirror.onRepair(cid.toString(), bytes !== null);
    if (bytes === null) throw error;
    await store.blocks.put(cid, bytes);
    return bytes;
  }
}

async function put(
  store: Store,
  content: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<{ cid: string; sizeBytes: number }> {
  const fresh: CID[] = [];
  // One block alone is there or is not: nothing is left to take away.
  const isWhole = isOneBlock(content);
  const sink = {
    put: async (cid: CID, bytes: Uint8Array) => {
      if (!isWhole && !(await store.blocks.has(cid))) fresh.push(cid);
      await store.blocks.put(cid, bytes);
    },
  };
  try {
    const dag = await buildDag(content, sink);
    if (!isSingleBlock(dag.root)) await writeDurably(join(store.lists, dag.root.toString()), listOf(dag));
    return { cid: dag.root.toString(), sizeBytes: dag.sizeBytes };
  } catch (error) {
    await removeUnneeded(store, fresh.map(String));
    throw error;
  }
}

function listOf(dag: DocumentDag): string {
  return `${dag.blocks.join("\n")}\n`;
}

async function has(store: Store, root: CID): Promise<boolean> {
  if (isSingleBlock(root)) return await store.blocks.has(root);
  return (await readList(store, root.toString())) !== undefined;
}

/**
 * Removes a document. The list goes first: a crash in between leaves blocks nobody needs, never a document with holes.
 *
 * @throws `blocks.not_pinned` when it is not kept here.
 */
async function unpin(store: Store, root: CID): Promise<void> {
  if (!(await has(store, root)))
    throw new BlocksError("blocks.not_pinned", `Document ${root} is not kept here.`);
  const mine = isSingleBlock(root) ? [root.toString()] : ((await readList(store, root.toString())) ?? []);
  await rm(join(store.lists, root.toString()), { force: true });
  await syncFolder(store.lists);
  await removeUnneeded(store, mine);
}

/** Two documents may share a piece, so a block goes only when no list names it. */
async function removeUnneeded(store: Store, blocks: readonly string[]): Promise<void> {
  const needed = await listedBlocks(store);
  for (const block of blocks.filter((name) => !needed.has(name))) await store.blocks.delete(CID.parse(block));
}

async function listedBlocks(store: Store): Promise<ReadonlySet<string>> {
  const needed = new Set<string>();
  for (const name of await readdir(store.lists)) {
    for (const block of (await readList(store, name)) ?? []) needed.add(block);
  }
  return needed;
}

async function readList(store: Store, name: string): Promise<string[] | undefined> {
  try {
    return (await readFile(join(store.lists, name), "utf8")).trimEnd().split("\n");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
