/** The step that makes sealed documents evidence: committed to the log, promised, and stored in one transaction. */
import { bytesToHex } from "@noble/hashes/utils.js";
import { CaseError } from "../domain/case/errors.ts";
import { takesEvidence } from "../domain/case/turn.ts";
import { canonicalJson } from "../domain/log/canonical-json.ts";
import { LogError } from "../domain/log/errors.ts";
import type { HandInAccepted, HandInMeta } from "../schema/evidence.ts";
import type { Deps } from "./deps.ts";
import { gathered } from "./gathered.ts";
import type { AcceptedEntry, EntryInput, Tx, WrappedKey } from "./ports.ts";
import type { CaseRecord, NewEvidence } from "./ports-cases.ts";

/** What is known of a document once all of it has gone by. */
export interface StoredDocument {
  readonly documentHash: string;
  readonly sizeBytes: number;
  readonly cid: string;
  readonly wrappedKeys: readonly WrappedKey[];
  /** What is to be kept in the transaction that accepts it; null where it is stored already. */
  readonly sealed: Uint8Array | null;
}

/** A document sealed and stored, and what it is handed in as. */
export interface Ready {
  readonly record: CaseRecord;
  /** Party id, or "claimant". */
  readonly submitter: string;
  readonly meta: HandInMeta;
  readonly stored: StoredDocument;
  /** Id (hex) of the log a signed document was signed for. */
  readonly signedFor?: string | undefined;
}

/** More would be promised together, and each submitter's receipt would name the others' leaf hashes. */
const MOST_TOGETHER = 15;

type Gate = (ready: Ready) => Promise<HandInAccepted | null>;
const gates = new WeakMap<Deps, Gate>();

/**
 * Accepts one document. What is handed in at the same time, to whichever case, shares the transaction; a key that was
 * used since it was looked for is looked for again, under the lock.
 * @throws CaseError `case.evidence_frozen`, `case.idempotency_conflict`.
 */
export async function acceptOne(deps: Deps, ready: Ready): Promise<HandInAccepted> {
  const gate = gates.get(deps) ?? gathered((group) => acceptFresh(deps, group), MOST_TOGETHER);
  gates.set(deps, gate);
  const accepted = await gate(ready).catch((error: unknown) => {
    if (isConflict(error)) return null;
    throw error;
  });
  return accepted ?? (await acceptLooked(deps, [ready]))[0]!;
}

/**
 * Accepts documents of one submitter in one case, all or none. Their keys are distinct.
 * @throws CaseError `case.evidence_frozen`, `case.idempotency_conflict`.
 */
export async function acceptBatch(deps: Deps, batch: readonly Ready[]): Promise<HandInAccepted[]> {
  try {
    return await acceptLooked(deps, batch);
  } catch (error) {
    // The same batch, sent twice at once and sealed anew: the log knows its keys by now, and the first look is outdated.
    if (!isConflict(error)) throw error;
    return await acceptLooked(deps, batch);
  }
}

const isConflict = (error: unknown): boolean =>
  error instanceof LogError && error.code === "log.idempotency_conflict";

/** Null for those whose case is being moved at this moment: the others do not wait for that. */
async function acceptFresh(deps: Deps, group: readonly Ready[]): Promise<(HandInAccepted | null)[]> {
  return await deps.uow.run(async (tx) => {
    const statuses = await deps.cases.lockFree(tx, [...new Set(group.map(({ record }) => record.caseId))]);
    const free = group.filter(({ record }) => statuses.has(record.caseId));
    for (const { record } of free) requireTaken(statuses.get(record.caseId)!);
    const accepted = new Map(zip(free, await write(deps, tx, free)));
    return group.map((ready) => accepted.get(ready) ?? null);
  });
}

