import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { eachOf } from "../../app/each-of.ts";
import { syncFolder, writeDurably } from "../durable-files.ts";
import { openEmbeddedBlocks } from "./embedded-blocks.ts";
import { BlocksError } from "./errors.ts";
import type { ExportableBlocks } from "./exportable-blocks.ts";

/** Documents that are kept here until a node has pinned them. */
export interface SpooledBlocks extends ExportableBlocks {
  /**
   * Hands a few of the waiting documents to the node.
   *
   * @returns How many were pinned there and removed here.
   */
  forward(limit: number): Promise<number>;
  /** How many wait. */
  waiting(): Promise<number>;
}

/**
 * Keeps what is put on this machine's disk first and forwards it to a node later, so that intake goes on while the node
 * is away. A document counts as forwarded once the node has pinned the very same address.
 *
 * @param folder Where documents wait; one for all processes of a machine.
 */
export async function openSpooledBlocks(node: ExportableBlocks, folder: string): Promise<SpooledBlocks> {
  const spool = await openEmbeddedBlocks(join(folder, "store"));
  const marks = join(folder, "waiting");
  const erased = join(folder, "erased");
  for (const made of [marks, erased]) await mkdir(made, { recursive: true });
  const waits = async (cid: string) => (await readdir(marks)).includes(cid);
  const storeOf = async (cid: string) => ((await spool.has(cid)) ? spool : node);
  return {
    put: async (content) => {
      const put = await spool.put(content);
      await writeDurably(join(marks, put.cid), "");
      return put;
    },
    get: (cid) => later(async () => (await storeOf(cid)).get(cid)),
    has: async (cid) => (await spool.has(cid)) || (await node.has(cid)),
    unpin: async (cid) => {
      const waited = await waits(cid);
      // Told to whichever process has it on its way to the node at this moment.
      if (waited) await writeDurably(join(erased, cid), "");
      if (waited) await forget(spool, marks, cid);
      // Forwarded in the same moment, or long ago: then it is there as well.
      if (!waited || (await node.has(cid).catch(() => false))) await node.unpin(cid);
    },
    exportCar: (cid) => later(async () => (await storeOf(cid)).exportCar(cid)),
    block: async (cid) => await spool.block(cid).catch(() => node.block(cid)),
    car: (cid, scope) => later(async () => (await storeOf(cid)).car(cid, scope)),
    waiting: async () => (await readdir(marks)).length,
    forward: async (limit) => {
      const cids = (await readdir(marks)).filter((name) => !name.endsWith(".new")).slice(0, limit);
      await eachOf(cids, async (cid) => {
        await forwardOne(spool, node, marks, cid);
        // What was not kept here any more must not be kept there; that another process was first is no reason.
        if ((await readdir(erased)).includes(cid)) await unpinned(node, cid);
      });
      return cids.length;
    },
  };
}

async function forwardOne(
  spool: ExportableBlocks,
  node: ExportableBlocks,
  marks: string,
  cid: string,
): Promise<void> {
  const put = await node.put(spool.get(cid));
  if (put.cid !== cid) throw new BlocksError("blocks.root_mismatch", `The node stored ${cid} as ${put.cid}.`);
  await forget(spool, marks, cid);
}

/** Whoever erased it may have been faster. */
async function unpinned(node: ExportableBlocks, cid: string): Promise<void> {
  await node.unpin(cid).catch((error: unknown) => {
    if (!(error instanceof BlocksError) || error.code !== "blocks.not_pinned") throw error;
  });
}

/** The mark goes last: a crash in between forwards once more, which changes nothing. */
async function forget(spool: ExportableBlocks, marks: string, cid: string): Promise<void> {
  if (await spool.has(cid)) await spool.unpin(cid);
  await rm(join(marks, cid), { force: true });
  await syncFolder(marks);
}

async function* later<T>(open: () => Promise<AsyncIterable<T>>): AsyncGenerator<T> {
  yield* await open();
}
