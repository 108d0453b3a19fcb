import { CaseError } from "../domain/case/errors.ts";
import { replay } from "../domain/case/evolve.ts";
import { takesEvidence } from "../domain/case/turn.ts";
import { canonicalJson } from "../domain/log/canonical-json.ts";
import {
  type Facts,
  factAt,
  ResponsibilityError,
  refuseDispute,
  refuseWithdrawal,
  type SayingRefusal,
  standingSayings,
  unreadFields,
} from "../domain/responsibility/index.ts";
import type { AddFact, DisputeFact, WithdrawFact } from "../schema/facts.ts";
import { caseFacts, withPatches } from "./compile-case-facts.ts";
import type { Deps } from "./deps.ts";
import type { CaseRecord, FactPatch } from "./ports-cases.ts";

type Said = Omit<FactPatch, "seq" | "at">;

/**
 * Adds a party's own version of a fact, under its name and with the evidence it cites. It never changes what was
 * compiled: it makes the party's candidate finding, and the arbitrator sees both. Said twice, it counts once.
 * @throws CaseError `case.evidence_frozen`, `case.fact_invalid` for evidence that is not in the case or facts the
 *   engine cannot read.
 */
export async function addFact(deps: Deps, caseId: string, by: string, input: AddFact): Promise<void> {
  const { facts } = await openFor(deps, caseId, input.evidenceIds);
  await say(deps, caseId, (before) => {
    const said: Said = { by, kind: "state", target: null, ...input };
    if (stands(before, said)) return null;
    requireReadable(facts, before, by, input);
    return said;
  });
}

/**
 * Disputes one fact under the party's name: what the record shows, or what another party stated. The fact stays as it
 * is and keeps its grade; everybody sees who disputes it and why.
 * @throws CaseError `case.evidence_frozen`, `case.fact_invalid` for a fact that is not there, is the party's own or was
 *   taken back.
 */
export async function disputeFact(deps: Deps, caseId: string, by: string, input: DisputeFact): Promise<void> {
  const { seq = null, path, evidenceIds, reason } = input;
  const { facts } = await openFor(deps, caseId, evidenceIds);
  await say(deps, caseId, (before) => {
    if (seq !== null) refuse("/seq", refuseDispute(before, by, seq));
    const disputed = seq === null ? factAt(facts, path ?? "") : before[seq];
    if (disputed == null) throw invalid("/path", "no fact of this case stands there");
    const said: Said = {
      by,
      kind: "dispute",
      target: seq,
      path: disputed.path,
      // A fact of the record is kept by name too: its place can move as evidence comes in.
      value: "name" in disputed ? disputed.name : null,
      evidenceIds,
      reason,
    };
    return stands(before, said) ? null : said;
  });
}

/**
 * Takes back what the party itself stated or disputed. What was said stays in sight, with who took it back and why.
 * @throws CaseError `case.evidence_frozen`, `case.fact_invalid` for what is another party's or was taken back before.
 */
export async function withdrawFact(
  deps: Deps,
  caseId: string,
  by: string,
  { seq, reason }: WithdrawFact,
): Promise<void> {
  await openFor(deps, caseId, []);
  await say(deps, caseId, (before) => {
    refuse("/seq", refuseWithdrawal(before, by, seq));
    const { path } = before[seq]!;
    return { by, kind: "withdraw", target: seq, path, value: null, evidenceIds: [], reason };
  });
}

async function openFor(
  deps: Deps,
  caseId: string,
  evidenceIds: readonly string[],
): Promise<{ record: CaseRecord; facts: Facts }> {
  const record = await deps.cases.get(caseId);
  if (record === null) throw new CaseError("case.not_found", "There is no such case.");
  const known = new Set((await deps.cases.evidence(caseId)).map(({ evidenceId }) => evidenceId));
  const unknown = evidenceIds.find((id) => !known.has(id));
  if (unknown !== undefined) throw invalid("/evidenceIds", `no evidence ${unknown} in this case`);
  const { facts } = await caseFacts(deps, record);
  return { record, facts };
}

/** Keeps what is said, under the case's lock, so that nothing slips in behind the freeze and each has its number. */
async function say(
  deps: Deps,
  caseId: string,
  decide: (before: readonly FactPatch[]) => Said | null,
): Promise<void> {
  const at = await deps.clock.now();
  await deps.uow.run(async (tx) => {
    await deps.cases.lock(tx, caseId);
    if (!takesEvidence(replay((await deps.cases.events(caseId, tx)).map(({ event }) => event)))) {
      throw new CaseError("case.evidence_frozen", "Facts can be added until the finding is proposed.");
    }
    const said = decide(await deps.cases.facts(caseId, tx));
    if (said !== null) await deps.cases.addFact(tx, caseId, { ...said, at });
  });
}

/** Tells whether the same was said before and not taken back since. */
function stands(before: readonly FactPatch[], said: Said): boolean {
  const text = ({ by, kind, target, path, value, reason }: Said) =>
    canonicalJson({ by, kind, target, path, value, reason });
  return standingSayings(before).some((one) => one.withdrawn === null && text(one.said) === text(said));
}

/** Together with what the party said before, or its candidate could not be decided when the time comes. */
function requireReadable(facts: Facts, before: readonly FactPatch[], by: string, input: AddFact): void {
  try {
    const next = { seq: before.length, by, kind: "state", target: null, ...input } as const;
    const changed = withPatches(facts, [...before, next], by);
    const known = new Set(unreadFields(facts));
    const unread = unreadFields(changed).find((path) => !known.has(path));
    if (unread !== undefined) throw invalid("/path", `${unread} is no fact the engine reads`);
  } catch (cause) {
    if (!(cause instanceof ResponsibilityError)) throw cause;
    throw invalid("/path", cause.issues.map(({ path, rule }) => `${path || "/"}: ${rule}`).join("; "), cause);
  }
}

const REFUSALS: Readonly<Record<SayingRefusal, string>> = {
  unknown: "nothing was said under this number",
  not_own: "another party said it; it can be disputed",
  own: "the party said it itself; it can be taken back",
  withdrawn: "it was taken back before",
  not_a_statement: "this is a dispute and states no fact",
};

function refuse(field: string, why: SayingRefusal | null): void {
  if (why !== null) throw invalid(field, REFUSALS[why]);
}

function invalid(field: string, rule: string, cause?: unknown): CaseError {
  return new CaseError("case.fact_invalid", "This fact cannot be changed so.", { field, rule, cause });
}
