import { z } from "zod";
import { address, bytesHex, entryState, hashHex, instant } from "./common.ts";
import { handInMeta, promise, submitterSignature } from "./evidence.ts";

/** Most commitments handed in at once; with a signature each they stay below the limit of bodies. */
const MAX_COMMITMENTS = 2048;

const commitment = z.strictObject({
  type: handInMeta.shape.type,
  /** Pseudonym of the case or item, which the submitter makes fresh for each: 128 random bits. */
  subject: z.string().regex(/^[0-9a-f]{32}$/, "32 lower-case hex digits"),
  /** SHA-256("redress.commit/1" ‖ 0x00 ‖ salt ‖ SHA-256(statement)); salt and statement stay with their owner. */
  commitment: hashHex,
  /** Leaf hash of the entry this one corrects. */
  previous: hashHex.optional(),
  /** EIP-712 `Submission(logId,root,count)` for this commitment alone: count 1, root SHA-256(0x00 ‖ commitment). */
  signature: submitterSignature.optional(),
});

/** Commitments to what their owner keeps. Signed for not at all, once for all of them, or each. */
export const handInCommitments = z
  .strictObject({
    idempotencyKey: z.string().min(16).max(64),
    items: z.array(commitment).min(1).max(MAX_COMMITMENTS),
    /** A signer of the submitting party. */
    signer: address.optional(),
    /** EIP-712 `Submission(logId,root,count)`; root: RFC 9162 over the commitments, leaf SHA-256(0x00 ‖ commitment). */
    signature: submitterSignature.optional(),
  })
  .meta({ id: "HandInCommitments" });
export type HandInCommitments = z.infer<typeof handInCommitments>;

/** The operator's word for a batch: EIP-712 `BulkPromise(bytes32 logId,bytes32 root,uint64 count,uint64 promisedBy)`. */
const bulkPromise = promise
  .omit({ leafHash: true, bulk: true })
  .extend({ root: hashHex, count: z.int().min(1), signature: bytesHex })
  .meta({ id: "BulkPromise" });
export type BulkPromiseView = z.infer<typeof bulkPromise>;

/**
 * What was accepted. An entry is the canonical JSON of commitment, previous, receivedAt, subject, type and
 * `"v":"redress.entry/1"`, its leaf hash SHA-256(0x00 ‖ entry); the promise is over these leaf hashes in order.
 */
export const commitmentsAccepted = z
  .object({
    state: entryState,
    acceptedAt: instant,
    receivedAt: instant,
    leafHashes: z.array(hashHex).readonly(),
    promise: bulkPromise,
  })
  .meta({ id: "CommitmentsAccepted" });
export type CommitmentsAccepted = z.infer<typeof commitmentsAccepted>;
