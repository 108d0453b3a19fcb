import { CaseError } from "../domain/case/errors.ts";
import { takesEvidence } from "../domain/case/turn.ts";
import { applyChanges } from "../domain/responsibility/index.ts";
import type { AddFact } from "../schema/case.ts";
import { caseFacts } from "./compile-case-facts.ts";
import type { Deps } from "./deps.ts";
import { caseState } from "./keep-cases.ts";

/**
 * Adds a party's own version of a fact, under its name and with the evidence it cites. It never changes what was
 * compiled: it makes the party's candidate finding, and the arbitrator sees both.
 * @throws CaseError `case.evidence_frozen`, `case.fact_invalid` for evidence that is not in the case or facts the
 *   engine cannot read.
 */
export async function addFact(deps: Deps, caseId: string, by: string, input: AddFact): Promise<void> {
  const record = await deps.cases.get(caseId);
  if (record === null) throw new CaseError("case.not_found", "There is no such case.");
  if (!takesEvidence(await caseState(deps, caseId))) {
    throw new CaseError("case.evidence_frozen", "Facts can be added until the finding is proposed.");
  }
  const known = new Set((await deps.cases.evidence(caseId)).map(({ evidenceId }) => evidenceId));
  const unknown = input.evidenceIds.find((id) => !known.has(id));
  if (unknown !== undefined) throw invalid("/evidenceIds", `no evidence ${unknown} in this case`);
  const { facts } = await caseFacts(deps, record);
  try {
    applyChanges(facts, [{ path: input.path, value: input.value }]);
  } catch (cause) {
    throw invalid("/path", cause instanceof Error ? cause.message : "facts the engine cannot read", cause);
  }
  const at = await deps.clock.now();
  await deps.uow.run((tx) => deps.cases.addFact(tx, caseId, { by, ...input, at }));
}

function invalid(field: string, rule: string, cause?: unknown): CaseError {
  return new CaseError("case.fact_invalid", "This fact cannot be added.", { field, rule, cause });
}
