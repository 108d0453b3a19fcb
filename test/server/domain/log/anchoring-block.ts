import { concat, encodeRlp, hexlify, id, keccak256, Transaction, toBeHex } from "ethers";
import type { TransactionProof } from "../../../../server/domain/log/transaction-proof.ts";
import { IDENTITY, LOG_ID } from "./receipt-fixture.ts";
import { trieOf } from "./state-trie.ts";

/** A block as its header commits to it, made with ethers and a trie of the tests' own. */
export interface AnchoringBlock {
  /** `0x` hex. */
  readonly transactionsRoot: string;
  readonly receiptsRoot: string;
  /** Any of its transactions, with the proof of it. */
  prove(index: number): { readonly hash: string; readonly proof: TransactionProof };
}

/** Place of the transaction that anchored the root. */
export const ANCHORING = 5;

/** Those that did not, though each comes close to it. */
export const CLOSE_TO_ANCHORING: Readonly<Record<string, number>> = {
  "that failed": 6,
  "of another contract": 7,
  "of another log": 8,
  "of another size": 9,
  "of another root": 10,
  "of another event": 11,
  "of an event with more to it": 12,
  "without events": 13,
};

type Event = (string | string[])[];

const SIZE = 11;
const COUNT = 20;
const ANCHORED = id("Anchored(bytes32,uint64,bytes32)");
const word = (value: number | bigint): string => toBeHex(value, 32);

/** A block of twenty transactions, the sixth of which anchored the root. */
export function anchoringBlock(root: bigint): AnchoringBlock {
  const keys = Array.from({ length: COUNT }, (_, index) => encodeRlp(index === 0 ? "0x" : toBeHex(index)));
  const sent = keys.map((_, index) => transactionWith(index));
  const settled = keys.map((_, index) => outcomeOf(index, root));
  const trie = (values: readonly string[]) =>
    trieOf(new Map(keys.map((key, index) => [key, values[index]!] as const)));
  const [transactions, outcomes] = [trie(sent), trie(settled)];
  return {
    transactionsRoot: transactions.root,
    receiptsRoot: outcomes.root,
    prove: (index) => {
      const [transaction, outcome] = [transactions.prove(keys[index]!), outcomes.prove(keys[index]!)];
      return { hash: keccak256(sent[index]!), proof: { index, transaction, outcome } };
    },
  };
}

function transactionWith(nonce: number): string {
  const signature = { r: keccak256("0x01"), s: word(1), v: 27 };
  const call = { to: IDENTITY.contract, data: hexlify(new Uint8Array(68).fill(7)), gasLimit: 90_000 };
  return Transaction.from({ type: 2, chainId: IDENTITY.chainId, nonce, ...call, signature }).serialized;
}

function outcomeOf(index: number, root: bigint): string {
  const anchored: Event = [IDENTITY.contract, [ANCHORED, hexlify(LOG_ID), word(SIZE)], word(root)];
  const [contract, topics, data] = anchored as [string, string[], string];
  const events: Readonly<Record<number, Event[]>> = {
    [ANCHORING]: [[contract, [id("Other()")], "0x"], anchored],
    6: [anchored],
    7: [[`0x${"c1".repeat(20)}`, topics, data]],
    8: [[contract, topics.with(1, word(1)), data]],
    9: [[contract, topics.with(2, word(SIZE + 1)), data]],
    10: [[contract, topics, word(root ^ 1n)]],
    11: [[contract, topics.with(0, id("Anchored(bytes32,uint64,bytes31)")), data]],
    12: [
      [contract, [...topics, word(0)], data],
      [contract, topics, `${data}00`],
    ],
  };
  const status = index === 6 ? "0x" : "0x01";
  const fields = [status, toBeHex(70_000), hexlify(new Uint8Array(256)), events[index] ?? []];
  return concat(["0x02", encodeRlp(fields)]);
}
