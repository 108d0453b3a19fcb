import type { ConditionRecord, CustodyInterval } from "../../provenance/custody-types.ts";
import { tellingScopes } from "../custody-window.ts";
import { ResponsibilityError } from "../errors.ts";
import type { FactsInput } from "../facts.ts";
import { type Grading, gradeEvidence, instant } from "../grade.ts";
import type { RulePack } from "../pack.ts";
import { compareText } from "../parties.ts";
import type { CaseFrame, ExtractNote, FactProvenance } from "./types.ts";

type BoundaryInput = NonNullable<FactsInput["custody"]>["boundaries"][number];

/** Custody as facts, with where each boundary comes from. */
export interface CompiledCustody {
  readonly custody: NonNullable<FactsInput["custody"]>;
  readonly provenance: FactProvenance[];
  readonly notes: ExtractNote[];
}

interface GradedRecord {
  readonly record: ConditionRecord;
  readonly grading: Grading;
}

/**
 * Reads holders and boundaries from custody intervals. Of several records at one boundary the best one that speaks
 * about the claim stands; two that contradict each other at the same grade leave the state unknown.
 *
 * @throws ResponsibilityError `evidence_invalid` for intervals that run backwards or overlap
 */
export function compileCustody(
  intervals: readonly CustodyInterval[],
  frame: CaseFrame,
  pack: RulePack,
): CompiledCustody {
  checkOrder(intervals);
  const provenance: FactProvenance[] = [];
  const notes: ExtractNote[] = [];
  const boundaries: BoundaryInput[] = [];
  for (let at = 0; at <= intervals.length; at++) {
    const graded = recordsAt(intervals, at).map((record) => ({
      record,
      grading: gradeRecord(record, intervals[at - 1]?.holder, intervals[at]?.holder, pack),
    }));
    const { boundary, rules, note } = readBoundary(graded, at, intervals, frame);
    boundaries.push(boundary);
    provenance.push({
      path: `/custody/boundaries/${at}`,
      extractor: "custody",
      evidenceIds: boundary.evidence ?? [],
      grade: boundary.grade ?? 0,
      gradeRules: rules,
    });
    if (note) notes.push({ extractor: "custody", evidenceIds: boundary.evidence ?? [], note });
  }
  notes.push(...unconfirmed(intervals));
  return { custody: { holders: intervals.map((i) => i.holder), boundaries }, provenance, notes };
}

function checkOrder(intervals: readonly CustodyInterval[]): void {
  intervals.forEach((interval, i) => {
    const next = intervals[i + 1];
    const open = interval.to === null;
    if ((open && next) || (!open && instant(interval.to) < instant(interval.from))) {
      throw new ResponsibilityError("evidence_invalid", [
        { path: `/custody/${i}/to`, rule: "custody ends after it begins and before the next one" },
      ]);
    }
    if (open || !next || instant(next.from) >= instant(interval.to)) return;
    throw new ResponsibilityError("evidence_invalid", [
      { path: `/custody/${i + 1}/from`, rule: "two holders at the same time" },
    ]);
  });
}

function recordsAt(intervals: readonly CustodyInterval[], at: number): ConditionRecord[] {
  return [...(intervals[at - 1]?.conditionAtEnd ?? []), ...(intervals[at]?.conditionAtStart ?? [])];
}

// Good clears whoever gave the goods on and binds whoever took them over; bad the other way round.
function gradeRecord(
  record: ConditionRecord,
  gave: string | undefined,
  took: string | undefined,
  pack: RulePack,
): Grading {
  const against = record.state === "good" ? took : gave;
  const own = record.recordedBy !== null && record.recordedBy === against;
  const interest = record.independent ? "none" : own ? "against" : "favoured";
  return gradeEvidence(
    {
      intact: true,
      interest,
      signed: record.signed,
      instrument: record.instrument,
      capturedAt: record.recordedAt,
      anchoredAt: record.anchoredAt,
      corroboratedBy: record.evidenceIds.slice(1),
      documented: record.evidenceIds.length > 0,
    },
    pack,
  );
}

function readBoundary(
  graded: readonly GradedRecord[],
  at: number,
  intervals: readonly CustodyInterval[],
  frame: CaseFrame,
): { boundary: BoundaryInput; rules: readonly string[]; note?: string } {
  const id = boundaryName(at, intervals);
  const known = graded.filter(({ record }) => record.state !== "unknown");
  const best = known.toSorted(byWorth(frame))[0];
  if (best === undefined) return { boundary: { id, state: "unknown", grade: 0 }, rules: [] };
  const { record, grading } = best;
  const other = known.find(
    (item) =>
      item.record.state !== record.state &&
      item.record.scope === record.scope &&
      item.grading.grade === grading.grade,
  );
  const evidence = [...new Set([...record.evidenceIds, ...(other?.record.evidenceIds ?? [])])];
  if (other) {
    const note = `boundary ${at}: records of equal grade contradict each other`;
    return { boundary: { id, state: "unknown", grade: 0, evidence }, rules: grading.rules, note };
  }
  const boundary = { id, state: record.state, grade: grading.grade, scope: record.scope, evidence };
  return { boundary, rules: grading.rules };
}

function byWorth(frame: CaseFrame): (a: GradedRecord, b: GradedRecord) => number {
  const telling = ({ record }: GradedRecord) =>
    record.state !== "unknown" &&
    tellingScopes(frame.claim, record.state, record.scope).includes(record.scope)
      ? 1
      : 0;
  const key = ({ record }: GradedRecord) => `${record.state} ${record.scope} ${record.evidenceIds.join()}`;
  return (a, b) =>
    telling(b) - telling(a) || b.grading.grade - a.grading.grade || compareText(key(a), key(b));
}

function boundaryName(at: number, intervals: readonly CustodyInterval[]): string {
  if (at === 0) return "origin";
  if (at === intervals.length) return "discovery";
  return `${intervals[at - 1]!.holder}->${intervals[at]!.holder}`;
}

function unconfirmed(intervals: readonly CustodyInterval[]): ExtractNote[] {
  return intervals.flatMap((interval, i) =>
    i === 0 || interval.takeOverConfirmed
      ? []
      : [
          {
            extractor: "custody" as const,
            evidenceIds: interval.evidenceIds,
            note: `hand-over unconfirmed: ${intervals[i - 1]!.holder} to ${interval.holder}`,
          },
        ],
  );
}
