import { anchoredTopics } from "./chain-events.ts";
import type { JsonRpc } from "./chain-view.ts";
import { LogError } from "./errors.ts";

/** A root the contract took. */
export interface ChainAnchor {
  readonly size: number;
  /** Lower-case hex. */
  readonly root: string;
}

/** Nodes bound how many blocks one question may be about. */
const BLOCKS_AT_ONCE = 2_000;

/**
 * Asks which roots of a log were anchored from a block up to the newest, oldest first.
 *
 * @param logId Lower-case hex.
 * @throws LogError `log.bad_encoding` for an answer of another form.
 */
export async function readAnchorsSince(
  rpc: JsonRpc,
  contract: string,
  logId: string,
  fromBlock: number,
): Promise<ChainAnchor[]> {
  const newest = Number(await rpc("eth_blockNumber", []));
  const anchors: ChainAnchor[] = [];
  for (let from = fromBlock; from <= newest; from += BLOCKS_AT_ONCE) {
    const to = Math.min(newest, from + BLOCKS_AT_ONCE - 1);
    const range = { fromBlock: `0x${from.toString(16)}`, toBlock: `0x${to.toString(16)}` };
    const logs = await rpc("eth_getLogs", [{ address: contract, topics: anchoredTopics(logId), ...range }]);
    if (!Array.isArray(logs)) throw bad();
    anchors.push(...logs.map(anchorOf));
  }
  return anchors;
}

function anchorOf(log: unknown): ChainAnchor {
  const { topics, data } = Object(log) as { topics?: unknown[]; data?: unknown };
  const size = Number(topics?.[2]);
  if (!Number.isSafeInteger(size) || typeof data !== "string" || !/^0x[0-9a-f]{64}$/.test(data)) throw bad();
  return { size, root: data.slice(2) };
}

const bad = (): LogError => new LogError("log.bad_encoding", "The node's answer is no list of anchors.");
