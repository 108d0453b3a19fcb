import type { LogView } from "../../../server/schema/log.ts";
import type { Head } from "./api/get-consistency.ts";

const mostKept = 200;
const storageKey = (logId: string) => `redress.heads.${logId}`;

function readHeads(logId: string): Head[] {
  return JSON.parse(localStorage.getItem(storageKey(logId)) ?? "[]") as Head[];
}

/** What this browser has been shown of a log before, with the present head and every anchored one added. */
export interface SeenHeads {
  /** By size, smallest first. */
  readonly heads: readonly Head[];
  /** A size for which two roots were shown: the log told two stories. */
  readonly forkedAt: number | null;
}

/** Remembers the heads a log shows now and compares them with those it showed this reader before. */
export function rememberHeads(log: LogView): SeenHeads {
  const shown = [...log.anchors, log]
    .map(({ size, root }) => ({ size, root }))
    .filter(({ size }) => size > 0);
  const bySize = new Map(readHeads(log.logId).map((head) => [head.size, head]));
  const forked = shown.find(({ size, root }) => (bySize.get(size)?.root ?? root) !== root);
  // The root seen first stays: it is the evidence against the second one.
  for (const head of shown) if (!bySize.has(head.size)) bySize.set(head.size, head);
  const heads = [...bySize.values()].sort((a, b) => a.size - b.size);
  localStorage.setItem(storageKey(log.logId), JSON.stringify(heads.slice(-mostKept)));
  return { heads, forkedAt: forked?.size ?? null };
}
