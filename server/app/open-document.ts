import { CaseError } from "../domain/case/errors.ts";
import { CLAIMANT } from "../domain/case/types.ts";
import { canonicalJson } from "../domain/log/canonical-json.ts";
import type { Deps } from "./deps.ts";
import { readerOf } from "./hand-in-evidence.ts";

export interface OpenedDocument {
  /** Opened as they are read; altered ones end the reading with an error. */
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly sizeBytes: number;
  readonly name: string;
  readonly mediaType: string;
}

/**
 * Opens a sealed document for one of its readers. Opening by staff of the platform, by an arbitrator or an auditor is
 * itself an entry of the log: the owner sees who looked.
 * @throws CaseError `case.not_found` for a document that is not there or not for this reader, alike.
 */
export async function openDocument(
  deps: Deps,
  caseId: string,
  evidenceId: string,
  who: { partyId: string; kind: string; isParty: boolean },
): Promise<OpenedDocument> {
  const found = (await deps.cases.evidence(caseId)).find((item) => item.evidenceId === evidenceId);
  const record = await deps.cases.get(caseId);
  const reader =
    who.partyId === CLAIMANT || who.isParty ? readerOf({ caseId }, who.partyId) : deps.platformId;
  const key = found === undefined ? null : await deps.cases.evidenceKey(evidenceId, reader);
  if (found?.erasedAt !== undefined) {
    throw new CaseError("case.evidence_erased", "This document was erased; its proofs stay valid.");
  }
  if (found === undefined || record === null || found.cid === null || key === null) {
    throw new CaseError("case.not_found", "There is no such document.");
  }
  const opened = await deps.sealing.openStream(deps.blocks.get(found.cid), { reader, key });
  const bytes = await begun(opened);
  // The platform holds every document's key as what it is, also where it is a party of the case.
  if (!who.isParty || who.kind === "platform") await logAccess(deps, record, found.leafHash, who.partyId);
  const { name, mediaType } = found.meta;
  return { bytes, name, mediaType, sizeBytes: found.sizeBytes };
}

/** Reads the first piece, so that a document that cannot be had is told before an answer has begun. */
async function begun(bytes: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const pieces = bytes[Symbol.asyncIterator]();
  let first: IteratorResult<Uint8Array> | null = await pieces.next();
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const piece = first ?? (await pieces.next());
        first = null;
        return piece;
      },
      return: async () => (await pieces.return?.()) ?? { done: true, value: undefined },
    }),
  };
}

async function logAccess(
  deps: Deps,
  record: { subject: string; caseId: string },
  leafHash: string,
  by: string,
): Promise<void> {
  const at = (await deps.clock.now()).toISOString();
  const statement = canonicalJson({
    v: "redress.access/1",
    caseId: record.caseId,
    document: leafHash,
    by,
    at,
  });
  await deps.uow.run((tx) =>
    deps.log.accept(tx, [
      {
        type: "access",
        subject: record.subject,
        statement: new TextEncoder().encode(statement),
        submitter: by,
        idempotencyKey: `access:${leafHash}:${at}`,
        public: false,
      },
    ]),
  );
}
