import { z } from "zod";
import type { TrackingFormat } from "./types.ts";

/** 快递鸟 即时查询, `Traces` with `Action` as in its table of `StateEx`. */
export const kdniao: TrackingFormat = {
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
