import type { z } from "zod";

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

/** One published format: its shape, its table of codes, and what it documents of its times. */
export interface TrackingFormat {
  readonly schema: z.ZodType<readonly { code: string; at: string; text: string }[]>;
  readonly steps: Readonly<Record<string, TrackingStep>>;
  /** Offset of its local times, where the service documents one. */
  readonly utcOffset?: string;
}
