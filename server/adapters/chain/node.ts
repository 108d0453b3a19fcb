import { FetchRequest, isCallException, isError, JsonRpcProvider, Network } from "ethers";
import { ChainError } from "./errors.ts";

/** A block as the rest of the adapter needs it. */
export interface Header {
  readonly number: number;
  readonly hash: string;
  readonly time: Date;
}

/** The chain node behind one JSON-RPC URL. Every call fails with `chain.unreachable` when the node does not answer. */
export interface ChainNode {
  readonly chainId: number;
  readonly provider: JsonRpcProvider;
  /** Any JSON-RPC method. */
  send<T>(method: string, params: readonly unknown[]): Promise<T>;
  /** Header of a block by number or tag; null when the node has none. */
  header(block: number | string): Promise<Header | null>;
  /** Throws `chain.wrong_chain` when the node serves another chain than configured. */
  assertChain(): Promise<void>;
  close(): void;
}

interface RpcHeader {
  readonly number: string;
  readonly hash: string;
  readonly timestamp: string;
}

/** Connects lazily; nothing is asked of the node before the first call. */
export function openNode(rpcUrl: string, chainId: number, timeoutMs = 10_000): ChainNode {
  const request = new FetchRequest(rpcUrl);
  request.timeout = timeoutMs;
  const network = Network.from(chainId);
  // A provider that caches answers or looks up the network itself would hide a reorganisation or a wrong node, and
  // one that gathers calls into a batch delays each, and not every node takes batches.
  const provider = new JsonRpcProvider(request, network, {
    staticNetwork: network,
    cacheTimeout: -1,
    batchMaxCount: 1,
  });
  const send = <T>(method: string, params: readonly unknown[]): Promise<T> =>
    reach(() => provider.send(method, [...params]) as Promise<T>);
  return {
    chainId,
    provider,
    send,
    header: async (block) => {
      const tag = typeof block === "number" ? hex(block) : block;
      return toHeader(await send<RpcHeader | null>("eth_getBlockByNumber", [tag, false]));
    },
    assertChain: async () => {
      const found = Number(await send<string>("eth_chainId", []));
      if (found === chainId) return;
      throw new ChainError("chain.wrong_chain", `the node serves chain ${found}, not ${chainId}`);
    },
    close: () => provider.destroy(),
  };
}

export const hex = (value: number | bigint): string => `0x${value.toString(16)}`;

/** Tells answers of the node, such as a revert, from the node not answering. */
export async function reach<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    const failure = nodeFailure(cause);
    if (failure === null && !isUnreachable(cause)) throw cause;
    const said = failure === null ? "" : `: ${failure.slice(0, MAX_WORDS_CHARS)}`;
    throw new ChainError("chain.unreachable", `the chain node does not answer${said}`, { cause });
  }
}

const MAX_WORDS_CHARS = 200;

/** How nodes word that a call was run and failed, where they give no revert data; JSON-RPC has no code for it. */
const RUN_AND_FAILED =
  /revert|execution error|vm exception|out of gas|gas required|invalid opcode|opcode .*not defined|invalid jump|stack (under|over)flow|always failing|cannot estimate gas|gas (spent|limit|too)|intrinsic gas|oversized/i;

/**
 * The node's own words when it could not run a call at all: overloaded, without that state, out of its quota. The library
 * calls that a revert as well, and a call that was never run must not count as refused by its contract.
 */
function nodeFailure(cause: unknown): string | null {
  if (!isCallException(cause) || cause.data !== null) return null;
  const words = (cause.info?.error as { message?: unknown } | undefined)?.message;
  return typeof words === "string" && !RUN_AND_FAILED.test(words) ? words : null;
}

function isUnreachable(cause: unknown): boolean {
  if (isError(cause, "TIMEOUT") || isError(cause, "SERVER_ERROR") || isError(cause, "NETWORK_ERROR"))
    return true;
  // Connections refused or reset surface as the operating system's own errors.
  const code = (cause as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^E[A-Z]+$/.test(code);
}

function toHeader(block: RpcHeader | null): Header | null {
  if (block === null) return null;
  return {
    number: Number(block.number),
    hash: block.hash,
    time: new Date(Number(block.timestamp) * 1000),
  };
}

/**
 * Gas a call would take in the next block, behind what waits there already: on the newest block's own state a call
 * that follows another would fail, and so would one whose deadline has passed since that block.
 */
export async function estimateGas(
  node: ChainNode,
  call: { from: string; to: string; data: string; value: string },
): Promise<bigint> {
  return BigInt(await node.send<string>("eth_estimateGas", [call, "pending"]));
}
