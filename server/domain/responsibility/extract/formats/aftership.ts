import { z } from "zod";
import type { TrackingFormat } from "./types.ts";

/** AfterShip Tracking API, `checkpoints` with delivery sub-statuses (version 2026-07). */
export const aftership: TrackingFormat = {
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
