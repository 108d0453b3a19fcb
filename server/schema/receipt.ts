import { z } from "zod";
import { address, bytesHex, hashHex, instant } from "./common.ts";
import { promise } from "./evidence.ts";

const transactionHash = z.string().regex(/^0x[0-9a-f]{64}$/, "0x and 64 lower-case hex digits");

const nodes = z.array(z.string().regex(/^([0-9a-f]{2})+$/, "lower-case hex"));

/**
 * The receipt file (存证凭证) as clients describe it. What is answered is its canonical JSON, byte for byte; verifiers
 * read it with `domain/log/receipt.ts`, which is stricter than this shape.
 */
export const receipt = z
  .strictObject({
    v: z.literal("redress.receipt/1"),
    /** Canonical JSON of the public entry. */
    entry: z.string(),
    /** Canonical JSON of the statement; for its owner, with the salt. */
    statement: z.string().optional(),
    salt: hashHex.optional(),
    log: z.strictObject({
      chainId: z.int(),
      contract: address,
      operatorParty: z.string(),
      origin: z.string(),
      verifierKey: z.string(),
    }),
    promise: promise.extend({ signature: bytesHex }),
    inclusion: z.strictObject({ index: z.int().min(0), proof: z.array(hashHex) }).optional(),
    /** Signed note, with cosignatures. */
    checkpoint: z.string().optional(),
    checkpointSigner: address.optional(),
    witnesses: z.array(z.string()).optional(),
    anchor: z
      .strictObject({
        transaction: transactionHash,
        blockNumber: z.int().min(0),
        blockHash: transactionHash,
        blockTime: instant,
        /** Answers of `eth_getProof` at the anchor's block: RLP nodes from the root down, in lower-case hex. */
        stateProof: z
          .strictObject({ account: nodes, root: nodes, checkpointKey: nodes, promiseKey: nodes })
          .optional(),
        /**
         * That the block has the transaction, and that it recorded the root: RLP nodes from the header's transactions root
         * down to the signed transaction, and from its receipts root to the chain's receipt of it, in lower-case hex.
         */
        transactionProof: z
          .strictObject({ index: z.int().min(0), transaction: nodes, outcome: nodes })
          .optional(),
      })
      .optional(),
    /** RFC 3161 token (base64) over the checkpoint's signed text, and its SHA-256. */
    timestamp: z.strictObject({ token: z.string(), sha256: hashHex }).optional(),
  })
  .meta({ id: "Receipt" });
export type ReceiptView = z.infer<typeof receipt>;
