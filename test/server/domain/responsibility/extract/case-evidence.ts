import type {
  ConditionRecord,
  CustodyInterval,
} from "../../../../../server/domain/provenance/custody-types.ts";
import {
  type CaseEvidence,
  chinaPack,
  compileFacts,
  type EvidenceOrigin,
} from "../../../../../server/domain/responsibility/index.ts";

/** Evidence signed by its maker and anchored within minutes. */
export function origin(
  evidenceId: string,
  maker: string | null,
  change: Partial<EvidenceOrigin> = {},
): EvidenceOrigin {
  return {
    evidenceId,
    maker,
    intact: true,
    signed: true,
    instrument: false,
    capturedAt: "2026-10-01T10:00:00+08:00",
    anchoredAt: "2026-10-01T10:05:00+08:00",
    corroboratedBy: [],
    ...change,
  };
}

/** A record of condition that whoever made it signed. */
export function record(
  state: "good" | "bad",
  by: string,
  change: Partial<ConditionRecord> = {},
): ConditionRecord {
  return {
    state,
    scope: "contents",
    evidenceIds: [`${state}-${by}`],
    recordedBy: by,
    recordedAt: "2026-10-01T10:00:00+08:00",
    anchoredAt: "2026-10-01T10:05:00+08:00",
    instrument: false,
    signed: true,
    independent: false,
    ...change,
  };
}

/** A holder of the goods from one day of October to another. */
export function leg(
  holder: string,
  fromDay: number,
  toDay: number | null,
  change: Partial<CustodyInterval> = {},
) {
  const day = (n: number) => `2026-10-0${n}T08:00:00+08:00`;
  return {
    holder,
    from: day(fromDay),
    to: toDay === null ? null : day(toDay),
    takeOverConfirmed: true,
    evidenceIds: [`ship-${holder}`],
    conditionAtStart: [],
    conditionAtEnd: [],
    ...change,
  };
}

/** From the merchant over one carrier to the consumer, who finds damage. */
export const WAY: CustodyInterval[] = [
  leg("merchant", 1, 2),
  leg("logistics:A", 2, 4, { conditionAtStart: [record("good", "logistics:A")] }),
  leg("consumer", 4, 5, { conditionAtEnd: [record("bad", "consumer", { independent: true })] }),
];

/** A case about damage, with custody and nothing else. */
function evidence(change: Partial<CaseEvidence> = {}): CaseEvidence {
  return {
    frame: {
      claim: "damaged",
      loss: 50_000,
      price: 50_000,
      seller: "third_party",
      courierChosenBy: "merchant",
      discovery: { noticeDays: 1, concealed: true },
    },
    custody: WAY,
    tracking: [],
    inspections: [],
    chats: [],
    readings: [],
    stated: [],
    ...change,
  };
}

/** Compiles a case that differs from the plain one in what is given. */
export const compile = (change: Partial<CaseEvidence> = {}) => compileFacts(evidence(change), chinaPack);

/** The frame of the plain case, about the quality of the goods. */
export const QUALITY = { ...evidence().frame, claim: "quality_defect" as const };
