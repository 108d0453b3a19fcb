import type { ConditionRecord, CustodyInterval } from "../domain/provenance/custody-types.ts";

export interface Boundary {
  readonly id: string;
  readonly state: "good" | "bad" | "unknown";
  readonly grade: number;
  readonly scope: ConditionRecord["scope"];
  readonly evidence: readonly string[];
}

/** Holders and what was recorded at each hand-over: before the first, between two, and at discovery. */
export function boundariesOf(intervals: readonly CustodyInterval[]): {
  holders: string[];
  boundaries: Boundary[];
} {
  const last = intervals.at(-1);
  return {
    holders: intervals.map(({ holder }) => holder),
    boundaries: [
      ...intervals.map((interval, index) => toBoundary(nameOf(intervals, index), interval.conditionAtStart)),
      toBoundary(
        "discovery",
        last?.conditionAtEnd.length ? last.conditionAtEnd : (last?.conditionAtStart ?? []),
      ),
    ],
  };
}

const nameOf = (intervals: readonly CustodyInterval[], index: number): string =>
  index === 0 ? "origin" : `${intervals[index - 1]?.holder}->${intervals[index]?.holder}`;

const SCOPE_ORDER: readonly ConditionRecord["scope"][] = ["contents", "weight", "seal", "serial", "exterior"];

/** The best record speaks for the boundary: the better proved first, then the one that saw more of the goods. */
function toBoundary(id: string, records: readonly ConditionRecord[]): Boundary {
  const best = records.toSorted(
    (a, b) => gradeOf(b) - gradeOf(a) || SCOPE_ORDER.indexOf(a.scope) - SCOPE_ORDER.indexOf(b.scope),
  )[0];
  if (best === undefined) return { id, state: "unknown", grade: 0, scope: "contents", evidence: [] };
  return { id, state: best.state, grade: gradeOf(best), scope: best.scope, evidence: best.evidenceIds };
}

/** Independent or instrument-made and signed: 3; signed by a party to the hand-over: 2; unsigned: 1. */
function gradeOf(record: ConditionRecord): number {
  if (!record.signed) return 1;
  return record.independent || record.instrument ? 3 : 2;
}
