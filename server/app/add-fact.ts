import { CaseError } from "../domain/case/errors.ts";
import { replay } from "../domain/case/evolve.ts";
import { takesEvidence } from "../domain/case/turn.ts";
import { canonicalJson } from "../domain/log/canonical-json.ts";
import { type Facts, ResponsibilityError, unreadFields } from "../domain/responsibility/index.ts";
import type { AddFact } from "../schema/case.ts";
import { caseFacts, withPatches } from "./compile-case-facts.ts";
import type { Deps } from "./deps.ts";
import type { FactPatch } from "./ports-cases.ts";

/**
 * Adds a party's own version of a fact, under its name and with the evidence it cites. It never changes what was
 * compiled: it makes the party's candidate finding, and the arbitrator sees both. Said twice, it counts once.
 * @throws CaseError `case.evidence_frozen`, `case.fact_invalid` for evidence that is not in the case or facts the
 *   engine cannot read.
 */
export async function addFact(deps: Deps, caseId: string, by: string, input: AddFact): Promise<void> {
  const record = await deps.cases.get(caseId);
  if (record === null) throw new CaseError("case.not_found", "There is no such case.");
  const known = new Set((await deps.cases.evidence(caseId)).map(({ evidenceId }) => evidenceId));
  const unknown = input.evidenceIds.find((id) => !known.has(id));
  if (unknown !== undefined) throw invalid("/evidenceIds", `no evidence ${unknown} in this case`);
  const { facts } = await caseFacts(deps, record);
  const at = await deps.clock.now();
  await deps.uow.run(async (tx) => {
    // Under the case's lock, so that nothing slips in behind the freeze and each fact has a number of its own.
    await deps.cases.lock(tx, caseId);
    if (!takesEvidence(replay((await deps.cases.events(caseId, tx)).map(({ event }) => event)))) {
      throw new CaseError("case.evidence_frozen", "Facts can be added until the finding is proposed.");
    }
    const before = await deps.cases.facts(caseId, tx);
    if (before.some((fact) => isSame(fact, by, input))) return;
    requireReadable(facts, before, by, input);
    await deps.cases.addFact(tx, caseId, { by, ...input, at });
  });
}

function isSame(fact: FactPatch, by: string, { path, value, reason }: AddFact): boolean {
  const isSameSaying = fact.by === by && fact.path === path && fact.reason === reason;
  return isSameSaying && canonicalJson({ value: fact.value }) === canonicalJson({ value });
}

/** Together with what the party said before, or its candidate could not be decided when the time comes. */
function requireReadable(facts: Facts, before: readonly FactPatch[], by: string, input: AddFact): void {
  try {
    const changed = withPatches(facts, [...before, { by, path: input.path, value: input.value }], by);
    const known = new Set(unreadFields(facts));
    const unread = unreadFields(changed).find((path) => !known.has(path));
    if (unread !== undefined) throw invalid("/path", `${unread} is no fact the engine reads`);
  } catch (cause) {
    if (!(cause instanceof ResponsibilityError)) throw cause;
    throw invalid("/path", cause.issues.map(({ path, rule }) => `${path || "/"}: ${rule}`).join("; "), cause);
  }
}

function invalid(field: string, rule: string, cause?: unknown): CaseError {
  return new CaseError("case.fact_invalid", "This fact cannot be added.", { field, rule, cause });
}
