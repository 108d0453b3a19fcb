import { conditionOf } from "../domain/provenance/condition.ts";
import type { HolderInterval } from "../domain/provenance/custody.ts";
import { bareWord } from "../domain/provenance/event.ts";
import { containersOf, dispositionOf, type RecordedEvent } from "../domain/provenance/history.ts";
import type { ItemView } from "../schema/item.ts";

export interface ItemPast {
  readonly epc: string;
  /** Its own events and those of whatever it ever was in. */
  readonly stored: readonly RecordedEvent[];
  /** Everything recorded of it. */
  readonly shown: readonly RecordedEvent[];
  /** What of it counts. */
  readonly counted: readonly RecordedEvent[];
  readonly custody: readonly HolderInterval[];
  readonly late: ReadonlySet<string>;
}

/** How an item stands now, by its own records. */
export function stateOf({ epc, stored, shown, counted, custody, late }: ItemPast): ItemView["state"] {
  const conditions = counted.flatMap((recorded) => conditionOf(recorded, epc) ?? []);
  return {
    disposition: counted.map(({ event }) => dispositionOf(event)).findLast((word) => word !== null) ?? null,
    standing: [...standingOf(counted)],
    condition: conditions.at(-1)?.state ?? "unknown",
    within: containersOf(epc, stored).map((container) => ({ ...container })),
    flags: {
      backDated: late.size,
      withdrawn: shown.filter(({ event }) => event.errorDeclaration !== undefined).length,
      unconfirmed: custody.filter(({ confirmed }) => !confirmed).length,
    },
  };
}

/** Persistent dispositions set and not unset since. */
export function standingOf(history: readonly RecordedEvent[]): Set<string> {
  const standing = new Set<string>();
  for (const { event } of history) {
    for (const word of event.persistentDisposition?.set ?? []) standing.add(bareWord(word)!);
    for (const word of event.persistentDisposition?.unset ?? []) standing.delete(bareWord(word)!);
  }
  return standing;
}
