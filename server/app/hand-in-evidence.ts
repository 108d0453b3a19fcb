import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { CaseError } from "../domain/case/errors.ts";
import { replay } from "../domain/case/evolve.ts";
import { takesEvidence } from "../domain/case/turn.ts";
import type { CaseState } from "../domain/case/types.ts";
import { DomainError } from "../domain/errors.ts";
import { canonicalJson } from "../domain/log/canonical-json.ts";
import { LogError } from "../domain/log/errors.ts";
import type { HandInAccepted, HandInMeta } from "../schema/evidence.ts";
import { caseState } from "./case-steps.ts";
import { considerAdvance } from "./consider-advance.ts";
import type { Deps } from "./deps.ts";
import type { AcceptedEntry, Tx, WrappedKey } from "./ports.ts";
import type { CaseRecord } from "./ports-cases.ts";

export interface HandIn {
  readonly caseId: string;
  /** Party id, or "claimant". */
  readonly submitter: string;
  readonly meta: HandInMeta;
  readonly document: Uint8Array;
}

/**
 * Takes a document as evidence: sealed to the parties of the case, on IPFS, committed to the log, promised. Nothing is
 * acknowledged before all of that is durable; a repeat with the same key answers the same.
 * @throws CaseError `case.not_found`, `case.evidence_frozen`.
 */
export async function handInEvidence(deps: Deps, input: HandIn): Promise<HandInAccepted> {
  const record = await openCase(deps, input.caseId);
  const before = await acceptedBefore(deps, input);
  if (before !== null) return before;
  requireTaken(await caseState(deps, input.caseId));

  const readers = [deps.platformId, ...record.parties.map(({ partyId }) => readerOf(record, partyId))];
  const { sealed, wrappedKeys } = await deps.sealing.seal(input.document, readers);
  const { cid } = await deps.blocks.put(sealed);
  const accepted = await orForget(deps, cid, () => accept(deps, record, input, cid, wrappedKeys));
  // Sent twice at once: the other one was first, and these blocks belong to nobody.
  if (accepted.cid !== cid) await deps.blocks.unpin(cid);
  await considerLater(deps, input.caseId);
  return accepted;
}

/** Stores, commits and promises in one transaction; whoever was first with this key is answered. */
async function accept(
  deps: Deps,
  record: CaseRecord,
  input: HandIn,
  cid: string,
  wrappedKeys: readonly WrappedKey[],
): Promise<HandInAccepted> {
  const documentHash = hashOf(input);
  const now = await deps.clock.now();
  const evidenceId = bytesToHex(deps.random.bytes(16));
  return await deps.uow.run(async (tx) => {
    // Under the case's lock, so that nothing slips in behind the freeze.
    await deps.cases.lock(tx, input.caseId);
    const first = await acceptedBefore(deps, input, tx);
    if (first !== null) return first;
    requireTaken(replay((await deps.cases.events(input.caseId, tx)).map(({ event }) => event)));
    const statement = evidenceStatement(input, { documentHash, cid, sizeBytes: input.document.length });
    const [entry] = await deps.log.accept(tx, [
      {
        type: input.meta.type,
        subject: record.subject,
        statement,
        submitter: `${input.caseId}/${input.submitter}`,
        idempotencyKey: input.meta.idempotencyKey,
        public: false,
      },
    ]);
    const answer = answerOf(evidenceId, cid, entry as AcceptedEntry);
    const stored = {
      evidenceId,
      caseId: input.caseId,
      meta: input.meta,
      submitter: input.submitter,
      sizeBytes: input.document.length,
      documentHash,
      cid,
      leafHash: answer.leafHash,
      receivedAt: now,
      accepted: answer,
    };
    await deps.cases.addEvidence(tx, stored, wrappedKeys);
    return answer;
  });
}

/** Takes blocks away again that a refusal left behind. Any other error may have come after the commit: they stay. */
async function orForget<T>({ blocks }: Deps, cid: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CaseError || error instanceof LogError) await blocks.unpin(cid);
    throw error;
  }
}

/** What was acknowledged stays acknowledged: with the chain away, the next evidence or clock asks again. */
async function considerLater(deps: Deps, caseId: string): Promise<void> {
  try {
    await considerAdvance(deps, caseId);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === "chain.unreachable")) throw error;
  }
}

const hashOf = ({ document }: HandIn): string => bytesToHex(sha256(document));

async function acceptedBefore(deps: Deps, input: HandIn, tx?: Tx): Promise<HandInAccepted | null> {
  const { caseId, meta, submitter } = input;
  const before = await deps.cases.acceptedEvidence(caseId, submitter, meta.idempotencyKey, tx);
  return before === null ? null : requireSame(before, input);
}

/** The reader's name a document is wrapped for: parties by id, the consumer by the case, so that no key spans cases. */
export function readerOf(record: { caseId: string }, partyId: string): string {
  return partyId === "claimant" ? `claimant/${record.caseId}` : partyId;
}

async function openCase(deps: Deps, caseId: string): Promise<CaseRecord> {
  const record = await deps.cases.get(caseId);
  if (record === null) throw new CaseError("case.not_found", "There is no such case.");
  return record;
}

function requireTaken(state: CaseState): void {
  if (takesEvidence(state)) return;
  throw new CaseError(
    "case.evidence_frozen",
    "Evidence for this case was frozen when the finding was proposed.",
    {
      field: "document",
      rule: `not taken in ${state.status}`,
    },
  );
}

function evidenceStatement(
  { meta, submitter }: HandIn,
  document: { documentHash: string; cid: string; sizeBytes: number },
): Uint8Array {
  const text = canonicalJson({
    v: "redress.statement/1",
    type: meta.type,
    submitter,
    capturedAt: meta.capturedAt ?? null,
    method: meta.method,
    name: meta.name,
    mediaType: meta.mediaType,
    proves: meta.proves,
    statements: meta.statements,
    ...document,
  });
  return new TextEncoder().encode(text);
}

function answerOf(evidenceId: string, cid: string, entry: AcceptedEntry): HandInAccepted {
  return {
    evidenceId,
    state: entry.state,
    entry: entry.entry,
    statement: entry.statement,
    salt: entry.salt,
    leafHash: entry.leafHash,
    cid,
    acceptedAt: entry.acceptedAt.toISOString(),
    promise: entry.promise,
  };
}

function requireSame(before: HandInAccepted, input: HandIn): HandInAccepted {
  if (before.statement === "") {
    throw new CaseError("case.evidence_erased", "What was handed in under this key has been erased.");
  }
  const said = { documentHash: hashOf(input), cid: before.cid ?? "", sizeBytes: input.document.length };
  if (new TextDecoder().decode(evidenceStatement(input, said)) === before.statement) return before;
  throw new CaseError("case.idempotency_conflict", "This idempotency key was used for another hand-in.", {
    field: "/idempotencyKey",
    rule: "one key, one document with one description",
  });
}
