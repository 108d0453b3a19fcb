import { readCursor } from "../postgres/chain-blocks.ts";
import { type QueueFigures, queueFigures } from "../postgres/chain-calls.ts";
import type { Database } from "../postgres/database.ts";
import type { Alarm, Alarms } from "./alarms.ts";
import type { ChainNode } from "./node.ts";

/** How the chain and our way to it are, for readiness and metrics. */
export interface ChainHealth {
  readonly reachable: boolean;
  /** Newest block of the node; null when it does not answer. */
  readonly head: number | null;
  /** Newest block folded; null before the first. */
  readonly followed: number | null;
  readonly reorganisations: number;
  readonly queue: QueueFigures;
  /** Wei of the sending account; null when the node does not answer. */
  readonly gasBalanceWei: bigint | null;
  readonly alarms: readonly Alarm[];
}

interface Source {
  readonly db: Database;
  readonly node: ChainNode;
  readonly alarms: Alarms;
  readonly senderAddress: string;
}

/** Gathers the figures; never fails for a chain node that does not answer. */
export async function readChainHealth(source: Source): Promise<ChainHealth> {
  const { alarms, db, node, senderAddress } = source;
  const [head, balance] = await Promise.all([
    orNull(node.send<string>("eth_blockNumber", [])),
    orNull(node.send<string>("eth_getBalance", [senderAddress, "latest"])),
  ]);
  const cursor = await readCursor(db.kysely, node.chainId);
  return {
    reachable: head !== null,
    head: head === null ? null : Number(head),
    followed: cursor?.blockNumber ?? null,
    reorganisations: cursor?.reorganisations ?? 0,
    queue: await queueFigures(db.kysely),
    gasBalanceWei: balance === null ? null : BigInt(balance),
    alarms: alarms.list(),
  };
}

async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch {
    return null;
  }
}
