import { readHeader } from "../../domain/log/block-header.ts";
import { equalBytes } from "../../domain/log/bytes.ts";
import {
  MAX_NODE_BYTES,
  readTransactionProof,
  type TransactionProof,
} from "../../domain/log/transaction-proof.ts";
import { encodeOutcome, encodeTransaction, type RpcObject } from "./encode-block.ts";
import { type Breathe, indexTrie } from "./index-trie.ts";
import type { ChainNode } from "./node.ts";

/** A block of this many costs a dozen megabytes of answers and a second of one core; one of more is not asked for. */
const MAX_TRANSACTIONS = 5_000;

/** Longest the thread is kept from others, who may be handing in, while tries are built. */
const BREATH_MILLISECONDS = 5;

/**
 * Proves that a block has a transaction, and what came of it, by building both tries of the block again: no node answers
 * with such a proof. What is built has to have the roots of a header that has the block's hash, so no answer is believed.
 *
 * @param transaction Hash, `0x` hex in lower case.
 * @returns Null when the node does not have the block, or the block's transaction, or too many of them.
 * @throws Error when its answers do not make up that block, as where transactions are of a type not known here.
 */
export async function proveTransaction(
  node: ChainNode,
  transaction: string,
  blockHash: string,
): Promise<TransactionProof | null> {
  const count = await node.send<string | null>("eth_getBlockTransactionCountByHash", [blockHash]);
  if (count === null || Number(count) > MAX_TRANSACTIONS) return null;
  const block = await node.send<RpcObject | null>("eth_getBlockByHash", [blockHash, true]);
  if (block === null) return null;
  const transactions = block.transactions as readonly RpcObject[];
  const index = transactions.findIndex(({ hash }) => String(hash).toLowerCase() === transaction);
  if (index < 0) return null;
  const outcomes = await node.send<readonly RpcObject[] | null>("eth_getBlockReceipts", [block.number]);
  if (outcomes === null) return null;
  return proofOf({ block, transactions, outcomes, index }, transaction, blockHash);
}

interface WholeBlock {
  readonly block: RpcObject;
  readonly transactions: readonly RpcObject[];
  readonly outcomes: readonly RpcObject[];
  readonly index: number;
}

async function proofOf(
  { block, transactions, outcomes, index }: WholeBlock,
  transaction: string,
  blockHash: string,
): Promise<TransactionProof> {
  const header = readHeader(block);
  const breathe = openBreathing();
  const sent = await indexTrie(await encodeAll(transactions, encodeTransaction, breathe), breathe);
  const settled = await indexTrie(await encodeAll(outcomes, encodeOutcome, breathe), breathe);
  const fits =
    header.hash === blockHash &&
    equalBytes(sent.root, header.transactionsRoot) &&
    equalBytes(settled.root, header.receiptsRoot);
  if (!fits) throw new Error(`the node's answers do not make up block ${blockHash}`);
  const proof = { index, transaction: sent.prove(index), outcome: settled.prove(index) };
  if ([...proof.transaction, ...proof.outcome].some((node) => node.length > 2 * MAX_NODE_BYTES))
    throw new Error(`transaction ${transaction} or its events are too long for a receipt`);
  const { hash } = readTransactionProof(proof);
  if (hash !== transaction) throw new Error(`block ${blockHash} has another transaction at ${index}`);
  return proof;
}

async function encodeAll(
  objects: readonly RpcObject[],
  encode: (object: RpcObject) => Uint8Array,
  breathe: Breathe,
): Promise<Uint8Array[]> {
  const encoded: Uint8Array[] = [];
  for (const object of objects) {
    await breathe();
    encoded.push(encode(object));
  }
  return encoded;
}

function openBreathing(): Breathe {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < BREATH_MILLISECONDS) return;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  };
}
