import type { ObservedCondition } from "./condition.ts";
import { type HolderInterval, partyOf } from "./custody.ts";
import type { ConditionRecord, CustodyInterval } from "./custody-types.ts";

/** What the reader of events does not know: who stands behind a GLN, and what the log proves. */
export interface CustodyNames {
  /** Name of a holder in facts, e.g. `logistics:nanchuan-freight`; a buyer's pseudonym is `consumer`. */
  holderName(interval: Pick<HolderInterval, "holder" | "gln">): string;
  /** RFC 3339 time at which the log proves an event existed, null while it is not anchored. */
  anchoredAt(eventId: string): string | null;
}

/** Gives custody in the form the compilation of facts takes, one record for each scope of a condition. */
export function custodyIntervals(
  intervals: readonly HolderInterval[],
  names: CustodyNames,
): CustodyInterval[] {
  const holders = new Set(intervals.map((interval) => interval.holder));
  const written = (conditions: readonly ObservedCondition[]) =>
    conditions.flatMap((condition) => conditionRecords(condition, holders, names));
  return intervals.map((interval) => ({
    holder: names.holderName(interval),
    from: interval.from,
    to: interval.to,
    takeOverConfirmed: interval.confirmed,
    evidenceIds: interval.evidenceIds,
    conditionAtStart: written(interval.atStart),
    conditionAtEnd: written(interval.atEnd),
  }));
}

function conditionRecords(
  condition: ObservedCondition,
  holders: ReadonlySet<string>,
  names: CustodyNames,
): ConditionRecord[] {
  const recorder = condition.by === null ? null : { holder: partyOf(condition.by), gln: condition.by };
  return condition.scopes.map((scope) => ({
    state: condition.state,
    scope,
    evidenceIds: [condition.eventId],
    recordedBy: recorder === null ? null : names.holderName(recorder),
    recordedAt: condition.at,
    anchoredAt: names.anchoredAt(condition.eventId),
    instrument: condition.instrument,
    signed: recorder !== null,
    // Every seller of the item held it at the start, so whoever never held it sells none of it either.
    independent: recorder !== null && !holders.has(recorder.holder),
  }));
}
