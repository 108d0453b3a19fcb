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
import type { AcceptedEntry, EntryInput, Tx, WrappedKey } from "./ports.ts";
import type { CaseRecord, NewEvidence } from "./ports-cases.ts";
import type { StagedDocument } from "./ports-uploads.ts";

/** How far a sender's clock may go ahead of ours. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

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

type Described = Pick<StoredDocument, "documentHash" | "sizeBytes">;

/** Who hands in, and into which case. */
type HandingIn = Pick<HandIn, "caseId" | "submitter">;

interface Stored {
  readonly meta: HandInMeta;
  readonly stored: StoredDocument;
}

/**
 * Takes a document as evidence: sealed to the parties of the case, on IPFS, committed to the log, promised. Nothing is
 * acknowledged before all of that is durable; a repeat with the same key answers the same. A staged document is never
 * held whole.
 * @throws CaseError `case.not_found`, `case.evidence_frozen`, `case.idempotency_conflict`.
 */
export async function handInEvidence(deps: Deps, input: HandIn): Promise<HandInAccepted> {
  const [accepted] = await handInDocuments(deps, input, [input]);
  return accepted!;
}

/** The same for many documents: all of them are taken, or none is. Keys are distinct. */
export async function handInDocuments(
  deps: Deps,
  by: HandingIn,
  items: readonly Pick<HandIn, "meta" | "document">[],
): Promise<HandInAccepted[]> {
  const record = await openCase(deps, by.caseId);
  const before = await acceptedBefore(deps, by, items);
  const fresh = items.filter(({ meta }) => !before.has(meta.idempotencyKey));
  const repeated = items.filter(({ meta }) => before.has(meta.idempotencyKey));
  const known = new Map(
    await Promise.all(
      repeated.map(async ({ meta, document }) => {
        const earlier = before.get(meta.idempotencyKey)!;
        return [
          meta.idempotencyKey,
          requireSame(earlier, by, meta, await describeDocument(document)),
        ] as const;
      }),
    ),
  );
  const accepted = fresh.length === 0 ? known : new Map([...known, ...(await take(deps, record, by, fresh))]);
  return items.map(({ meta }) => accepted.get(meta.idempotencyKey)!);
}

async function take(
  deps: Deps,
  record: CaseRecord,
  by: HandingIn,
  items: readonly Pick<HandIn, "meta" | "document">[],
): Promise<Map<string, HandInAccepted>> {
  requireTaken(await caseState(deps, by.caseId));
  if (items.some(({ meta }) => meta.capturedAt !== undefined)) {
    requirePossibleTimes(items, await deps.clock.now());
  }
  const readers = [deps.platformId, ...record.parties.map(({ partyId }) => readerOf(record, partyId))];
  const stored = await storeAll(deps, items, readers);
  const cids = stored.map((item) => item.stored.cid);
  const accepted = await orForget(deps, cids, () => afterRace(() => accept(deps, record, by, stored)));
  // Sent twice at once: the other one was first, and these blocks belong to nobody.
  const used = new Set([...accepted.values()].map(({ cid }) => cid));
  for (const cid of cids) if (!used.has(cid)) await deps.blocks.unpin(cid);
  await considerLater(deps, by.caseId);
  return accepted;
}

/** What a hand-in whose upload is gone already was answered; null when there was none with this key. */
export async function handedInBefore(
  deps: Deps,
  input: Omit<HandIn, "document">,
): Promise<HandInAccepted | null> {
  const before = (await acceptedBefore(deps, input, [input])).get(input.meta.idempotencyKey);
  if (before === undefined) return null;
  const said = before.statement === "" ? NOTHING_SAID : (JSON.parse(before.statement) as Described);
  return requireSame(before, input, input.meta, said);
}

const NOTHING_SAID: Described = { documentHash: "", sizeBytes: 0 };

