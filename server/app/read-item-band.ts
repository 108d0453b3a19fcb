import type { HolderInterval } from "../domain/provenance/custody.ts";
import { dispositionOf } from "../domain/provenance/history.ts";
import type { ItemView } from "../schema/item.ts";
import type { ScanCount, StoredEvent } from "./ports-provenance.ts";

const ALARMING = new Set(["recalled", "destroyed", "stolen"]);

/**
 * Gives the band of the scan page. The outer code can be copied by anybody, so it earns green never: that is for
 * an inner code opened for the first time.
 */
export function bandOf(
  history: readonly StoredEvent[],
  custody: readonly HolderInterval[],
  scans: ScanCount,
): Pick<ItemView, "band" | "bandReason"> {
  if (history.length === 0) return { band: "grey", bandReason: "unknown" };
  const alarming = standingAlarm(history.filter(mayAlarm(history, custody)));
  if (alarming !== null) return { band: "red", bandReason: alarming };
  if (scans.count > 1) return { band: "amber", bandReason: "seen_before" };
  return { band: "grey", bandReason: "first_scan" };
}

/** Whoever first told of the item, and those who confirmed holding it: no stranger turns a band red. */
function mayAlarm(
  history: readonly StoredEvent[],
  custody: readonly HolderInterval[],
): (event: StoredEvent) => boolean {
  const first = history[0]?.submitter;
  const holders = new Set(custody.filter(({ confirmed }) => confirmed).map(({ gln }) => gln));
  return ({ submitter, signer }) => submitter === first || (signer !== null && holders.has(signer));
}

/** A persistent disposition holds until it is unset; a plain one until the next event says otherwise. */
function standingAlarm(history: readonly StoredEvent[]): string | null {
  const set = new Set<string>();
  let last: string | null = null;
  for (const { event } of history) {
    for (const word of event.persistentDisposition?.set ?? []) set.add(word);
    for (const word of event.persistentDisposition?.unset ?? []) set.delete(word);
    last = dispositionOf(event) ?? last;
  }
  if (last !== null) set.add(last);
  return [...ALARMING].find((word) => set.has(word)) ?? null;
}
