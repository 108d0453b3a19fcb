import { createHash } from "node:crypto";
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
import type { StagedDocument } from "./ports-uploads.ts";

export interface HandIn {
  readonly caseId: string;
  /** Party id, or "claimant". */
  readonly submitter: string;
  readonly meta: HandInMeta;
  readonly document: Uint8Array | StagedDocument;
}

/** What is known of a document once all of it has gone by. */
interface StoredDocument {
  readonly documentHash: string;
  readonly sizeBytes: number;
  readonly cid: string;
  readonly wrappedKeys: readonly WrappedKey[];
}

/**
 * Takes a document as evidence: sealed to the parties of the case, on IPFS, committed to the log, promised. Nothing is
 * acknowledged before all of that is durable; a repeat with the same key answers the same. A staged document is never
 * held whole.
 * @throws CaseError `case.not_found`, `case.evidence_frozen`, `case.idempotency_conflict`.
 */
export async function handInEvidence(deps: Deps, input: HandIn): Promise<HandInAccepted> {
  const record = await openCase(deps, input.caseId);
  const before = await acceptedBefore(deps, input);
  if (before !== null) return requireSame(before, input, await describeDocument(input.document));
  requireTaken(await caseState(deps, input.caseId));

  const readers = [deps.platformId, ...record.parties.map(({ partyId }) => readerOf(record, partyId))];
  const stored = await storeDocument(deps, input.document, readers);
  const accepted = await orForget(deps, stored.cid, () => accept(deps, record, input, stored));
  // Sent twice at once: the other one was first, and these blocks belong to nobody.
  if (accepted.cid !== stored.cid) await deps.blocks.unpin(stored.cid);
  await considerLater(deps, input.caseId);
  return accepted;
}

/** What a hand-in whose upload is gone already was answered; null when there was none with this key. */
export async function handedInBefore(
  deps: Deps,
  input: Omit<HandIn, "document">,
): Promise<HandInAccepted | null> {
  const before = await acceptedBefore(deps, input);
  if (before === null) return null;
  const { documentHash, sizeBytes } = JSON.parse(before.statement) as StoredDocument;
  return requireSame(before, input, { documentHash, sizeBytes });
}

async function storeDocument(
  { blocks, sealing }: Deps,
  document: HandIn["document"],
  readers: readonly string[],
): Promise<StoredDocument> {
  if (document instanceof Uint8Array) {
    const { sealed, wrappedKeys } = await sealing.seal(document, readers);
    const { cid } = await blocks.put(sealed);
    return { ...(await describeDocument(document)), cid, wrappedKeys };
  }
  const hash = createHash("sha256");
  const { sealed, wrappedKeys } = await sealing.sealStream(hashedBy(hash, document.read()), readers);
  const { cid } = await blocks.put(sealed);
  return { documentHash: hash.digest("hex"), sizeBytes: document.sizeBytes, cid, wrappedKeys };
}

async function* hashedBy(
  hash: ReturnType<typeof createHash>,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    hash.update(piece);
    yield piece;
  }
}

/** Stores, commits and promises in one transaction; whoever was first with this key is answered. */
async function accept(
  deps: Deps,
  record: CaseRecord,
  input: HandIn,
  { documentHash, sizeBytes, cid, wrappedKeys }: StoredDocument,
): Promise<HandInAccepted> {
  const now = await deps.clock.now();
  const evidenceId = bytesToHex(deps.random.bytes(16));
  return await deps.uow.run(async (tx) => {
    // Under the case's lock, so that nothing slips in behind the freeze.
    await deps.cases.lock(tx, input.caseId);
    const first = await acceptedBefore(deps, input, tx);
    if (first !== null) return requireSame(first, input, { documentHash, sizeBytes });
    requireTaken(replay((await deps.cases.events(input.caseId, tx)).map(({ event }) => event)));
    const statement = evidenceStatement(input, { documentHash, cid, sizeBytes });
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
      sizeBytes,
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

async function describeDocument(
  document: HandIn["document"],
): Promise<Pick<StoredDocument, "documentHash" | "sizeBytes">> {
  const hash = createHash("sha256");
  if (document instanceof Uint8Array)
    return { documentHash: hash.update(document).digest("hex"), sizeBytes: document.length };
  for await (const piece of document.read()) hash.update(piece);
  return { documentHash: hash.digest("hex"), sizeBytes: document.sizeBytes };
}

async function acceptedBefore(
  deps: Deps,
  { caseId, meta, submitter }: Omit<HandIn, "document">,
  tx?: Tx,
): Promise<HandInAccepted | null> {
  const before = await deps.cases.acceptedEvidence(caseId, submitter, meta.idempotencyKey, tx);
  if (before?.statement === "") {
    throw new CaseError("case.evidence_erased", "What was handed in under this key has been erased.");
  }
  return before;
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
  { meta, submitter }: Omit<HandIn, "document">,
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

function requireSame(
  before: HandInAccepted,
  input: Omit<HandIn, "document">,
  document: Pick<StoredDocument, "documentHash" | "sizeBytes">,
): HandInAccepted {
  const said = { ...document, cid: before.cid ?? "" };
  if (new TextDecoder().decode(evidenceStatement(input, said)) === before.statement) return before;
  throw new CaseError("case.idempotency_conflict", "This idempotency key was used for another hand-in.", {
    field: "/idempotencyKey",
    rule: "one key, one document with one description",
  });
}
