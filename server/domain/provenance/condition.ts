/** What events say of an item's condition, and how much such a word is worth. */
import type { ConditionScope } from "./custody-types.ts";
import type { EpcisEvent, SensorReport } from "./event.ts";
import { canonicalId, dispositionOf, type RecordedEvent, stepOf } from "./history.ts";
import { limitFor, type MakerLimits, measurementOf, NO_LIMITS } from "./maker-limits.ts";

const SCOPES: readonly ConditionScope[] = ["exterior", "contents", "weight", "seal", "serial"];

export interface Alarm {
  /** When the sensor saw it; the event's own time when the report names none. */
  readonly at: string;
  readonly type: string;
  readonly eventId: string;
}

export interface ObservedCondition {
  readonly at: string;
  readonly state: "good" | "bad";
  readonly scopes: readonly ConditionScope[];
  readonly eventId: string;
  /** GLN that signed it, null when unsigned. */
  readonly by: string | null;
  /** A sensor's readings stand behind it. */
  readonly instrument: boolean;
  /** A laboratory's certificate stands behind it. */
  readonly certified: boolean;
}

const JUDGING_STEPS = new Set(["inspecting", "accepting", "receiving"]);
const GOOD = new Set(["conformant"]);
const BAD = new Set(["damaged", "non_conformant", "destroyed", "needs_replacement"]);

/** Reads the condition an event records of an item; null when it records none. */
export function conditionOf(recorded: RecordedEvent, item: string): ObservedCondition | null {
  const { event } = recorded;
  const step = stepOf(event);
  const disposition = dispositionOf(event);
  if (step === null || disposition === null || !JUDGING_STEPS.has(step)) return null;
  if (!GOOD.has(disposition) && !BAD.has(disposition)) return null;
  return {
    at: event.eventTime,
    state: GOOD.has(disposition) ? "good" : "bad",
    scopes: scopesOf(event, step, item),
    eventId: recorded.eventId,
    by: recorded.signer,
    instrument: (event.sensorElementList ?? []).length > 0,
    certified: event.certificationInfo !== undefined,
  };
}

/**
 * A parcel taken over with a clean outside says nothing of what is in it, so the contents count only where the
 * event says so, or where the item itself was under inspection.
 */
function scopesOf(event: EpcisEvent, step: string, item: string): readonly ConditionScope[] {
  const said = event["redress:conditionScope"];
  const listed = (Array.isArray(said) ? said : [said]).filter((scope): scope is ConditionScope =>
    SCOPES.includes(scope as ConditionScope),
  );
  if (listed.length > 0) return listed;
  const itself = (event.epcList ?? []).some((epc) => canonicalId(epc) === item);
  return itself && step === "inspecting" ? ["exterior", "contents"] : ["exterior"];
}

/** Reads the alarms of an event: those the sensor raised, and readings beyond the limits its maker declared. */
export function alarmsOf(recorded: RecordedEvent, limits: MakerLimits = NO_LIMITS): Alarm[] {
  const reports = (recorded.event.sensorElementList ?? []).flatMap((element) => element.sensorReport);
  const alarming = reports.filter((report) => isAlarm(report, limits));
  return alarming.map((report) => ({
    at: report.time ?? recorded.event.eventTime,
    type: measurementOf(report.type),
    eventId: recorded.eventId,
  }));
}

function isAlarm(report: SensorReport, limits: MakerLimits): boolean {
  if (report.exception !== undefined) return report.exception.endsWith("ALARM_CONDITION");
  const readings = [report.value, report.minValue, report.maxValue, report.meanValue].filter(
    (value): value is number => typeof value === "number",
  );
  const { min, max } = limitFor(report, limits);
  return readings.some((value) => beyond(value, min, max));
}

function beyond(value: number, min: unknown, max: unknown): boolean {
  return (typeof min === "number" && value < min) || (typeof max === "number" && value > max);
}
