/** Custody of an item in the form facts are compiled from. */
import { type HolderInterval, readCustody } from "../domain/provenance/custody.ts";
import { custodyIntervals } from "../domain/provenance/custody-intervals.ts";
import type { CustodyInterval } from "../domain/provenance/custody-types.ts";
import { historyOf } from "../domain/provenance/history.ts";
import { type ItemDeps, itemEpc } from "./read-item.ts";

type Deps = Pick<ItemDeps, "events" | "logReader" | "parties">;

/**
 * Reads custody of an item. Evidence ids are leaf hashes of the events' log entries. Holders are named as in
 * facts: `merchant`, `logistics:<party id>`, `consumer`, or a party's id where it is of another kind.
 */
export async function readItemCustody(deps: Deps, gtin: string, serial: string): Promise<CustodyInterval[]> {
  const epc = itemEpc(gtin, serial);
  const history = historyOf(epc, await deps.events.itemEvents(epc));
  const intervals = readCustody(epc, history);
  const statuses = await deps.logReader.statuses(history.map((recorded) => recorded.eventId));
  const holderName = await holderNames(deps, intervals);
  return custodyIntervals(intervals, {
    holderName,
    anchoredAt: (eventId) => statuses.get(eventId)?.anchoredAt?.toISOString() ?? null,
  });
}

async function holderNames(
  deps: Deps,
  intervals: readonly HolderInterval[],
): Promise<(holder: { holder: string; gln: string | null }) => string> {
  const conditions = intervals.flatMap((interval) => [...interval.atStart, ...interval.atEnd]);
  const glns = new Set([
    ...intervals.map((interval) => interval.gln),
    ...conditions.map((found) => found.by),
  ]);
  const known = new Map<string, string>();
  for (const gln of glns) {
    if (gln === null) continue;
    const party = await deps.parties.byGln(gln);
    if (party !== null) known.set(gln, nameOf(party.kind, party.partyId));
  }
  return ({ gln }) => (gln === null ? "consumer" : (known.get(gln) ?? gln));
}

function nameOf(kind: string, partyId: string): string {
  if (kind === "carrier") return `logistics:${partyId}`;
  return kind === "merchant" ? "merchant" : partyId;
}
