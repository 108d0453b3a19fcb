import { gradeEvidence, packByHash } from "../domain/responsibility/index.ts";
import type { EvidenceItem } from "../schema/case.ts";
import type { Viewer } from "./case-actions.ts";
import type { Deps } from "./deps.ts";
import { erasuresOf } from "./erase-document.ts";
import { originOf } from "./evidence-statements.ts";
import type { EntryStatus, EvidenceRecord } from "./ports.ts";
import type { CaseRecord } from "./ports-cases.ts";

/** Evidence of a case with where each stands in the log and what it is worth. */
export async function evidenceViews(deps: Deps, record: CaseRecord, viewer: Viewer): Promise<EvidenceItem[]> {
  const items = await deps.cases.evidence(record.caseId);
  const states = await deps.logReader.statuses(items.map(({ leafHash }) => leafHash));
  const erasures = await erasuresOf(deps, record);
  const opens = viewer.isParty || ["platform", "arbitrator", "auditor"].includes(viewer.kind);
  return items.map((item) => ({
    evidenceId: item.evidenceId,
    type: item.meta.type,
    name: item.meta.name,
    mediaType: item.meta.mediaType,
    sizeBytes: item.sizeBytes,
    submitter: item.submitter,
    method: item.meta.method,
    capturedAt: item.meta.capturedAt ?? null,
    receivedAt: item.receivedAt.toISOString(),
    leafHash: item.leafHash,
    cid: item.cid,
    state: states.get(item.leafHash)?.state ?? "accepted",
    ...gradeOf(record, item, states.get(item.leafHash)),
    signed: item.meta.signature !== undefined,
    mayOpen: opens && item.erasedAt === undefined,
    mayErase:
      (viewer.isParty ? item.submitter === viewer.partyId : viewer.kind === "platform") &&
      !erasures.has(item.evidenceId),
    erasure: erasures.get(item.evidenceId) ?? null,
  }));
}

/** What an item is worth as evidence for its maker's own case, by the table of the rule pack. */
function gradeOf(
  record: CaseRecord,
  item: EvidenceRecord,
  status: EntryStatus | undefined,
): Pick<EvidenceItem, "grade" | "gradeWhy"> {
  const { grade, say } = gradeEvidence(
    { ...originOf(record, item, status), interest: "favoured", documented: true },
    packByHash(record.rulePackHash),
  );
  return { grade, gradeWhy: { "zh-CN": say.zh, en: say.en } };
}
