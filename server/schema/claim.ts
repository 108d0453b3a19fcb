import { z } from "zod";
import { CLAIMS } from "../domain/responsibility/facts.ts";
import { address, amountMinor, areDistinct, caseId, currency, hashHex, instant } from "./common.ts";
import { order } from "./order.ts";

/** What is complained of: the field `claim` of the facts format. */
export const claimKind = z.enum(CLAIMS);
export type ClaimKind = z.infer<typeof claimKind>;

/** What the consumer asks for (诉求). */
export const demand = z.enum([
  "refund_only",
  "return_and_refund",
  "exchange",
  "resend",
  "repair",
  "compensation",
  "invoice",
]);
export type Demand = z.infer<typeof demand>;

export const ruleQuote = z
  .object({
    ruleId: z.string(),
    article: z.string(),
    text: z.object({ "zh-CN": z.string(), en: z.string() }),
    /** V read in the statute, S confirmed by secondary sources, K not verified. */
    confidence: z.enum(["V", "S", "K"]),
  })
  .meta({ id: "RuleQuote" });
export type RuleQuote = z.infer<typeof ruleQuote>;

export const remedy = z
  .object({
    demand,
    open: z.boolean(),
    why: z.object({ "zh-CN": z.string(), en: z.string() }),
    endsAt: instant.nullable(),
    rules: z.array(ruleQuote),
  })
  .meta({ id: "Remedy" });
export type Remedy = z.infer<typeof remedy>;

export const claimContextRequest = z.strictObject({ orderLink: z.string().min(20).max(2000) });
/** First of the two requests: everything the consumer need not type. */
export const claimContext = z
  .object({
    order,
    merchantName: z.string(),
    alreadyClaimedMinor: amountMinor,
    refundableMinor: amountMinor,
    currency,
    payTo: z.string(),
    payBy: instant,
    remedies: z.array(remedy),
    claimKinds: z.array(claimKind),
    openCases: z.array(z.object({ caseId, status: z.string() })),
  })
  .meta({ id: "ClaimContext" });
export type ClaimContext = z.infer<typeof claimContext>;

/** Second and last request: files the claim. */
export const fileClaim = z.strictObject({
  orderLink: z.string().min(20).max(2000),
  lines: z
    .array(z.strictObject({ lineId: z.string(), quantity: z.int().min(1) }))
    .min(1)
    .max(100)
    .refine((lines) => areDistinct(lines.map(({ lineId }) => lineId)), "each line once"),
  kind: claimKind,
  demand,
  amountMinor,
  text: z.string().max(2000).default(""),
  /** Days between receipt and the notice of the loss, when goods were received. */
  noticedAt: instant.optional(),
  /** Address of a key made for this case alone in the consumer's browser; signs waivers and acceptances. */
  claimantSigner: address.optional(),
  idempotencyKey: z.string().min(16).max(64),
});
export type FileClaim = z.infer<typeof fileClaim>;

export const claimFiled = z
  .object({
    caseId,
    /** Opens the case for its holder; shown once, kept by the browser, stored here only as a hash. */
    caseToken: z.string(),
    /** Leaf hash of the filing's entry in the log. */
    leafHash: hashHex,
    caseUrl: z.string(),
  })
  .meta({ id: "ClaimFiled" });
export type ClaimFiled = z.infer<typeof claimFiled>;
