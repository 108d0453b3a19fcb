import { createHash } from "node:crypto";
import { CaseError } from "../domain/case/errors.ts";
import { LogError } from "../domain/log/errors.ts";
import type { HandInAccepted, HandInMeta } from "../schema/evidence.ts";
import {
  acceptBatch,
  acceptOne,
  type Ready,
  requireSame,
  requireTaken,
  type StoredDocument,
} from "./accept-evidence.ts";
import type { Deps } from "./deps.ts";
import type { CaseRecord } from "./ports-cases.ts";
import type { StagedDocument } from "./ports-uploads.ts";
import { type Described, requireVouched } from "./vouched-evidence.ts";

/** How far a sender's clock may go ahead of ours. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

export interface HandIn {
  readonly caseId: string;
  /** Party id, or "claimant". */
  readonly submitter: string;
  /** The case where it was read already, to see who may hand in. */
  readonly record?: CaseRecord;
  readonly meta: HandInMeta;
  readonly document: Uint8Array | StagedDocument;
}

type Measured = Pick<StoredDocument, "documentHash" | "sizeBytes">;

/** Who hands in, and into which case. */
type HandingIn = Pick<HandIn, "caseId" | "submitter" | "record">;

/**
 * Takes a document as evidence: sealed to the parties of the case, on IPFS, committed to the log, promised. Nothing is
 * acknowledged before all of that is durable; a repeat with the same key answers the same. A staged document is never
 * held whole.
 * @throws CaseError `case.not_found`, `case.evidence_frozen`, `case.idempotency_conflict`.
 */
export async function handInEvidence(deps: Deps, input: HandIn): Promise<HandInAccepted> {
  const [accepted] = await handInAll(deps, input, [{ ...input, at: "" }]);
  return accepted!;
}

/** The same for many documents: all of them are taken, or none is. Keys are distinct. */
export async function handInDocuments(
  deps: Deps,
  by: HandingIn,
  items: readonly Pick<HandIn, "meta" | "document">[],
): Promise<HandInAccepted[]> {
  return await handInAll(
    deps,
    by,
    items.map((item, at) => ({ ...item, at: `/items/${at}` })),
  );
}

async function handInAll(deps: Deps, by: HandingIn, items: readonly Described[]): Promise<HandInAccepted[]> {
  const record = by.record ?? (await openCase(deps, by.caseId));
  const keys = items.map(({ meta }) => meta.idempotencyKey);
  const before = await deps.cases.acceptedEvidence(by.caseId, by.submitter, keys);
  const fresh = items.filter(({ meta }) => !before.has(meta.idempotencyKey));
  const repeated = items.filter(({ meta }) => before.has(meta.idempotencyKey));
  const known = new Map(
    await Promise.all(
      repeated.map(async ({ meta, document }) => {
        const earlier = before.get(meta.idempotencyKey)!;
        return [
          meta.idempotencyKey,
          requireSame(earlier, by.submitter, meta, await describeDocument(document)),
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
  items: readonly Described[],
): Promise<Map<string, HandInAccepted>> {
  requireTaken(record.status);
  if (items.some(({ meta }) => meta.capturedAt !== undefined)) {
    requirePossibleTimes(items, await deps.clock.now());
  }
  const signedFor = await requireVouched(deps, record, by.submitter, items);
  const readers = [deps.platformId, ...record.parties.map(({ partyId }) => readerOf(record, partyId))];
  const stored = await storeAll(deps, items, readers);
  const cids = stored.flatMap((item) => (isStored(item.stored) ? [item.stored.cid] : []));
  const ready = stored.map((item) => ({ record, submitter: by.submitter, signedFor, ...item }));
  const answers = await orForget(deps, cids, async () =>
    ready.length === 1 ? [await acceptOne(deps, ready[0]!)] : await acceptBatch(deps, ready),
  );
  // Sent twice at once: the other one was first, and these blocks belong to nobody.
  const used = new Set(answers.map(({ cid }) => cid));
  for (const cid of cids) if (!used.has(cid)) await deps.blocks.unpin(cid);
  return new Map(answers.map((answer, at) => [items[at]!.meta.idempotencyKey, answer]));
}

/** What a hand-in whose upload is gone already was answered; null when there was none with this key. */
export async function handedInBefore(
  deps: Deps,
  input: Omit<HandIn, "document">,
): Promise<HandInAccepted | null> {
  const key = input.meta.idempotencyKey;
  const before = (await deps.cases.acceptedEvidence(input.caseId, input.submitter, [key])).get(key);
  if (before === undefined) return null;
  const said = before.statement === "" ? NOTHING_SAID : (JSON.parse(before.statement) as Measured);
  return requireSame(before, input.submitter, input.meta, said);
}

const NOTHING_SAID: Measured = { documentHash: "", sizeBytes: 0 };

/** Seals and stores documents side by side; when one fails, what the others left is taken away again. */
async function storeAll(
  deps: Deps,
  items: readonly Pick<HandIn, "meta" | "document">[],
  readers: readonly string[],
): Promise<Pick<Ready, "meta" | "stored">[]> {
  const done = await Promise.allSettled(
    items.map(async ({ meta, document }) => ({ meta, stored: await storeDocument(deps, document, readers) })),
  );
  const failed = done.find((one) => one.status === "rejected");
  const stored = done.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  if (failed === undefined) return stored;
  for (const { stored: left } of stored) if (isStored(left)) await deps.blocks.unpin(left.cid);
  throw failed.reason;
}

/** What is not stored yet goes with the transaction, or is forgotten. */
const isStored = ({ sealed }: StoredDocument): boolean => sealed === null;

async function storeDocument(
  { blocks, sealing }: Deps,
  document: HandIn["document"],
  readers: readonly string[],
): Promise<StoredDocument> {
  if (document instanceof Uint8Array) {
    const { sealed, wrappedKeys } = await sealing.seal(document, readers);
    const small = blocks.addressOfSmall(sealed);
    const cid = small ?? (await blocks.put(sealed)).cid;
    const described = await describeDocument(document);
    return { ...described, cid, wrappedKeys, sealed: small === null ? null : sealed };
  }
  const hash = createHash("sha256");
  const { sealed, wrappedKeys } = await sealing.sealStream(hashedBy(hash, document.read()), readers);
  const { cid } = await blocks.put(sealed);
  const documentHash = hash.digest("hex");
  return { documentHash, sizeBytes: document.sizeBytes, cid, wrappedKeys, sealed: null };
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

async function describeDocument(document: HandIn["document"]): Promise<Measured> {
  const hash = createHash("sha256");
  if (document instanceof Uint8Array)
    return { documentHash: hash.update(document).digest("hex"), sizeBytes: document.length };
  for await (const piece of document.read()) hash.update(piece);
  return { documentHash: hash.digest("hex"), sizeBytes: document.sizeBytes };
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
