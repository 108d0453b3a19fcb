import type { CID } from "multiformats/cid";
import type { EvidenceBlocks } from "../../app/ports.ts";
import { isSingleBlock, parseCid, rawCid, verified } from "./cid.ts";
import { exportBlock } from "./document-dag.ts";
import { BlocksError } from "./errors.ts";
import type { ExportableBlocks } from "./exportable-blocks.ts";
import type { SpooledBlocks } from "./spooled-blocks.ts";

/** Documents that were kept in the transaction that accepted them. */
export interface SmallBlocks {
  read(cid: string): Promise<Uint8Array | null>;
  /** Whether it was there. */
  remove(cid: string): Promise<boolean>;
  count(): Promise<number>;
  /** Hands one to `to` and removes it when that is done. False when there is none. */
  moveOne(to: (cid: string, bytes: Uint8Array) => Promise<void>): Promise<boolean>;
}

/** A file of its own, synced, costs more than the row of a larger document than this would, and backs up better. */
const SMALL_BYTES = 32 * 1024;

/** The address of a sealed document that is to be kept in the transaction that accepts it; null for a larger one. */
function addressOfSmall(sealed: Uint8Array): string | null {
  return sealed.length <= SMALL_BYTES ? rawCid(sealed).toString() : null;
}

/** One store of both: small documents as they were accepted, and the files or the node that keep the others. */
export function blocksWithSmall(
  small: SmallBlocks,
  larger: ExportableBlocks,
): ExportableBlocks & EvidenceBlocks {
  const find = async (cid: CID) => (isSingleBlock(cid) ? await small.read(cid.toString()) : null);
  return {
    ...larger,
    addressOfSmall,
    get: (cid) => read(find, larger, parseCid(cid)),
    has: async (cid) => (await find(parseCid(cid))) !== null || (await larger.has(cid)),
    unpin: async (cid) => {
      const wasSmall = await small.remove(cid);
      if (!wasSmall || (await larger.has(cid))) await larger.unpin(cid);
    },
    block: async (cid) => {
      const bytes = await find(parseCid(cid));
      return bytes === null ? await larger.block(cid) : verified(parseCid(cid), bytes);
    },
    exportCar: (cid) => exported(find, parseCid(cid), () => larger.exportCar(cid)),
    car: (cid, scope) => exported(find, parseCid(cid), () => larger.car(cid, scope)),
  };
}

type Find = (cid: CID) => Promise<Uint8Array | null>;

/** One that was altered in its row may be whole elsewhere. */
async function* read(find: Find, larger: ExportableBlocks, cid: CID): AsyncGenerator<Uint8Array> {
  const bytes = await find(cid);
  if (bytes === null) {
    yield* larger.get(cid.toString());
    return;
  }
  yield await whole(larger, cid, bytes);
}

async function whole(larger: ExportableBlocks, cid: CID, bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return verified(cid, bytes);
  } catch (altered) {
    const pieces: Uint8Array[] = [];
    try {
      for await (const piece of larger.get(cid.toString())) pieces.push(piece);
    } catch (error) {
      throw error instanceof BlocksError ? altered : error;
    }
    return Buffer.concat(pieces);
  }
}

async function* exported(
  find: Find,
  cid: CID,
  otherwise: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const bytes = await find(cid);
  yield* bytes === null ? otherwise() : exportBlock(cid, { get: async () => verified(cid, bytes) });
}

/** The same before a node: small documents go to it by way of the others that wait for it. */
export function spoolWithSmall(small: SmallBlocks, spool: SpooledBlocks): SpooledBlocks & EvidenceBlocks {
  return {
    ...spool,
    ...blocksWithSmall(small, spool),
    waiting: async () => (await small.count()) + (await spool.waiting()),
    forward: async (limit) => {
      const put = async (_: string, bytes: Uint8Array) => void (await spool.put(bytes));
      for (let moved = 0; moved < limit && (await small.moveOne(put)); moved++);
      return await spool.forward(limit);
    },
  };
}
