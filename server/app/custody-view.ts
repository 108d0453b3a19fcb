import type { Finding } from "../domain/responsibility/index.ts";
import type { CustodyView } from "../schema/case.ts";
import type { CaseFacts } from "./compile-case-facts.ts";
import type { People } from "./people.ts";
import type { FindingRecord } from "./ports-cases.ts";

/** Custody and condition over time, as the picture of a case draws it; null without any custody record. */
export function custodyView(
  { facts, intervals }: CaseFacts,
  finding: FindingRecord | null,
  names: People,
): CustodyView | null {
  if (facts.custody === undefined) return null;
  const window = finding === null ? null : (JSON.parse(finding.document) as Finding).window;
  return {
    holders: intervals.map(({ holder, from, to, takeOverConfirmed }) => ({
      party: holder,
      name: names.get(holder.replace(/^logistics:/, ""))?.name ?? holder,
      from,
      to,
      confirmed: takeOverConfirmed,
    })),
    boundaries: facts.custody.boundaries.map((boundary, index) => ({
      id: boundary.id ?? String(index),
      at: intervals[index]?.from ?? intervals.at(-1)?.to ?? null,
      state: boundary.state,
      scope: boundary.scope,
      grade: boundary.grade,
      evidence: boundary.evidence ?? [],
    })),
    window: window === null ? null : { from: window.from ?? 0, to: window.to },
  };
}
