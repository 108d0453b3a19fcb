import type { SensorReport } from "../domain/provenance/event.ts";
import {
  commissioningOf,
  limitFor,
  type MakerLimits,
  makerLimits,
  measurementOf,
} from "../domain/provenance/maker-limits.ts";
import type { DeviceReading } from "../domain/responsibility/index.ts";
import type { EntryStatus } from "./ports.ts";
import type { StoredEvent } from "./ports-provenance.ts";

interface Report {
  readonly type?: string;
  readonly maxValue?: number;
  readonly value?: number;
  readonly uom?: string;
  readonly time?: string;
  readonly "redress:limitMax"?: number;
}

/** GS1 measurement types and the word facts have for what such a reading shows. */
const KINDS: Readonly<Record<string, string>> = {
  Acceleration: "shock",
  Temperature: "temperature",
  RelativeHumidity: "humidity",
};

/** Sensor readings with the limit the maker declared, as they ride in the item's own events. */
export function readingsOf(
  events: readonly StoredEvent[],
  states: ReadonlyMap<string, EntryStatus>,
): DeviceReading[] {
  const limits = makerLimits(commissioningOf(events)?.event, undefined);
  return events.flatMap((stored) => {
    const sensors = (stored.event.sensorElementList ?? []) as readonly { sensorReport?: readonly Report[] }[];
    const reports = sensors.flatMap(({ sensorReport }) => sensorReport ?? []);
    return reports.flatMap((report) => toReading(stored, report, limits, states.get(stored.leafHash)) ?? []);
  });
}

function toReading(
  stored: StoredEvent,
  report: Report,
  limits: MakerLimits,
  status: EntryStatus | undefined,
): DeviceReading | null {
  const value = report.maxValue ?? report.value;
  const { max: limit } = limitFor(report as SensorReport, limits);
  const kind = KINDS[measurementOf(report.type ?? "")];
  if (value === undefined || typeof limit !== "number" || kind === undefined) return null;
  return {
    kind,
    value,
    limit,
    unit: report.uom ?? "",
    at: report.time ?? stored.event.eventTime,
    origin: {
      evidenceId: stored.eventId,
      // The instrument speaks, not the party whose system passed it on.
      maker: "device",
      intact: true,
      signed: stored.signer !== null,
      instrument: true,
      capturedAt: report.time ?? stored.event.eventTime,
      anchoredAt: status?.anchoredAt?.toISOString() ?? null,
      corroboratedBy: [],
    },
  };
}
