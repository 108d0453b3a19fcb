/**
 * Proofs that a block holds a transaction and what came of it: where in the tries under the header's `transactionsRoot`
 * and `receiptsRoot` (Ethereum yellow paper, 4.4) both stand. Their key is the same, the RLP of the transaction's index.
 */
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, readUint } from "./bytes.ts";
import { decodeRlp, encodeRlp, isList, quantityBytes, type Rlp } from "./rlp.ts";
import { badProof, readTrie, rootOfProof } from "./trie-proof.ts";

/** RLP nodes from the root down, in lower-case hex. The last node of each list holds the bytes themselves. */
export interface TransactionProof {
  /** Place in the block, from 0. */
  readonly index: number;
  /** To the signed transaction. */
  readonly transaction: readonly string[];
  /** To the chain's own receipt of it: whether it succeeded, and its events. */
  readonly outcome: readonly string[];
}

/** Longest node of a proof. The last holds a whole transaction, which may anchor many logs, or all events of one. */
export const MAX_NODE_BYTES = 16_384;

/** What a proof shows, under the roots it leads from; whether a block has those roots is asked elsewhere. */
export interface ProvedTransaction {
  /** `0x` hex. */
  readonly hash: string;
  readonly transactionsRoot: Uint8Array;
  readonly receiptsRoot: Uint8Array;
  /** None where the transaction failed. */
  readonly events: readonly ChainEventBytes[];
}

/** An event as a chain keeps it. */
export interface ChainEventBytes {
  readonly address: Uint8Array;
  readonly topics: readonly Uint8Array[];
  readonly data: Uint8Array;
}

/** The first byte of typed transactions and receipts (EIP-2718) is lower than that of any list. */
const FIRST_OF_LISTS = 0xc0;

/** Key of the transaction with this index, and of its receipt. */
export const indexKey = (index: number): Uint8Array => encodeRlp(quantityBytes(BigInt(index)));

/**
 * Reads a proof; believes nothing but hashes.
 *
 * @throws LogError `log.bad_proof` or `log.bad_encoding` when its parts do not fit each other.
 */
export function readTransactionProof(proof: TransactionProof): ProvedTransaction {
  const key = indexKey(proof.index);
  const [transactionsRoot, receiptsRoot] = [rootOfProof(proof.transaction), rootOfProof(proof.outcome)];
  const transaction = readTrie(transactionsRoot, key, proof.transaction);
  const outcome = readTrie(receiptsRoot, key, proof.outcome);
  if (transaction === null || outcome === null) throw badProof("the block has nothing at that index");
  const hash = `0x${bytesToHex(keccak_256(transaction))}`;
  return { hash, transactionsRoot, receiptsRoot, events: eventsOf(outcome) };
}

function eventsOf(outcome: Uint8Array): ChainEventBytes[] {
  const fields = decodeRlp(outcome[0]! < FIRST_OF_LISTS ? outcome.subarray(1) : outcome);
  // Status, gas used so far in the block, bloom filter, events; chains append fields of their own.
  const [status, , , events] = listOf(fields);
  if (!(status instanceof Uint8Array) || events === undefined) throw badProof("the receipt is none");
  // Before Byzantium there was a root in place of the status, and nothing said whether a transaction failed.
  return readUint(status) === 1n && status.length === 1 ? listOf(events).map(eventOf) : [];
}

function eventOf(item: Rlp): ChainEventBytes {
  const [address, topics, data] = listOf(item);
  if (!(address instanceof Uint8Array) || !(data instanceof Uint8Array) || topics === undefined)
    throw badProof("an event is none");
  return { address, data, topics: listOf(topics).map(bytesOf) };
}

function listOf(item: Rlp): readonly Rlp[] {
  if (!isList(item)) throw badProof("the receipt is none");
  return item;
}

function bytesOf(item: Rlp): Uint8Array {
  if (isList(item)) throw badProof("an event is none");
  return item;
}