/** Under the lock of the case, so that nothing slips in behind the freeze, and after a look at what is there already. */
async function acceptLooked(deps: Deps, batch: readonly Ready[]): Promise<HandInAccepted[]> {
  const { record, submitter } = batch[0]!;
  return await deps.uow.run(async (tx) => {
    const now = await deps.cases.lock(tx, record.caseId);
    const keys = batch.map(({ meta }) => meta.idempotencyKey);
    const before = await deps.cases.acceptedEvidence(record.caseId, submitter, keys, tx);
    const fresh = batch.filter(({ meta }) => !before.has(meta.idempotencyKey));
    if (fresh.length > 0) requireTaken(now?.status ?? "NONE");
    const accepted = new Map(zip(fresh, await write(deps, tx, fresh)));
    return batch.map(
      (ready) =>
        accepted.get(ready) ??
        requireSame(before.get(ready.meta.idempotencyKey)!, submitter, ready.meta, ready.stored),
    );
  });
}

const zip = <A, B>(some: readonly A[], others: readonly B[]): [A, B][] =>
  some.map((one, at) => [one, others[at]!]);

/** @throws LogError `log.idempotency_conflict` for a key that was used meanwhile, by whatever hand-in. */
async function write(deps: Deps, tx: Tx, documents: readonly Ready[]): Promise<HandInAccepted[]> {
  const entries = await deps.log.acceptNew(tx, documents.map(entryOf));
  const evidence = documents.map((ready, at) => evidenceOf(deps, ready, entries[at]!));
  await deps.cases.addEvidence(tx, evidence);
  return evidence.map(({ accepted }) => accepted);
}

function entryOf({ record, submitter, meta, signedFor, stored }: Ready): EntryInput {
  const { documentHash, cid, sizeBytes } = stored;
  return {
    type: meta.type,
    subject: record.subject,
    statement: evidenceStatement(submitter, meta, { documentHash, cid, sizeBytes }, signedFor),
    submitter: `${record.caseId}/${submitter}`,
    idempotencyKey: meta.idempotencyKey,
    public: false,
  };
}

function evidenceOf(
  deps: Deps,
  { record, submitter, meta, stored }: Ready,
  entry: AcceptedEntry,
): NewEvidence {
  const evidenceId = bytesToHex(deps.random.bytes(16));
  const accepted = answerOf(evidenceId, stored.cid, entry);
  const { acceptedAt: receivedAt, leafHash } = entry;
  return { evidenceId, caseId: record.caseId, submitter, meta, ...stored, leafHash, receivedAt, accepted };
}

/** @throws CaseError `case.evidence_frozen`. */
export function requireTaken(status: string): void {
  if (takesEvidence({ status })) return;
  throw new CaseError(
    "case.evidence_frozen",
    "Evidence for this case was frozen when the finding was proposed.",
    {
      field: "document",
      rule: `not taken in ${status}`,
    },
  );
}

/** What is not said is left out, so that a statement reads as it did before there was a word for it. */
function evidenceStatement(
  submitter: string,
  meta: HandInMeta,
  document: { documentHash: string; cid: string; sizeBytes: number },
  signedFor: string | undefined,
): Uint8Array {
  const { documentSm3, signature, signer } = meta;
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
    ...(signer !== undefined && { signer: signer.toLowerCase(), signature, signedFor }),
    ...(documentSm3 !== undefined && { documentSm3 }),
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

/**
 * What was answered before, when this is the same hand-in.
 * @throws CaseError `case.evidence_erased`, `case.idempotency_conflict`.
 */
export function requireSame(
  before: HandInAccepted,
  submitter: string,
  meta: HandInMeta,
  { documentHash, sizeBytes }: Pick<StoredDocument, "documentHash" | "sizeBytes">,
): HandInAccepted {
  if (before.statement === "") {
    throw new CaseError("case.evidence_erased", "What was handed in under this key has been erased.");
  }
  const said = { documentHash, sizeBytes, cid: before.cid ?? "" };
  const { signedFor } = JSON.parse(before.statement) as { readonly signedFor?: string };
  const statement = evidenceStatement(submitter, meta, said, signedFor);
  if (new TextDecoder().decode(statement) === before.statement) return before;
  throw new CaseError("case.idempotency_conflict", "This idempotency key was used for another hand-in.", {
    field: "/idempotencyKey",
    rule: "one key, one document with one description",
  });
}
