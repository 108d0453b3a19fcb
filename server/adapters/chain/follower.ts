import type { ChainEventHandler } from "../../app/ports.ts";
import {
  blocksBelow,
  type Cursor,
  createCursor,
  deleteAbove,
  eventsAbove,
  insertBlocks,
  insertEvent,
  lockCursor,
  moveCursor,
  pruneBlocks,
  readCursor,
  settleCall,
} from "../postgres/chain-blocks.ts";
import { asTx, type Database } from "../postgres/database.ts";
import type { Alarms } from "./alarms.ts";
import type { ContractBook } from "./contract-book.ts";
import { chainEvent } from "./decode-log.ts";
import { ChainError } from "./errors.ts";
import { type FinalityPolicy, finalisedBlock } from "./finality.ts";
import type { ChainNode } from "./node.ts";
import { type Batch, readBatch } from "./read-batch.ts";

export interface FollowerOptions {
  readonly finality: FinalityPolicy;
  /** First block that can matter: that of the deployment. */
  readonly startBlock?: number;
  /** Most blocks asked for at once. */
  readonly batchBlocks?: number;
}

export interface FollowerDeps {
  readonly db: Database;
  readonly node: ChainNode;
  readonly book: ContractBook;
  readonly handlers: readonly ChainEventHandler[];
  readonly alarms: Alarms;
  readonly options: FollowerOptions;
}

export interface FollowerPass {
  /** Newest block folded. */
  readonly followed: number;
  readonly head: number;
  /** Newest final block under the declared policy. */
  readonly finalised: number;
  readonly events: number;
  /** Blocks taken back from the cursor; 0 when nothing was reorganised. */
  readonly undoneBlocks: number;
}

export interface Follower {
  /** Folds the next batch of blocks, or undoes what was reorganised away. Safe to run in many processes. */
  pass(): Promise<FollowerPass>;
}

type Context = FollowerDeps & {
  readonly options: Required<FollowerOptions>;
  /** How many blocks the node is asked for at once at present. */
  readonly reach: { blocks: number };
};

/** How many stored blocks are compared at a time when the common one is looked for. */
const SEARCH_STEP = 64;

/**
 * Follows the chain: stores events of our contracts, gives them to the handlers in chain order, settles our own calls,
 * and takes all of it back, newest first, when a block is reorganised away. A development chain that restarts from an
 * older state is a reorganisation like any other.
 */
export function openFollower(deps: FollowerDeps): Follower {
  const options = { startBlock: 0, batchBlocks: 1000, ...deps.options };
  const context: Context = { ...deps, options, reach: { blocks: options.batchBlocks } };
  return { pass: () => withAlarms(context) };
}

async function withAlarms(context: Context): Promise<FollowerPass> {
  const { alarms, node } = context;
  try {
    await node.assertChain();
    const pass = await followOnce(context);
    for (const code of ["chain.wrong_chain", "chain.unreachable", "chain.handler_failed"] as const)
      alarms.clear(code);
    return pass;
  } catch (error) {
    const known = error instanceof ChainError && /^chain\.(unreachable|wrong_chain)$/.test(error.code);
    if (known) alarms.raise(error.code as "chain.unreachable" | "chain.wrong_chain", error.message);
    throw error;
  }
}

async function followOnce(context: Context): Promise<FollowerPass> {
  const { node, options } = context;
  const head = (await node.header("latest"))!;
  const finalised = await finalisedBlock(node, options.finality);
  const cursor = await cursorOf(context);
  const common = await lastCommon(context, cursor);
  if (common.number < cursor.blockNumber) {
    await undoAbove(context, cursor, common, finalised);
    const undoneBlocks = cursor.blockNumber - common.number;
    return { followed: common.number, head: head.number, finalised, events: 0, undoneBlocks };
  }
  const batch = await readWithinReach(context, cursor, head.number);
  const events = batch === null ? 0 : await fold(context, cursor, batch, finalised);
  const followed = batch === null ? cursor.blockNumber : batch.to.number;
  return { followed, head: head.number, finalised, events, undoneBlocks: 0 };
}

/**
 * Nodes limit how many blocks or events one question may cover, each otherwise, and a slow one answers no large question in
 * time: what failed is asked for by half, and what went well by a little more.
 */
