import { z } from "zod";
import { ResponsibilityError } from "../errors.ts";
import { toPointer } from "../facts.ts";
import { instant } from "../grade.ts";

/** What a tracking entry says, in one vocabulary for all formats. */
export type TrackingStep =
  | "registered"
  | "picked_up"
  | "in_transit"
  | "out_for_delivery"
  | "attempt_failed"
  | "at_station"
  | "delivered"
  | "refused"
  | "returning"
  | "returned"
  | "damaged"
  | "delayed"
  | "exception"
  | "other";

export interface TrackingEntry {
  readonly step: TrackingStep;
  /** RFC 3339. */
  readonly at: string;
  readonly code: string;
  readonly text: string;
}

interface TrackingFormat {
  readonly schema: z.ZodType<readonly { code: string; at: string; text: string }[]>;
  readonly steps: Readonly<Record<string, TrackingStep>>;
  /** Offset of its local times, where the service documents one. */
  readonly utcOffset?: string;
}

const kuaidi100: TrackingFormat = {
  utcOffset: "+08:00",
  schema: z
    .looseObject({
      data: z.array(
        z.looseObject({
          time: z.string(),
          context: z.string(),
          status: z.string().optional(),
          statusCode: z.string().optional(),
        }),
      ),
    })
    .transform(({ data }) =>
      data.map((entry) => ({
        code: entry.statusCode ?? entry.status ?? "",
        at: entry.time,
        text: entry.context,
      })),
    ),
  steps: {
    "0": "in_transit",
    在途: "in_transit",
    "1": "picked_up",
    揽收: "picked_up",
    "2": "exception",
    疑难: "exception",
    "3": "delivered",
    签收: "delivered",
    "4": "returned",
    退签: "returned",
    "5": "out_for_delivery",
    派件: "out_for_delivery",
    "6": "returning",
    退回: "returning",
    "7": "in_transit",
    转投: "in_transit",
    "14": "refused",
    拒签: "refused",
  },
};

const kdniao: TrackingFormat = {
  utcOffset: "+08:00",
  schema: z
    .looseObject({
      Traces: z.array(
        z.looseObject({
          AcceptTime: z.string(),
          AcceptStation: z.string(),
          Action: z.union([z.string(), z.int()]).optional(),
        }),
      ),
    })
    .transform(({ Traces }) =>
      Traces.map((entry) => ({
        code: String(entry.Action ?? ""),
        at: entry.AcceptTime,
        text: entry.AcceptStation,
      })),
    ),
  steps: {
    "10": "registered",
    "1": "picked_up",
    "2": "in_transit",
    "201": "in_transit",
    "204": "in_transit",
    "205": "in_transit",
    "206": "in_transit",
    "202": "out_for_delivery",
    "211": "at_station",
    "3": "delivered",
    "301": "delivered",
    "302": "delivered",
    "304": "delivered",
    "311": "delivered",
    "4": "exception",
    "401": "exception",
    "402": "delayed",
    "403": "exception",
    "404": "refused",
    "405": "attempt_failed",
    "406": "returned",
    "407": "returning",
    "412": "at_station",
    "413": "exception",
    "414": "damaged",
    "415": "exception",
    "416": "attempt_failed",
    "417": "delayed",
    "418": "in_transit",
    "419": "out_for_delivery",
    "420": "attempt_failed",
    "421": "attempt_failed",
    "422": "delayed",
    "423": "attempt_failed",
  },
};

const aftership: TrackingFormat = {
  schema: z
    .looseObject({
      checkpoints: z.array(
        z.looseObject({
          checkpoint_time: z.string(),
          tag: z.string(),
          subtag: z.string().optional(),
          message: z.string().nullish(),
        }),
      ),
    })
    .transform(({ checkpoints }) =>
      checkpoints.map((entry) => ({
        code: entry.subtag ?? entry.tag,
        at: entry.checkpoint_time,
        text: entry.message ?? "",
      })),
    ),
  steps: {
    InfoReceived: "registered",
    InTransit: "in_transit",
    OutForDelivery: "out_for_delivery",
    AttemptFail: "attempt_failed",
    Delivered: "delivered",
    AvailableForPickup: "at_station",
    Exception: "exception",
    Exception_003: "refused",
    Exception_004: "delayed",
    Exception_005: "delayed",
    Exception_016: "delayed",
    Exception_017: "delayed",
    Expired: "other",
    Pending: "other",
  },
};

const dhl: TrackingFormat = {
  schema: z
    .looseObject({
      shipments: z
        .array(
          z.looseObject({
            events: z.array(
              z.looseObject({
                timestamp: z.string(),
                statusCode: z.string(),
                description: z.string().optional(),
                status: z.string().optional(),
              }),
            ),
          }),
        )
        .length(1),
    })
    .transform(({ shipments }) =>
      shipments[0]!.events.map((entry) => ({
        code: entry.statusCode,
        at: entry.timestamp,
        text: entry.description ?? entry.status ?? "",
      })),
    ),
  steps: {
    "pre-transit": "registered",
    transit: "in_transit",
    delivered: "delivered",
    failure: "attempt_failed",
    unknown: "other",
  },
};

/**
 * Published formats, each with its table of codes:
 * - `kuaidi100` 快递100 实时查询, `QueryTrackResp` of kuaidi100-api/java-demo;
 * - `kdniao` 快递鸟 即时查询, `Traces` with `Action` as in its table of `StateEx`;
 * - `aftership` Tracking API, `checkpoints` with delivery sub-statuses (version 2026-07);
 * - `dhl` Shipment Tracking Unified API, one shipment with `events`.
 */
export const TRACKING_FORMATS: Readonly<Record<string, TrackingFormat>> = {
  kuaidi100,
  kdniao,
  aftership,
  dhl,
};

/**
 * Reads a tracking record in one of the published formats, oldest entry first. A code that its table does not list
 * reads as its family (`Delivered_003` as `Delivered`) or as `other`: it is never guessed from the text.
 *
 * @param utcOffset offset of local times, such as `+08:00`, for formats that document none
 * @throws ResponsibilityError `evidence_invalid` for an unknown format, a wrong shape or a time without any offset
 */
export function readTracking(format: string, body: unknown, utcOffset?: string): TrackingEntry[] {
  const known = Object.hasOwn(TRACKING_FORMATS, format) ? TRACKING_FORMATS[format] : undefined;
  if (known === undefined) {
    throw new ResponsibilityError("evidence_invalid", [
      { path: "/format", rule: `unknown format "${format}"` },
    ]);
  }
  const parsed = known.schema.safeParse(body);
  if (!parsed.success) {
    throw new ResponsibilityError(
      "evidence_invalid",
      parsed.error.issues.map((issue) => ({ path: toPointer(["body", ...issue.path]), rule: issue.message })),
    );
  }
  const offset = known.utcOffset ?? utcOffset ?? "";
  return parsed.data
    .map((entry) => ({ ...entry, at: withOffset(entry.at, offset), step: stepOf(known.steps, entry.code) }))
    .map((entry) => ({ entry, ms: instant(entry.at) }))
    .toSorted((a, b) => a.ms - b.ms)
    .map(({ entry }) => entry);
}

function withOffset(time: string, offset: string): string {
  const iso = time.replace(" ", "T");
  return /(Z|[+-]\d{2}:\d{2})$/.test(iso) ? iso : `${iso}${offset}`;
}

function stepOf(steps: TrackingFormat["steps"], code: string): TrackingStep {
  const family = code.split("_")[0]!;
  for (const key of [code, family]) if (Object.hasOwn(steps, key)) return steps[key]!;
  return "other";
}
