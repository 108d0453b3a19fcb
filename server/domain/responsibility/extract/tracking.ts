import type { FactsInput } from "../facts.ts";
import { instant } from "../grade.ts";
import type { RulePack } from "../pack.ts";
import type { TrackingEntry } from "./formats/types.ts";
import { gradeAgainst } from "./interest.ts";
import { readTracking } from "./tracking-formats.ts";
import type { CaseFrame, ExtractNote, TrackingDocument } from "./types.ts";

type FactorInput = NonNullable<FactsInput["factors"]>[number];

const MS_PER_MINUTE = 60_000;

/** A fact from a document, with the grade's rules, before it has its place in the facts. */
export interface Extracted<T> {
  readonly fact: T;
  readonly gradeRules: readonly string[];
}

/** What a tracking record gives: the carrier's faults, and damage that the carrier itself reported. */
export interface TrackingFacts {
  readonly factors: Extracted<FactorInput>[];
  readonly reportedDamage: {
    readonly leg: string;
    readonly grade: number;
    readonly evidence: string[];
  } | null;
  readonly notes: ExtractNote[];
}

/**
 * Reads a carrier's own record: damage it reports itself, delivery after the promised time, a station without consent.
 * It proves no condition at delivery: "delivered" says only where the parcel went.
 */
export function extractTracking(document: TrackingDocument, frame: CaseFrame, pack: RulePack): TrackingFacts {
  const entries = readTracking(document.format, document.body, document.utcOffset);
  const { origin, leg } = document;
  const { grade, rules } = gradeAgainst(origin, leg, frame, pack);
  const evidence = [origin.evidenceId];
  const factors = [lateDelivery(document, entries), stationDrop(document, entries)]
    .filter((factor) => factor !== null)
    .map((factor) => ({ fact: { ...factor, grade, evidence }, gradeRules: rules }));
  const damaged = entries.some((entry) => entry.step === "damaged");
  const unknown = entries.filter((entry) => entry.step === "other");
  return {
    factors,
    reportedDamage: damaged ? { leg, grade, evidence } : null,
    notes: unknown.map((entry) => ({
      extractor: "tracking" as const,
      evidenceIds: evidence,
      note: `code "${entry.code}" at ${entry.at} says nothing that is known`,
    })),
  };
}

function lateDelivery(document: TrackingDocument, entries: readonly TrackingEntry[]): FactorInput | null {
  if (document.promisedBy === undefined) return null;
  const delivered = entries.find((entry) => entry.step === "delivered");
  if (delivered === undefined) return null;
  const minutes = Math.floor((instant(delivered.at) - instant(document.promisedBy)) / MS_PER_MINUTE);
  if (minutes <= 0) return null;
  return {
    party: "logistics",
    id: document.leg,
    kind: "late_delivery",
    measured: { value: minutes, unit: "minutes" },
  };
}

function stationDrop(document: TrackingDocument, entries: readonly TrackingEntry[]): FactorInput | null {
  const dropped = entries.some((entry) => entry.step === "at_station");
  // Whether the consignee agreed is not in the record: only a stated refusal makes it a fault.
  if (!dropped || document.stationConsent !== false) return null;
  return {
    party: "logistics",
    id: document.leg,
    kind: "unauthorised_station_drop",
    severity: 2,
    causal: 2,
  };
}
