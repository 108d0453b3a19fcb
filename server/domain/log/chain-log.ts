/** What the contract says of a log as a whole, asked by plain JSON-RPC calls. */
import { encodeCall, words } from "./abi.ts";
import { fromHex } from "./bytes.ts";
import type { JsonRpc } from "./chain-view.ts";
import { LogError } from "./errors.ts";

/** A log as the contract has it. Hashes without prefix, lower case. */
export interface ChainLog {
  /** Leaves under the last root; 0 before the first anchor. */
  readonly size: number;
  readonly root: string;
  /** Unix time in seconds; 0 before the first anchor. */
  readonly anchoredAt: number;
  readonly isSealed: boolean;
  readonly isForked: boolean;
  readonly lateCount: number;
  readonly overdueCount: number;
  readonly refusedCount: number;
  /** Id of the log after it; all zeros when there is none. */
  readonly successor: string;
}

const HEAD_WORDS = 3;
const LOG_WORDS = 12;

/**
 * Asks head and standing of a log at the latest block.
 *
 * @throws LogError `log.bad_encoding` when the address is no `EvidenceLog`; `log.not_registered` for an unknown log.
 */
export async function readChainLog(rpc: JsonRpc, contract: string, logId: string): Promise<ChainLog> {
  const argument = words(fromHex(logId, "logId", 32));
  const ask = async (signature: string, count: number) => {
    const data = encodeCall(signature, argument);
    return split(await rpc("eth_call", [{ to: contract, data }, "latest"]), count);
  };
  const [size, root, anchoredAt] = await ask("head(bytes32)", HEAD_WORDS);
  const log = await ask("logOf(bytes32)", LOG_WORDS);
  if (BigInt(`0x${log[0]}`) === 0n)
    throw new LogError("log.not_registered", "The contract knows no such log.", { field: "logId" });
  return {
    size: uint(size),
    root: root!,
    anchoredAt: uint(anchoredAt),
    isSealed: uint(log[1]) !== 0,
    isForked: uint(log[2]) !== 0,
    lateCount: uint(log[7]),
    overdueCount: uint(log[8]),
    refusedCount: uint(log[9]),
    successor: log[11]!,
  };
}

function split(answer: unknown, count: number): string[] {
  if (typeof answer !== "string" || !new RegExp(`^0x[0-9a-f]{${64 * count}}$`).test(answer))
    throw new LogError("log.bad_encoding", "There is no evidence log at this address.", {
      field: "contract",
    });
  return answer.slice(2).match(/.{64}/g) ?? [];
}

const uint = (word: string | undefined): number => Number(BigInt(`0x${word}`));
