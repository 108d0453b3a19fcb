import { CLAIMANT } from "../domain/case/types.ts";
import type { EvidenceItem } from "../schema/case.ts";
import type { Viewer } from "./case-actions.ts";
import type { Deps } from "./deps.ts";
import type { EvidenceRecord } from "./ports.ts";
import type { CaseRecord } from "./ports-cases.ts";

/** Evidence of a case with where each stands in the log and what it is worth. */
export async function evidenceViews(deps: Deps, record: CaseRecord, viewer: Viewer): Promise<EvidenceItem[]> {
  const items = await deps.cases.evidence(record.caseId);
  const states = await deps.logReader.statuses(items.map(({ leafHash }) => leafHash));
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
    ...gradeOf(item),
    mayOpen: opens,
  }));
}

/** What an item is worth by how it came about and whom it serves; never more than its maker's interest lets it be. */
export function gradeOf({ meta, submitter }: EvidenceRecord): Pick<EvidenceItem, "grade" | "gradeWhy"> {
  if (meta.method === "device" || meta.method === "live") {
    return {
      grade: 2,
      gradeWhy: {
        "zh-CN": "现场或设备采集,采集时即上链承诺",
        en: "Captured live or by a device, committed when captured",
      },
    };
  }
  if (meta.type === "logistics.record") {
    return {
      grade: 2,
      gradeWhy: {
        "zh-CN": "承运人系统记录,逐站形成",
        en: "Record of the carrier's system, made station by station",
      },
    };
  }
  return {
    grade: 1,
    gradeWhy:
      submitter === CLAIMANT
        ? { "zh-CN": "当事人事后上传", en: "Uploaded afterwards by a party" }
        : { "zh-CN": "利害关系方提供", en: "Given by a party with an interest" },
  };
}
