import { z } from "zod";
import type { TrackingFormat } from "./types.ts";

/** DHL Shipment Tracking Unified API, one shipment with `events`; its times carry no offset. */
export const dhl: TrackingFormat = {
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