async function readWithinReach(context: Context, cursor: Cursor, head: number): Promise<Batch | null> {
  const { options, reach } = context;
  const blocks = Math.min(head - cursor.blockNumber, reach.blocks);
  try {
    const batch = await readBatch(context, cursor, cursor.blockNumber + blocks);
    reach.blocks = Math.min(options.batchBlocks, reach.blocks + Math.ceil(reach.blocks / 8));
    return batch;
  } catch (error) {
    reach.blocks = Math.max(1, Math.floor(blocks / 2));
    throw error;
  }
}

async function cursorOf({ db, node, options }: Context): Promise<Cursor> {
  const cursor = await readCursor(db.kysely, node.chainId);
  if (cursor !== null) return cursor;
  const before = Math.max(0, options.startBlock - 1);
  const start = await node.header(before);
  if (start === null) throw new Error(`The chain has no block ${before} to start from`);
  await createCursor(db.kysely, node.chainId, start);
  return (await readCursor(db.kysely, node.chainId))!;
}

/** Newest block that is both in our tables and on the chain. */
async function lastCommon({ db, node }: Context, cursor: Cursor): Promise<{ number: number; hash: string }> {
  const candidate = { number: cursor.blockNumber, hash: cursor.blockHash };
  if ((await node.header(candidate.number))?.hash === candidate.hash) return candidate;
  let below = cursor.blockNumber;
  for (;;) {
    const stored = await blocksBelow(db.kysely, below, SEARCH_STEP);
    for (const block of stored) {
      if ((await node.header(block.number))?.hash === block.hash) return block;
      below = block.number;
    }
    if (stored.length === 0) throw foreignChain(below);
  }
}

function foreignChain(number: number): ChainError {
  return new ChainError(
    "chain.wrong_chain",
    `the node has another block ${number} than the one followed from`,
  );
}

async function undoAbove(
  context: Context,
  cursor: Cursor,
  common: { number: number; hash: string },
  finalised: number,
): Promise<void> {
  const { alarms, book, db, handlers, node } = context;
  await db.kysely.transaction().execute(async (trx) => {
    if (!sameCursor(await lockCursor(trx, node.chainId), cursor)) return;
    for (const { event, block } of await eventsAbove(trx, common.number)) {
      const undone = chainEvent(book, event, block);
      for (const handler of [...handlers].reverse()) {
        if (handler.contracts.includes(undone.contract)) await handler.undo(asTx(trx), undone);
      }
    }
    await deleteAbove(trx, common.number);
    await moveCursor(trx, node.chainId, common, true);
  });
  if (common.number < finalised)
    alarms.raise("chain.final_block_undone", `back to ${common.number} below ${finalised}`);
}

async function fold(context: Context, cursor: Cursor, batch: Batch, finalised: number): Promise<number> {
  const { book, db, node } = context;
  // An idle chain writes nothing.
  if (batch.to.number === cursor.blockNumber && batch.settled.length === 0) return 0;
  return await db.kysely.transaction().execute(async (trx) => {
    if (!sameCursor(await lockCursor(trx, node.chainId), cursor)) return 0;
    await insertBlocks(trx, batch.blocks);
    const byNumber = new Map(batch.blocks.map((block) => [block.number, block]));
    for (const event of batch.events) {
      await insertEvent(trx, event);
      await dispatch(context, asTx(trx), chainEvent(book, event, byNumber.get(event.blockNumber)!));
    }
    for (const call of batch.settled) await settleCall(trx, call);
    await moveCursor(trx, node.chainId, batch.to, false);
    await pruneBlocks(trx, finalised);
    return batch.events.length;
  });
}

async function dispatch(
  { alarms, handlers }: Context,
  tx: ReturnType<typeof asTx>,
  event: ReturnType<typeof chainEvent>,
): Promise<void> {
  for (const handler of handlers) {
    if (!handler.contracts.includes(event.contract)) continue;
    try {
      await handler.apply(tx, event);
    } catch (error) {
      const at = `${event.contract}.${event.name} in block ${event.blockNumber}, log ${event.logIndex}`;
      alarms.raise(
        "chain.handler_failed",
        `${at}: ${error instanceof Error ? error.message : String(error)}`,
      );
      throw error;
    }
  }
}

/** Another follower may have moved on since the batch was read; then ours is void. */
function sameCursor(now: Cursor | null, then: Cursor): boolean {
  return now !== null && now.blockHash === then.blockHash && now.reorganisations === then.reorganisations;
}
