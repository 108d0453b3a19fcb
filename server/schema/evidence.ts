import { z } from "zod";
import { address, areDistinct, bytesHex, entryState, hashHex, instant } from "./common.ts";

export const entryType = z.enum([
  "provenance.event",
  "chat.transcript",
  "logistics.record",
  "inspection.report",
  "media",
  "document",
  "device.reading",
  "case.event",
  "finding",
  "ruling",
  "journal",
  "rulepack",
  "agreement",
  "access",
  "erasure",
  "checkpoint",
]);
export type EntryType = z.infer<typeof entryType>;

const factorStated = z.strictObject({
  as: z.literal("factor"),
  party: z.string().min(1).max(80),
  leg: z.string().max(80).optional(),
  kind: z.string().min(1).max(80),
  severity: z.literal([1, 2, 4]),
  causal: z.literal([1, 2]),
  latent: z.boolean().optional(),
});
const gapStated = z.strictObject({
  as: z.literal("gap"),
  party: z.string().max(80),
  kind: z.string().max(80),
});
const defectStated = z.strictObject({ as: z.literal("defect"), state: z.enum(["yes", "no"]) });
const stated = z.discriminatedUnion("as", [factorStated, gapStated, defectStated]);

/** What a person says a document states, in a form the engine reads; it carries that person's name. */
export const evidenceStatement = z.discriminatedUnion("as", [
  factorStated,
  gapStated,
  defectStated,
  /** A passage of a chat, marked. */
  z.strictObject({
    as: z.literal("passage"),
    messageId: z.string().min(1).max(80),
    speaker: z.string().min(1).max(80),
    states: stated,
  }),
  /** What an inspection report concludes. */
  z.strictObject({
    as: z.literal("report"),
    defect: z.enum(["yes", "no", "unknown"]).optional(),
    causes: z.array(factorStated.omit({ as: true })).max(10),
  }),
]);
export type EvidenceStatement = z.infer<typeof evidenceStatement>;

/** A secp256k1 signature of a submitter: r ‖ s ‖ v. */
export const submitterSignature = z.string().regex(/^0x[0-9a-f]{130}$/, "0x and 130 lower-case hex digits");

/** The part `meta` of a multipart hand-in; the part `document` holds the bytes. */
export const handInMeta = z.strictObject({
  type: entryType.extract([
    "chat.transcript",
    "logistics.record",
    "inspection.report",
    "media",
    "document",
    "device.reading",
  ]),
  name: z.string().min(1).max(200),
  mediaType: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/, "a media type without parameters"),
  capturedAt: instant.optional(),
  method: z.enum(["live", "upload", "api", "device", "import"]),
  /** What it is said to prove (证明对象). */
  proves: z.string().max(500).default(""),
  idempotencyKey: z.string().min(16).max(64),
  statements: z.array(evidenceStatement).max(50).default([]),
  /** Who signed for the document: a signer of the submitting party, or the claimant's own. Goes with `signature`. */
  signer: address.optional(),
  /** EIP-712 `Submission(logId,root,count)` for the log of `/v1/log`: count 1, root SHA-256(0x00 ‖ SHA-256 of the document). */
  signature: submitterSignature.optional(),
  /** SM3 (GB/T 32905) of the document, which is compared and stands in the statement beside the SHA-256. */
  documentSm3: hashHex.optional(),
});
export type HandInMeta = z.infer<typeof handInMeta>;

/** Most documents handed in at once. */
export const MAX_BATCH = 256;

/** The part `meta` of a batch; the parts `document` follow in the order of the items. */
export const handInBatch = z.strictObject({
  items: z
    .array(handInMeta)
    .min(1)
    .max(MAX_BATCH)
    .refine((items) => areDistinct(items.map((item) => item.idempotencyKey)), "one idempotency key an item"),
});

/** A hand-in whose document was uploaded before, piece by piece; see /v1/uploads. */
export const handInUpload = handInMeta
  .extend({ uploadId: z.string().regex(/^[0-9a-f]{32}$/, "32 lower-case hex digits") })
  .meta({ id: "HandInUpload" });

/** The operator's signed word that an entry will be in the log by a time (存证受理回执). */
export const promise = z
  .object({
    logId: hashHex,
    leafHash: hashHex,
    promisedBy: instant,
    chainId: z.int(),
    contract: z.string(),
    signer: z.string(),
    /**
     * EIP-712 `Promise(bytes32 logId,bytes32 leafHash,uint64 promisedBy)`, 65 bytes; with `bulk` it is over
     * `BulkPromise(bytes32 logId,bytes32 root,uint64 count,uint64 promisedBy)`.
     */
    signature: bytesHex,
    /** Entries handed in together are promised together: the audit path of this one, leaf SHA-256(0x00 ‖ leafHash). */
    bulk: z
      .object({
        root: hashHex,
        count: z.int().min(1),
        index: z.int().min(0),
        proof: z.array(hashHex).readonly(),
      })
      .optional(),
  })
  .meta({ id: "Promise" });
export type PromiseView = z.infer<typeof promise>;

export const handInAccepted = z
  .object({
    evidenceId: z.string(),
    state: entryState,
    /** Canonical JSON of the public entry. */
    entry: z.string(),
    /** Canonical JSON of the sealed statement; for its owner. */
    statement: z.string(),
    salt: hashHex,
    leafHash: hashHex,
    cid: z.string().nullable(),
    acceptedAt: instant,
    promise,
  })
  .meta({ id: "HandInAccepted" });
export type HandInAccepted = z.infer<typeof handInAccepted>;

/** What was accepted of a batch, in the order handed in. */
export const handInBatchAccepted = z
  .object({ accepted: z.array(handInAccepted) })
  .meta({ id: "HandInBatchAccepted" });
