import { z } from "zod";
import { hashHex, instant } from "./common.ts";

export const requestErasure = z.strictObject({
  /** Why it is to go; kept, and shown to the parties of the case. */
  reason: z.string().trim().min(1).max(500),
});

/** A request to erase a document: what holds it back and until when, or when it was done. */
export const erasureView = z
  .object({
    evidenceId: z.string(),
    state: z.enum(["held", "erased"]),
    requestedBy: z.string(),
    /** `legal_request`: asked for by the platform on somebody's legal request; `unknown` after a restore. */
    basis: z.enum(["owner", "legal_request", "unknown"]),
    reason: z.string(),
    requestedAt: instant,
    /** Null once erased. */
    hold: z
      .object({
        reason: z.enum(["case_open", "recourse", "statutory_term"]),
        article: z.object({ "zh-CN": z.string(), en: z.string() }),
        /** Null while the case's end is not known. */
        until: instant.nullable(),
      })
      .nullable(),
    erasedAt: instant.nullable(),
    /** Leaf of the erasure's own entry in the log. */
    entryLeafHash: hashHex.nullable(),
  })
  .meta({ id: "Erasure" });
export type ErasureView = z.infer<typeof erasureView>;
