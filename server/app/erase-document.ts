import { CaseError } from "../domain/case/errors.ts";
import { type Hold, holdOf } from "../domain/evidence/hold.ts";
import { canonicalJson } from "../domain/log/canonical-json.ts";
import type { ErasureView } from "../schema/erasure.ts";
import type { Viewer } from "./case-actions.ts";
import type { Deps } from "./deps.ts";
import type { Tx } from "./ports.ts";
import type { CaseRecord } from "./ports-cases.ts";
import type { ErasureRecord } from "./ports-erasure.ts";

type ErasureDeps = Pick<Deps, "blocks" | "cases" | "clock" | "erasures" | "log" | "uow">;

/** A case may end any day; whatever else holds a document is known to the day. */
const LOOK_AGAIN_MILLISECONDS = 24 * 3_600_000;
const REST_MILLISECONDS = 3_600_000;
const BATCH = 50;

/**
 * Asks for a document of a case to be erased: by whoever handed it in, or by the platform on a legal request. While the
 * law wants it kept the request waits and says why and until when; else salt, statement, keys and blocks go at once and
 * an entry of the log says so. Every proof stays valid. Asking twice changes nothing.
 *
 * @throws CaseError `case.not_found`, `case.not_your_turn`.
 */
export async function requestErasure(
  deps: ErasureDeps,
  caseId: string,
  evidenceId: string,
  who: Viewer,
  reason: string,
): Promise<ErasureView> {
  const found = (await deps.cases.evidence(caseId)).find((item) => item.evidenceId === evidenceId);
  if (found === undefined) throw new CaseError("case.not_found", "There is no such document.");
  const basis = basisOf(found.submitter, who);
  const now = await deps.clock.now();
  const done = await deps.uow.run(async (tx) => {
    const record = await deps.cases.lock(tx, caseId);
    if (record === null) throw new CaseError("case.not_found", "There is no such case.");
    const hold = await holdNow(deps, record, now, tx);
    const { leafHash, cid } = found;
    const asked = { evidenceId, caseId, leafHash, cid, requestedBy: who.partyId, basis, reason } as const;
    const request = await deps.erasures.request(tx, {
      ...asked,
      requestedAt: now,
      lookAt: lookAt(hold, now),
    });
    return { hold, request: hold === null ? await erase(deps, tx, record, request, now) : request };
  });
  // What cannot be removed now the job removes; the document is closed for good already.
  await forgetBlocks(deps, done.request).catch(() => {});
  return viewOf(done.request, done.hold);
}

function basisOf(submitter: string, { kind, partyId, isParty }: Viewer): "owner" | "legal_request" {
  if (isParty && submitter === partyId) return "owner";
  if (kind === "platform") return "legal_request";
  throw new CaseError(
    "case.not_your_turn",
    "A document is erased for whoever handed it in, or by the platform on a legal request.",
  );
}

/** Requests of a case, by document. */
export async function erasuresOf(
  deps: Pick<ErasureDeps, "cases" | "clock" | "erasures">,
  record: CaseRecord,
): Promise<Map<string, ErasureView>> {
  const requests = await deps.erasures.ofCase(record.caseId);
  if (requests.length === 0) return new Map();
  const hold = await holdNow(deps, record, await deps.clock.now());
  return new Map(requests.map((request) => [request.evidenceId, viewOf(request, hold)]));
}

/**
 * Carries out requests whose hold has ended, and removes blocks an interrupted erasure left. Safe to run twice. One in
 * trouble rests for an hour and keeps no other waiting.
 *
 * @returns How many were looked at.
 * @throws what the first one in trouble threw, once all were looked at.
 */
export async function keepErasures(deps: ErasureDeps): Promise<number> {
  const due = await deps.erasures.due(BATCH);
  const troubles: unknown[] = [];
  for (const { caseId, evidenceId } of due)
    await keepErasure(deps, caseId, evidenceId).catch(async (error: unknown) => {
      troubles.push(error);
      const later = new Date((await deps.clock.now()).getTime() + REST_MILLISECONDS);
      await deps.uow.run((tx) => deps.erasures.postpone(tx, evidenceId, later));
    });
  for (const request of await deps.erasures.withBlocks(BATCH))
    await forgetBlocks(deps, request).catch((error: unknown) => troubles.push(error));
  if (troubles.length > 0) throw troubles[0];
  return due.length;
}

