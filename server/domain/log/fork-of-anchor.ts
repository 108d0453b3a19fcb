/** A signed checkpoint held against what the contract anchored, by the word of a node anybody may choose. */
import { bytesToHex } from "./bytes.ts";
import { anchoredTopics } from "./chain-events.ts";
import { readChainLog } from "./chain-log.ts";
import { type ChainView, type JsonRpc, rpcChainView } from "./chain-view.ts";
import type { CheckpointNote } from "./checkpoint.ts";
import { LogError } from "./errors.ts";
import { parseSeconds } from "./instants.ts";
import { type LogIdentity, logIdOf } from "./log-identity.ts";
import { parseReceipt, type Receipt } from "./receipt.ts";

/** Instants of one size that are looked at: a size is anchored once, and a node may say anything. */
const MOST_INSTANTS = 8;

/** What a node says the contract has for the size of a checkpoint. Instants are Unix seconds. */
export type AnchorFinding =
  | { readonly kind: "differs"; readonly anchoredAt: number }
  | { readonly kind: "same" }
  | { readonly kind: "none" };

/**
 * Asks one node whether a checkpoint contradicts the anchor of its size.
 *
 * @param hints Instants at which that size may have been anchored, Unix seconds: the ones to look at first.
 * @throws LogError `log.bad_encoding` when the node is of another chain or knows no such contract; whatever `rpc` rejects
 * with when it cannot say.
 */
export async function compareWithAnchor(
  rpc: JsonRpc,
  log: LogIdentity,
  { size, root }: Pick<CheckpointNote, "root" | "size">,
  hints: readonly number[] = [],
): Promise<AnchorFinding> {
  const view = rpcChainView(rpc);
  if ((await view.chainId()) !== log.chainId)
    throw new LogError("log.bad_encoding", `The node does not serve chain ${log.chainId}.`, { field: "rpc" });
  const logId = bytesToHex(logIdOf(log));
  const [contract, wanted] = [log.contract, bytesToHex(root)];
  const hinted = await firstAnchored(view, { contract, logId, size }, hints);
  const found = hinted ?? (await firstFound(rpc, view, { contract, logId, size }));
  if (found === null) return { kind: "none" };
  return found.root === wanted ? { kind: "same" } : { kind: "differs", anchoredAt: found.anchoredAt };
}

interface Place {
  readonly contract: string;
  readonly logId: string;
  readonly size: number;
}

interface AnchoredRoot {
  readonly root: string;
  readonly anchoredAt: number;
}

async function firstFound(rpc: JsonRpc, view: ChainView, place: Place): Promise<AnchoredRoot | null> {
  // The newest anchor is known without the events, which many public nodes answer for recent blocks only.
  const head = await readChainLog(rpc, place.contract, place.logId);
  if (head.size < place.size) return null;
  if (head.size === place.size) return { root: head.root, anchoredAt: head.anchoredAt };
  return firstAnchored(view, place, await instantsOf(rpc, place));
}

async function firstAnchored(
  view: ChainView,
  { contract, logId, size }: Place,
  instants: readonly number[],
): Promise<AnchoredRoot | null> {
  for (const anchoredAt of instants) {
    const root = await view.rootAt(contract, logId, size, anchoredAt);
    if (root !== null) return { root, anchoredAt };
  }
  return null;
}

/** Block times of the events that anchored a size, Unix seconds. */
async function instantsOf(rpc: JsonRpc, { contract, logId, size }: Place): Promise<number[]> {
  const topics = anchoredTopics(logId, size);
  const filter = { address: contract, topics, fromBlock: "0x0", toBlock: "latest" };
  const events = await rpc("eth_getLogs", [filter]);
  if (!Array.isArray(events)) throw new LogError("log.bad_encoding", "The node lists no events.");
  const blocks = [...new Set(events.slice(-MOST_INSTANTS).map((event) => blockOf(event)))];
  return Promise.all(blocks.map((block) => timeOf(rpc, block)));
}

const blockOf = (event: unknown): string => String((event as { blockNumber?: unknown } | null)?.blockNumber);

async function timeOf(rpc: JsonRpc, block: string): Promise<number> {
  const found = (await rpc("eth_getBlockByNumber", [block, false])) as { timestamp?: unknown } | null;
  const text = String(found?.timestamp);
  if (!/^0x[0-9a-f]{1,12}$/.test(text)) throw new LogError("log.bad_encoding", "The node has no such block.");
  return Number(BigInt(text));
}

/** The checkpoint a file shows: the note itself, or the one inside a receipt. @throws LogError for a broken receipt. */
export function noteShown(text: string): string {
  return receiptShown(text)?.checkpoint ?? text;
}

/** The receipt a file is, null where it is no JSON. @throws LogError `log.bad_receipt`, ... for a broken one. */
export function receiptShown(text: string): Receipt | null {
  return text.startsWith("{") ? parseReceipt(text.trim()) : null;
}

/** When a receipt says that its own checkpoint was anchored, Unix seconds. It may lie: a node is asked in any case. */
export function anchorHint({ anchor, checkpoint }: Receipt, size: number): readonly number[] {
  if (anchor === undefined || Number(checkpoint?.split("\n")[1]) !== size) return [];
  return [parseSeconds(anchor.blockTime, "anchor.blockTime")];
}
