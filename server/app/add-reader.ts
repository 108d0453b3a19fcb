import { CaseError } from "../domain/case/errors.ts";
import { PartyError } from "../domain/party/errors.ts";
import type { ReaderAdded } from "../schema/reader.ts";
import type { Deps } from "./deps.ts";
import { accessEntry } from "./open-document.ts";
import type { CaseRecord } from "./ports-cases.ts";

/**
 * Lets another party read a document that was handed in before: its key is wrapped once more, and the sealed bytes stay
 * where they are. That is itself an entry of the log, so that the owner sees who may look. Repeated, it changes nothing.
 *
 * @param by Party id of who lets it be read, at the platform.
 * @param reader Party id.
 * @throws CaseError `case.not_found`, `case.evidence_erased`; PartyError `party.not_found`.
 */
export async function addReader(
  deps: Deps,
  caseId: string,
  evidenceId: string,
  by: string,
  reader: string,
): Promise<ReaderAdded> {
  const found = (await deps.cases.evidence(caseId)).find((item) => item.evidenceId === evidenceId);
  const record = await deps.cases.get(caseId);
  if (found?.erasedAt !== undefined) throw erased();
  if (found === undefined || record === null || found.cid === null)
    throw new CaseError("case.not_found", "There is no such document.");
  await requireKnown(deps, reader);
  return {
    evidenceId,
    reader,
    cid: found.cid,
    entryLeafHash: await wrapFor(deps, record, found, by, reader),
    documentUrl: `${deps.publicUrl}/v1/cases/${caseId}/evidence/${evidenceId}/document`,
  };
}

async function requireKnown({ parties }: Deps, reader: string): Promise<void> {
  if ((await parties.get(reader)) !== null) return;
  throw new PartyError("party.not_found", "There is no such party.", {
    field: "/partyId",
    rule: "a registered party",
  });
}

/** @returns Leaf of the entry; null for who could read it before. */
async function wrapFor(
  deps: Deps,
  record: CaseRecord,
  { evidenceId, leafHash }: { evidenceId: string; leafHash: string },
  by: string,
  reader: string,
): Promise<string | null> {
  const key = await deps.cases.evidenceKey(evidenceId, deps.platformId);
  if (key === null) throw erased();
  const wrapped = await deps.sealing.addReader({ reader: deps.platformId, key }, reader);
  const at = await deps.clock.now();
  return await deps.uow.run(async (tx) => {
    // An erasure takes the same lock: no key is added behind it.
    await deps.cases.lock(tx, record.caseId);
    const outcome = await deps.cases.addEvidenceKey(tx, evidenceId, wrapped);
    if (outcome === "erased") throw erased();
    if (outcome === "known") return null;
    const [entry] = await deps.log.accept(tx, [accessEntry(record, { document: leafHash, by, at, reader })]);
    return entry?.leafHash ?? null;
  });
}

const erased = (): CaseError =>
  new CaseError("case.evidence_erased", "This document was erased; its proofs stay valid.");
