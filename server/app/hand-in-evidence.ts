import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { CaseError } from "../domain/case/errors.ts";
import { replay } from "../domain/case/evolve.ts";
import { takesEvidence } from "../domain/case/turn.ts";
import { canonicalJson } from "../domain/log/canonical-json.ts";
import type { HandInAccepted, HandInMeta } from "../schema/evidence.ts";
import { considerAdvance } from "./consider-advance.ts";
import type { Deps } from "./deps.ts";
import type { AcceptedEntry } from "./ports.ts";
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
  const documentHash = bytesToHex(sha256(input.document));
  const before = await deps.cases.acceptedEvidence(input.caseId, input.submitter, input.meta.idempotencyKey);
  if (before !== null) return requireSame(before, documentHash);

  const readers = [deps.platformId, ...record.parties.map(({ partyId }) => readerOf(record, partyId))];
  const { sealed, wrappedKeys } = await deps.sealing.seal(input.document, readers);
  const { cid } = await deps.blocks.put(sealed);
  const now = await deps.clock.now();
  const evidenceId = bytesToHex(deps.random.bytes(16));
  const accepted = await deps.uow.run(async (tx) => {
    await requireOpen(deps, tx, input.caseId);
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
  await considerAdvance(deps, input.caseId);
  return accepted;
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

/** Under the case's lock, so that nothing slips in behind the freeze. */
async function requireOpen(
  deps: Deps,
  tx: Parameters<Deps["cases"]["lock"]>[0],
  caseId: string,
): Promise<void> {
  await deps.cases.lock(tx, caseId);
  const state = replay((await deps.cases.events(caseId, tx)).map(({ event }) => event));
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

function requireSame(before: HandInAccepted, documentHash: string): HandInAccepted {
  const statement = JSON.parse(before.statement) as { documentHash?: string };
  if (statement.documentHash === documentHash) return before;
  throw new CaseError("case.idempotency_conflict", "This idempotency key was used for another document.", {
    field: "/idempotencyKey",
    rule: "one key, one document",
  });
}
