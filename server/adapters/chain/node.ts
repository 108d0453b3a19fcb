import { FetchRequest, isError, JsonRpcProvider, Network } from "ethers";
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
    if (!isUnreachable(cause)) throw cause;
    throw new ChainError("chain.unreachable", "the chain node does not answer", { cause });
  }
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
