/**
 * Limits a maker declares for its product: `redress:limits` in the commissioning event (ILMD), so that they are under the
 * event's own proof, or in the maker's master data of the product. Per measurement type: `{min, max, uom}`.
 */
import type { EpcisEvent, SensorReport } from "./event.ts";
import { type RecordedEvent, stepOf } from "./history.ts";

export interface MakerLimit {
  readonly min: number | null;
  readonly max: number | null;
  /** Unit code of both; null: whatever the sensor reports in. */
  readonly uom: string | null;
}

/** By bare measurement type, `Temperature` for `gs1:Temperature`. */
export type MakerLimits = ReadonlyMap<string, MakerLimit>;

const LIMITS_MEMBER = "redress:limits";
export const NO_LIMITS: MakerLimits = new Map();

/** Bare name of a measurement type, in whatever spelling an event carries it. */
export const measurementOf = (type: string): string =>
  type.replace(/^(?:gs1:|https:\/\/(?:www\.)?gs1\.org\/voc\/)/, "");

/** The event that brought an item into being: only whoever handed it in speaks as its maker. */
export function commissioningOf<Recorded extends RecordedEvent>(
  history: readonly Recorded[],
): Recorded | undefined {
  return history.find((recorded) => stepOf(recorded.event) === "commissioning");
}

/** Reads the limits of an item; what its commissioning event says counts before the master data of its product. */
export function makerLimits(
  commissioning: EpcisEvent | undefined,
  masterData: Readonly<Record<string, unknown>> | undefined,
): MakerLimits {
  return new Map([...read(masterData?.[LIMITS_MEMBER]), ...read(commissioning?.ilmd?.[LIMITS_MEMBER])]);
}

function read(declared: unknown): [string, MakerLimit][] {
  if (typeof declared !== "object" || declared === null) return [];
  return Object.entries(declared).flatMap(([type, limit]): [string, MakerLimit][] => {
    if (typeof limit !== "object" || limit === null) return [];
    const { min, max, uom } = limit as Record<string, unknown>;
    const number = (value: unknown) => (typeof value === "number" ? value : null);
    if (number(min) === null && number(max) === null) return [];
    const unit = typeof uom === "string" ? uom : null;
    return [[measurementOf(type), { min: number(min), max: number(max), uom: unit }]];
  });
}

/** The limits a report is held against: its own before the maker's; of the maker's only those in the report's own unit. */
export function limitFor(report: SensorReport, limits: MakerLimits): { min: unknown; max: unknown } {
  const [min, max] = [report["redress:limitMin"], report["redress:limitMax"]];
  if (min !== undefined || max !== undefined) return { min, max };
  const declared = limits.get(measurementOf(report.type));
  const isComparable = declared !== undefined && (declared.uom === null || declared.uom === report.uom);
  return isComparable ? declared : { min: undefined, max: undefined };
}