/** Seals and stores documents side by side; when one fails, what the others left is taken away again. */
async function storeAll(
  deps: Deps,
  items: readonly Pick<HandIn, "meta" | "document">[],
  readers: readonly string[],
): Promise<Stored[]> {
  const done = await Promise.allSettled(
    items.map(async ({ meta, document }) => ({ meta, stored: await storeDocument(deps, document, readers) })),
  );
  const failed = done.find((one) => one.status === "rejected");
  const stored = done.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  if (failed === undefined) return stored;
  for (const { stored: left } of stored) await deps.blocks.unpin(left.cid);
  throw failed.reason;
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

/** Commits and promises in one transaction; whoever was first with a key is answered. */
async function accept(
  deps: Deps,
  record: CaseRecord,
  by: HandingIn,
  items: readonly Stored[],
): Promise<Map<string, HandInAccepted>> {
  return await deps.uow.run(async (tx) => {
    // Under the case's lock, so that nothing slips in behind the freeze. One by one they need not wait for each
    // other's commit; batches do, because two with the same keys in another order would wait for each other for ever.
    await (items.length === 1 ? deps.cases.lockShared : deps.cases.lock)(tx, by.caseId);
    const first = await acceptedBefore(deps, by, items, tx);
    const fresh = items.filter(({ meta }) => !first.has(meta.idempotencyKey));
    if (fresh.length > 0) {
      requireTaken(replay((await deps.cases.events(by.caseId, tx)).map(({ event }) => event)));
    }
    const entries = await deps.log.accept(
      tx,
      fresh.map((item) => entryOf(record, by, item)),
    );
    const evidence = fresh.map((item, at) => evidenceOf(deps, by, item, entries[at]!));
    await deps.cases.addEvidence(tx, evidence);
    const answers = new Map(evidence.map(({ accepted, meta }) => [meta.idempotencyKey, accepted]));
    return new Map(
      items.map(({ meta, stored }) => {
        const earlier = first.get(meta.idempotencyKey);
        const answer = answers.get(meta.idempotencyKey);
        return [meta.idempotencyKey, answer ?? requireSame(earlier!, by, meta, stored)];
      }),
    );
  });
}

function entryOf(record: CaseRecord, by: HandingIn, { meta, stored }: Stored): EntryInput {
  const { documentHash, cid, sizeBytes } = stored;
  return {
    type: meta.type,
    subject: record.subject,
    statement: evidenceStatement(by.submitter, meta, { documentHash, cid, sizeBytes }),
    submitter: `${by.caseId}/${by.submitter}`,
    idempotencyKey: meta.idempotencyKey,
    public: false,
  };
}

function evidenceOf(
  deps: Deps,
  { caseId, submitter }: HandingIn,
  { meta, stored }: Stored,
  entry: AcceptedEntry,
): NewEvidence {
  const evidenceId = bytesToHex(deps.random.bytes(16));
  const accepted = answerOf(evidenceId, stored.cid, entry);
  const { acceptedAt: receivedAt, leafHash } = entry;
  return { evidenceId, caseId, submitter, meta, ...stored, leafHash, receivedAt, accepted };
}

/** Sent twice at once, each time sealed anew: the log knows the key by the second one, and its first look is outdated. */
async function afterRace<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LogError && error.code === "log.idempotency_conflict")) throw error;
    return await work();
  }
}

/** Takes blocks away again that a refusal left behind. Any other error may have come after the commit: they stay. */
async function orForget<T>({ blocks }: Deps, cids: readonly string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CaseError || error instanceof LogError)
      for (const cid of cids) await blocks.unpin(cid);
    throw error;
  }
}

/** Cases whose advance is being looked at here, or was a moment ago. */
const looking = new Set<string>();
const LOOK_AGAIN_MS = 1_000;

/**
 * What was acknowledged stays acknowledged: with the chain away, the next evidence or clock asks again. So they do for
 * what comes in right after the case was looked at: a hundred documents at once are not a hundred looks.
 */
async function considerLater(deps: Deps, caseId: string): Promise<void> {
  if (looking.has(caseId)) return;
  looking.add(caseId);
  try {
    await considerAdvance(deps, caseId);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === "chain.unreachable")) throw error;
  } finally {
    setTimeout(() => looking.delete(caseId), LOOK_AGAIN_MS).unref();
  }
}

async function describeDocument(document: HandIn["document"]): Promise<Described> {
  const hash = createHash("sha256");
  if (document instanceof Uint8Array)
    return { documentHash: hash.update(document).digest("hex"), sizeBytes: document.length };
  for await (const piece of document.read()) hash.update(piece);
  return { documentHash: hash.digest("hex"), sizeBytes: document.sizeBytes };
}

async function acceptedBefore(
  deps: Deps,
  { caseId, submitter }: HandingIn,
  items: readonly Pick<HandIn, "meta">[],
  tx?: Tx,
): Promise<Map<string, HandInAccepted>> {
  const keys = items.map(({ meta }) => meta.idempotencyKey);
  return await deps.cases.acceptedEvidence(caseId, submitter, keys, tx);
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

/** A capture later than now says that a clock is wrong; how wrong, nobody could tell later. */
function requirePossibleTimes(items: readonly Pick<HandIn, "meta">[], now: Date): void {
  const latest = now.getTime() + CLOCK_TOLERANCE_MS;
  const isAhead = ({ meta }: Pick<HandIn, "meta">) =>
    meta.capturedAt !== undefined && Date.parse(meta.capturedAt) > latest;
  if (!items.some(isAhead)) return;
  throw new LogError("log.clock_ahead", "The capture is said to be later than now.", {
    field: "/capturedAt",
    rule: `at most ${CLOCK_TOLERANCE_MS / 60_000} minutes after ${now.toISOString()}`,
  });
}

function evidenceStatement(
  submitter: string,
  meta: HandInMeta,
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
  { submitter }: HandingIn,
  meta: HandInMeta,
  { documentHash, sizeBytes }: Described,
): HandInAccepted {
  if (before.statement === "") {
    throw new CaseError("case.evidence_erased", "What was handed in under this key has been erased.");
  }
  const said = { documentHash, sizeBytes, cid: before.cid ?? "" };
  if (new TextDecoder().decode(evidenceStatement(submitter, meta, said)) === before.statement) return before;
  throw new CaseError("case.idempotency_conflict", "This idempotency key was used for another hand-in.", {
    field: "/idempotencyKey",
    rule: "one key, one document with one description",
  });
}
