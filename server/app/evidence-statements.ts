import type { CaseEvidence, EvidenceOrigin } from "../domain/responsibility/index.ts";
import type { EvidenceStatement } from "../schema/evidence.ts";
import { factName } from "./fact-names.ts";
import type { EntryStatus, EvidenceRecord } from "./ports.ts";
import type { CaseRecord } from "./ports-cases.ts";

type Stated = Pick<CaseEvidence, "inspections" | "chats" | "stated">;

/** What people stated with their documents: passages of a chat they marked, what a report says, facts of their own. */
export function statementsOf(
  record: CaseRecord,
  evidence: readonly EvidenceRecord[],
  states: ReadonlyMap<string, EntryStatus>,
): Stated {
  const all: {
    inspections: CaseEvidence["inspections"][number][];
    chats: CaseEvidence["chats"][number][];
    stated: CaseEvidence["stated"][number][];
  } = { inspections: [], chats: [], stated: [] };
  for (const item of evidence) {
    const origin = originOf(record, item, states.get(item.leafHash));
    const { statements, type } = item.meta;
    if (statements.length === 0) continue;
    if (type === "chat.transcript")
      all.chats.push({ origin, passages: passagesOf(statements, item.submitter) });
    else if (type === "inspection.report") all.inspections.push({ origin, ...reportOf(statements) });
    for (const statement of statements) {
      if (statement.as === "passage" || statement.as === "report") continue;
      all.stated.push({ origin, addedBy: item.submitter, states: statement });
    }
  }
  return all;
}

/** Who made an item and how: what its grade follows from. */
export function originOf(
  record: CaseRecord,
  item: EvidenceRecord,
  status: EntryStatus | undefined,
): EvidenceOrigin {
  const isCarrier = item.submitter !== "claimant" && item.submitter !== record.merchant;
  return {
    evidenceId: item.evidenceId,
    maker: factName(record, item.submitter, isCarrier),
    intact: true,
    signed: item.meta.signature !== undefined,
    instrument: item.meta.method === "device" || item.meta.type === "device.reading",
    capturedAt: item.meta.capturedAt ?? null,
    anchoredAt: status?.anchoredAt?.toISOString() ?? null,
    corroboratedBy: [],
  };
}

function passagesOf(statements: readonly EvidenceStatement[], markedBy: string) {
  return statements.flatMap((statement) =>
    statement.as === "passage"
      ? [{ messageId: statement.messageId, speaker: statement.speaker, markedBy, states: statement.states }]
      : [],
  );
}

function reportOf(statements: readonly EvidenceStatement[]) {
  const report = statements.find((statement) => statement.as === "report");
  if (report === undefined) return { causes: [] };
  return { causes: report.causes, ...(report.defect === undefined ? {} : { defect: report.defect }) };
}
