import { CaseError } from "../domain/case/errors.ts";
import { canonicalJson } from "../domain/log/canonical-json.ts";
import type { Deps } from "./deps.ts";
import { readerOf } from "./hand-in-evidence.ts";
import type { EntryInput } from "./ports.ts";
import type { CaseRecord } from "./ports-cases.ts";

export interface OpenedDocument {
  /** Opened as they are read; altered ones end the reading with an error. */
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly sizeBytes: number;
  readonly name: string;
  readonly mediaType: string;
}

/** These open what the platform holds a key to; anybody else needs a key of their own. */
const OPENS_ALL = new Set(["platform", "arbitrator", "auditor"]);

/**
 * Opens a sealed document for one of its readers. Opening by staff of the platform, by an arbitrator or an auditor, or by
 * a reader who was added, is itself an entry of the log: the owner sees who looked.
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
    OPENS_ALL.has(who.kind) && !who.isParty ? deps.platformId : readerOf({ caseId }, who.partyId);
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

async function logAccess(deps: Deps, record: Accessed, document: string, by: string): Promise<void> {
  const at = await deps.clock.now();
  await deps.uow.run((tx) => deps.log.accept(tx, [accessEntry(record, { document, by, at })]));
}

type Accessed = Pick<CaseRecord, "subject" | "caseId">;

interface Access {
  /** Leaf hash of the document's entry. */
  readonly document: string;
  readonly by: string;
  readonly at: Date;
  /** Who may read it from now on; left out where `by` opened it. */
  readonly reader?: string;
}

/** The entry of an opening, or of a reader added: one for each opening, one for each reader. */
export function accessEntry({ caseId, subject }: Accessed, { at, ...access }: Access): EntryInput {
  const said = { v: "redress.access/1", caseId, ...access, at: at.toISOString() };
  const { by, document, reader } = access;
  return {
    type: "access",
    subject,
    statement: new TextEncoder().encode(canonicalJson(said)),
    submitter: by,
    idempotencyKey: `access:${document}:${reader === undefined ? said.at : `reader:${reader}`}`,
    public: false,
  };
}
