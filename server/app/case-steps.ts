/** The one way a case moves: lock, fold, decide, log what happened, append. Everything of one step commits together. */

import { decide } from "../domain/case/decide.ts";
import { CaseError } from "../domain/case/errors.ts";
import { evolve, replay } from "../domain/case/evolve.ts";
import { turnOf } from "../domain/case/turn.ts";
import type { CaseCommand, CaseEvent, CaseState } from "../domain/case/types.ts";
import { canonicalJson } from "../domain/log/canonical-json.ts";
import { CASES } from "../domain/party/reserved-ids.ts";
import type { LogIntake, Tx } from "./ports.ts";
import type { CaseRecord, CaseStore, StoredCaseEvent } from "./ports-cases.ts";

export interface StepDeps {
  readonly cases: CaseStore;
  readonly log: LogIntake;
}

export interface CaseStep {
  readonly record: CaseRecord;
  readonly before: CaseState;
  readonly after: CaseState;
  readonly events: readonly CaseEvent[];
}

/**
 * Decides one command on a case and stores its events, each also an entry of the evidence log.
 * @throws CaseError `case.not_found`, or what the rules of the case throw.
 */
export async function stepCase(
  { cases, log }: StepDeps,
  tx: Tx,
  caseId: string,
  command: CaseCommand,
  now: Date,
): Promise<CaseStep> {
  const record = await cases.lock(tx, caseId);
  if (record === null) throw new CaseError("case.not_found", "There is no such case.");
  const stored = await cases.events(caseId, tx);
  const before = replay(stored.map(({ event }) => event));
  const events = decide(before, command, now.toISOString());
  const after = events.reduce(evolve, before);
  if (events.length > 0) await append({ cases, log }, tx, record, stored.length, events, after, now);
  return { record, before, after, events };
}

async function append(
  { cases, log }: StepDeps,
  tx: Tx,
  record: CaseRecord,
  firstSeq: number,
  events: readonly CaseEvent[],
  after: CaseState,
  now: Date,
): Promise<void> {
  const entries = await log.accept(
    tx,
    events.map((event, offset) => ({
      type: "case.event" as const,
      subject: record.subject,
      statement: caseEventStatement(record.caseId, firstSeq + offset, event, now),
      submitter: CASES,
      idempotencyKey: `case-event:${record.caseId}:${firstSeq + offset}`,
      public: false,
    })),
  );
  const stored: StoredCaseEvent[] = events.map((event, offset) => ({
    seq: firstSeq + offset,
    event,
    at: now,
    leafHash: entries[offset]?.leafHash ?? "",
  }));
  const deadlineAt = "deadlineAt" in after ? after.deadlineAt : null;
  await cases.append(tx, record.caseId, stored, {
    status: after.status,
    deadlineAt,
    turn: turnOf(after)?.partyIds ?? [],
  });
}

/** Canonical statement of a case event: what the log's commitment stands for. */
export function caseEventStatement(caseId: string, seq: number, event: CaseEvent, at: Date): Uint8Array {
  const plain = JSON.parse(
    JSON.stringify(event, (_, value) => (typeof value === "bigint" ? value.toString() : value)),
  );
  const text = canonicalJson({ v: "redress.case-event/1", caseId, seq, event: plain, at: at.toISOString() });
  return new TextEncoder().encode(text);
}

/** The state of a case as its stored events make it. */
export async function caseState(
  { cases }: Pick<StepDeps, "cases">,
  caseId: string,
  tx?: Tx,
): Promise<CaseState> {
  return replay((await cases.events(caseId, tx)).map(({ event }) => event));
}
