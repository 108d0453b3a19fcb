/** What a verifier asks of a chain, and the same answered by plain JSON-RPC calls. */
import { type AbiValue, encodeCall, uintWord, words } from "./abi.ts";
import { fromHex } from "./bytes.ts";
import { anchoredTopics } from "./chain-events.ts";
import { readChainLog } from "./chain-log.ts";
import type { FinalityRule } from "./finality.ts";

/** What the chain says about an anchor. */
export interface AnchorRecord {
  readonly blockNumber: number;
  readonly blockHash: string;
  /** Unix time in seconds. */
  readonly blockTime: number;
  /** Roots of the block, lower-case hex; left out by a view that cannot say. */
  readonly stateRoot?: string;
  readonly transactionsRoot?: string;
  readonly receiptsRoot?: string;
}

/** Hashes without prefix, addresses and transaction hashes with `0x`, all lower case. Rejects when out of reach. */
export interface ChainView {
  chainId(): Promise<number>;
  /** Root anchored for a size at an instant, Unix seconds; null when there is none, or no such contract. */
  rootAt(contract: string, logId: string, size: number, anchoredAt: number): Promise<string | null>;
  /** Unix time from which the key counts; 0 when it is none of the log's. */
  keyActiveAt(contract: string, logId: string, use: KeyUse, key: string): Promise<number>;
  /** The block in which this transaction anchored that size; null when it did not. */
  anchorOf(contract: string, logId: string, size: number, transaction: string): Promise<AnchorRecord | null>;
  /** The log that goes on from this one, all zeros when there is none; left out by a view that cannot say. */
  successorOf?(contract: string, logId: string): Promise<string>;
  /** Number of the newest final block, 0 when there is none yet; left out by a view that cannot say. */
  finalBlock?(rule: FinalityRule): Promise<number>;
}

export type KeyUse = "checkpoint" | "promise";

/** One JSON-RPC call. Resolves with `result`, rejects with the node's error. */
export type JsonRpc = (method: string, params: readonly unknown[]) => Promise<unknown>;

const KEY_USES: Record<KeyUse, number> = { checkpoint: 0, promise: 1 };

/**
 * Asks an RPC endpoint. Equal questions are asked once, so that the ten receipts of a scan page cost a few calls.
 *
 * @param rpc Sends one call; the caller decides which endpoint is believed.
 */
export function rpcChainView(rpc: JsonRpc): ChainView {
  const answers = new Map<string, Promise<unknown>>();
  const ask: JsonRpc = (method, params) => {
    const question = JSON.stringify([method, params]);
    const answer = answers.get(question) ?? rpc(method, params);
    answers.set(question, answer);
    return answer;
  };
  return {
    chainId: async () => Number(BigInt(String(await ask("eth_chainId", [])))),
    rootAt: async (contract, logId, size, anchoredAt) =>
      await readRoot(ask, contract, questionOf(logId, size, anchoredAt)),
    keyActiveAt: async (contract, logId, use, key) =>
      await readKey(ask, contract, questionOf(logId, KEY_USES[use], BigInt(key))),
    successorOf: async (contract, logId) => (await readChainLog(ask, contract, logId)).successor,
    anchorOf: (contract, logId, size, transaction) => readAnchor(ask, { contract, logId, size, transaction }),
    finalBlock: (rule) => readFinalBlock(ask, rule),
  };
}

/** A log, and two numbers about it. */
const questionOf = (logId: string, ...numbers: readonly (number | bigint)[]): AbiValue =>
  words(fromHex(logId, "logId", 32), ...numbers.map(uintWord));

async function readRoot(ask: JsonRpc, contract: string, question: AbiValue): Promise<string | null> {
  const data = encodeCall("rootAt(bytes32,uint64,uint64)", question);
  const root = await ask("eth_call", [{ to: contract, data }, "latest"]);
  // No contract answers with no bytes; a size without anchor with zeros.
  return typeof root === "string" && /^0x[0-9a-f]{64}$/.test(root) && !/^0x0{64}$/.test(root)
    ? root.slice(2)
    : null;
}

async function readKey(ask: JsonRpc, contract: string, question: AbiValue): Promise<number> {
  const data = encodeCall("keyActiveAt(bytes32,uint8,address)", question);
  const instant = await ask("eth_call", [{ to: contract, data }, "latest"]);
  return typeof instant === "string" && /^0x[0-9a-f]{64}$/.test(instant) ? Number(BigInt(instant)) : 0;
}

interface Sought {
  readonly contract: string;
  readonly logId: string;
  readonly size: number;
  readonly transaction: string;
}

interface RpcLog {
  readonly address: string;
  readonly topics: readonly string[];
}

interface RpcReceipt {
  readonly blockNumber: string;
  readonly blockHash: string;
  readonly logs: readonly RpcLog[];
}

const ROOTS = ["stateRoot", "transactionsRoot", "receiptsRoot"] as const;
type RootName = (typeof ROOTS)[number];

interface RpcBlock extends Partial<Record<RootName, string>> {
  readonly timestamp: string;
}

async function readAnchor(ask: JsonRpc, sought: Sought): Promise<AnchorRecord | null> {
  const receipt = (await ask("eth_getTransactionReceipt", [sought.transaction])) as RpcReceipt | null;
  if (receipt === null || !receipt.logs.some((log) => isSought(log, sought))) return null;
  const block = (await ask("eth_getBlockByHash", [receipt.blockHash, false])) as RpcBlock | null;
  if (block === null) return null;
  return {
    blockNumber: Number(BigInt(receipt.blockNumber)),
    blockHash: receipt.blockHash.toLowerCase(),
    blockTime: Number(BigInt(block.timestamp)),
    ...rootsOf(block),
  };
}

function rootsOf(block: RpcBlock): Pick<AnchorRecord, RootName> {
  const named = ROOTS.flatMap((name) => {
    const root = block[name];
    return root === undefined ? [] : [[name, root.toLowerCase().slice(2)] as const];
  });
  return Object.fromEntries(named);
}

function isSought({ address, topics }: RpcLog, { contract, logId, size }: Sought): boolean {
  const wanted = anchoredTopics(logId, size);
  return address.toLowerCase() === contract && wanted.every((topic, i) => topics[i] === topic);
}

async function readFinalBlock(ask: JsonRpc, rule: FinalityRule): Promise<number> {
  const tag = rule.kind === "tag" ? rule.tag : "latest";
  const block = (await ask("eth_getBlockByNumber", [tag, false])) as { number: string } | null;
  const number = block === null ? 0 : Number(BigInt(block.number));
  return rule.kind === "tag" ? number : Math.max(0, number - rule.blocks);
}
