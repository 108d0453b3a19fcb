import {
  type Cursor,
  type MinedCall,
  type OpenAttempt,
  openAttempts,
  type StoredBlock,
  type StoredEvent,
} from "../postgres/chain-blocks.ts";
import type { Database } from "../postgres/database.ts";
import type { ContractBook, NamedRevert } from "./contract-book.ts";
import { type RpcLog, storedEvent } from "./decode-log.ts";
import { type ChainNode, type Header, hex } from "./node.ts";
import { revertOf } from "./revert.ts";

/** What a range of blocks holds for us, all read from one and the same chain. */
export interface Batch {
  readonly to: Header;
  /** Blocks with events, and the last of the range. */
  readonly blocks: readonly StoredBlock[];
  readonly events: readonly StoredEvent[];
  /** Calls of ours found in a block up to the end of the range. */
  readonly settled: readonly MinedCall[];
}

interface Source {
  readonly db: Database;
  readonly node: ChainNode;
  readonly book: ContractBook;
}

interface RpcReceipt {
  readonly status: string;
  readonly blockNumber: string;
  readonly blockHash: string;
  readonly gasUsed: string;
  readonly transactionHash: string;
}

/**
 * Reads the blocks above the cursor up to `to`; null when the chain was reorganised while they were read, so that a
 * batch is never put together from two chains.
 */
export async function readBatch(source: Source, cursor: Cursor, to: number): Promise<Batch | null> {
  const { node } = source;
  const end = await node.header(to);
  if (end === null) return null;
  const events = to > cursor.blockNumber ? await readEvents(source, cursor.blockNumber + 1, to) : [];
  const numbers = [...new Set(events.map((event) => event.blockNumber))].filter((number) => number !== to);
  const blocks = await readHeaders(node, numbers);
  const settled = await readSettled(source, to);
  const unchanged = (await node.header(to))?.hash === end.hash;
  const attached = (await node.header(cursor.blockNumber))?.hash === cursor.blockHash;
  if (!unchanged || !attached || blocks === null) return null;
  return { to: end, blocks: [...blocks, end], events, settled };
}

async function readEvents({ book, node }: Source, from: number, to: number): Promise<StoredEvent[]> {
  const address = book.addresses();
  if (address.length === 0) return [];
  const filter = { address, fromBlock: hex(from), toBlock: hex(to) };
  const logs = await node.send<RpcLog[]>("eth_getLogs", [filter]);
  const events = logs.flatMap((log) => storedEvent(book, log) ?? []);
  return events.sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
}

async function readHeaders(node: ChainNode, numbers: readonly number[]): Promise<Header[] | null> {
  const headers: Header[] = [];
  for (const number of numbers) {
    const header = await node.header(number);
    if (header === null) return null;
    headers.push(header);
  }
  return headers;
}

/** Asks only for transactions whose nonce the chain has passed: the others cannot be in a block. */
async function readSettled(source: Source, to: number): Promise<MinedCall[]> {
  const attempts = await openAttempts(source.db.kysely);
  const mined = new Map<string, number>();
  for (const sender of new Set(attempts.map((attempt) => attempt.sender))) {
    mined.set(sender, Number(await source.node.send<string>("eth_getTransactionCount", [sender, hex(to)])));
  }
  const landed = attempts.filter((attempt) => attempt.nonce < mined.get(attempt.sender)!);
  const settled: MinedCall[] = [];
  for (const attempt of landed) {
    const call = await readMined(source, attempt, to);
    if (call !== null) settled.push(call);
  }
  return settled;
}

async function readMined(source: Source, attempt: OpenAttempt, to: number): Promise<MinedCall | null> {
  const receipt = await source.node.send<RpcReceipt | null>("eth_getTransactionReceipt", [attempt.hash]);
  if (receipt === null || Number(receipt.blockNumber) > to) return null;
  const failure = Number(receipt.status) === 1 ? null : await readFailure(source, receipt);
  return {
    id: attempt.callId,
    transaction: attempt.hash,
    blockNumber: Number(receipt.blockNumber),
    blockHash: receipt.blockHash,
    gasUsed: BigInt(receipt.gasUsed),
    failure,
  };
}

/**
 * A receipt does not say why: the call is repeated on the state its block left, then on the one it found. A call that
 * others in its block got in the way of fails on the first, one that changed the state itself on the second.
 */
async function readFailure({ book, node }: Source, receipt: RpcReceipt): Promise<NamedRevert> {
  const sent = await node.send<{ from: string; to: string; input: string; gas: string }>(
    "eth_getTransactionByHash",
    [receipt.transactionHash],
  );
  const call = { from: sent.from, to: sent.to, data: sent.input, gas: sent.gas };
  const block = Number(receipt.blockNumber);
  for (const state of [block, block - 1]) {
    const revert = await repeat({ book, node }, call, state);
    if (revert !== undefined) return revert;
  }
  const gasSpent = BigInt(receipt.gasUsed) === BigInt(sent.gas);
  return { name: gasSpent ? "out_of_gas" : "reverted", detail: receipt.transactionHash };
}

async function repeat(
  { book, node }: Pick<Source, "book" | "node">,
  call: object,
  block: number,
): Promise<NamedRevert | undefined> {
  try {
    await node.send("eth_call", [call, hex(block)]);
    return undefined;
  } catch (error) {
    const revert = revertOf(book, error);
    if (revert === undefined) throw error;
    return revert;
  }
}
