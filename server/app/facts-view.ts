import {
  type Facts,
  factAt,
  listFacts,
  packByHash,
  standingSayings,
} from "../domain/responsibility/index.ts";
import type { EvidenceItem } from "../schema/case.ts";
import type { FactsView } from "../schema/facts.ts";
import { changedFacts, disputedPath } from "./compile-case-facts.ts";
import type { CaseRecord, FactPatch } from "./ports-cases.ts";

/** The facts as the record shows them, and all that parties said about them, newest last. */
export function factsView(
  record: CaseRecord,
  facts: Facts,
  sayings: readonly FactPatch[],
  evidence: readonly Pick<EvidenceItem, "evidenceId" | "grade">[],
): FactsView {
  const standing = standingSayings(sayings);
  const { EST } = packByHash(record.rulePackHash).parameters;
  const gradeOf = new Map(evidence.map(({ evidenceId, grade }) => [evidenceId, grade]));
  const against = standing.filter(
    ({ said, withdrawn }) => said.kind === "dispute" && said.target === null && withdrawn === null,
  );
  return {
    record: listFacts(facts).map((fact) => ({
      path: fact.path,
      name: fact.name,
      grade: fact.grade,
      found: fact.grade === null || fact.grade >= EST,
      evidenceIds: [...fact.evidence],
      addedBy: fact.addedBy,
      disputes: against
        .filter(({ said }) => disputedPath(facts, said) === fact.path)
        .map(({ said }) => disputeView(said)),
    })),
    said: standing.map(({ said, withdrawn, disputes }) => ({
      seq: said.seq,
      by: said.by,
      kind: said.kind === "dispute" ? "dispute" : "state",
      path: said.path,
      names: namesOf(facts, said),
      value: said.value,
      evidenceIds: [...said.evidenceIds],
      reason: said.reason,
      at: said.at.toISOString(),
      grade: bestGrade(said.evidenceIds, gradeOf),
      withdrawn: withdrawn && { reason: withdrawn.reason, at: withdrawn.at.toISOString() },
      disputes: disputes.map(disputeView),
    })),
  };
}

function disputeView({ seq, by, reason, evidenceIds, at }: FactPatch) {
  return { seq, by, reason, evidenceIds: [...evidenceIds], at: at.toISOString() };
}

/** Names what is stated as its party states it: a change may turn good into bad, or add facts the record lacks. */
function namesOf(facts: Facts, { kind, path, value }: FactPatch): string[] {
  if (kind === "dispute") return typeof value === "string" ? [value] : [];
  try {
    const changed = changedFacts(facts, [{ path, value }]);
    const one = factAt(changed, path);
    return one === null
      ? listFacts(changed).flatMap((fact) => (fact.path.startsWith(`${path}/`) ? [fact.name] : []))
      : [one.name];
  } catch {
    // Facts that no longer fit together name nothing; the pointer stands in.
    return [];
  }
}

function bestGrade(evidenceIds: readonly string[], gradeOf: ReadonlyMap<string, number>): number | null {
  const grades = evidenceIds.flatMap((id) => gradeOf.get(id) ?? []);
  return grades.length === 0 ? null : Math.max(...grades);
}