async function keepErasure(deps: ErasureDeps, caseId: string, evidenceId: string): Promise<void> {
  const now = await deps.clock.now();
  await deps.uow.run(async (tx) => {
    const record = await deps.cases.lock(tx, caseId);
    const request = (await deps.erasures.ofCase(caseId, tx)).find((one) => one.evidenceId === evidenceId);
    if (record === null || request === undefined || request.erasedAt !== null) return;
    const hold = await holdNow(deps, record, now, tx);
    if (hold === null) await erase(deps, tx, record, request, now);
    else await deps.erasures.postpone(tx, evidenceId, lookAt(hold, now));
  });
}

/**
 * Removes blocks that a restored copy of the block store brought back; run before anything is served. While the store cannot
 * be asked it cannot serve either: then the job looks for them, and the server starts.
 *
 * @returns How many had come back, and how many are left to the job.
 */
export async function reapplyErasures(
  deps: Pick<ErasureDeps, "blocks" | "erasures">,
): Promise<{ again: number; later: number }> {
  const done = (await deps.erasures.done()).filter(({ cid }) => cid !== null);
  let again = 0;
  for (const [at, { cid }] of done.entries()) {
    try {
      if (await removeBlocks(deps, cid!)) again++;
    } catch {
      const left = done.slice(at).map(({ evidenceId }) => evidenceId);
      await deps.erasures.noteBlocksUnknown(left);
      return { again, later: left.length };
    }
  }
  return { again, later: 0 };
}

function lookAt(hold: Hold | null, now: Date): Date {
  const soon = now.getTime() + LOOK_AGAIN_MILLISECONDS;
  return new Date(hold?.until ? Date.parse(hold.until) : soon);
}

async function holdNow(
  deps: Pick<ErasureDeps, "cases">,
  record: CaseRecord,
  now: Date,
  tx?: Tx,
): Promise<Hold | null> {
  const last = (await deps.cases.events(record.caseId, tx)).at(-1);
  return holdOf(record.status, last?.at ?? record.filedAt, now);
}

/** The entry names the leaf it is about as its `previous`, so that a log read anew tells what has to stay erased. */
async function erase(
  deps: ErasureDeps,
  tx: Tx,
  record: CaseRecord,
  request: ErasureRecord,
  now: Date,
): Promise<ErasureRecord> {
  if (request.erasedAt !== null) return request;
  const { caseId, evidenceId, leafHash, requestedBy: by, basis, reason } = request;
  const said = { v: "redress.erasure/1", caseId, document: leafHash, by, basis, reason };
  const statement = canonicalJson({ ...said, erasedAt: now.toISOString() });
  const [entry] = await deps.log.accept(tx, [
    {
      type: "erasure",
      subject: record.subject,
      statement: new TextEncoder().encode(statement),
      submitter: `${caseId}/${by}`,
      idempotencyKey: `erasure:${leafHash}`,
      public: false,
      previous: leafHash,
    },
  ]);
  const entryLeaf = entry?.leafHash ?? "";
  await deps.erasures.erase(tx, evidenceId, { erasedAt: now, entryLeaf });
  return { ...request, erasedAt: now, entryLeaf };
}

/** Blocks are no part of the transaction: they go after it, and the job asks again for what was left. */
async function forgetBlocks(deps: ErasureDeps, request: ErasureRecord): Promise<void> {
  if (request.erasedAt === null || request.blocksGoneAt !== null) return;
  if (request.cid !== null) await removeBlocks(deps, request.cid);
  await deps.erasures.noteBlocksGone(request.evidenceId);
}

/** Whether there was anything to remove: another process may do the same at this moment. */
async function removeBlocks({ blocks }: Pick<ErasureDeps, "blocks">, cid: string): Promise<boolean> {
  if (!(await blocks.has(cid))) return false;
  try {
    await blocks.unpin(cid);
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code !== "blocks.not_pinned" || (await blocks.has(cid))) throw error;
    return false;
  }
}

function viewOf(request: ErasureRecord, hold: Hold | null): ErasureView {
  const { evidenceId, requestedBy, basis, reason, requestedAt, erasedAt, entryLeaf } = request;
  return {
    evidenceId,
    state: erasedAt === null ? "held" : "erased",
    requestedBy,
    basis,
    reason,
    requestedAt: requestedAt.toISOString(),
    hold: erasedAt === null ? hold : null,
    erasedAt: erasedAt?.toISOString() ?? null,
    entryLeafHash: entryLeaf,
  };
}
