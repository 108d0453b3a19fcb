import { z } from "zod";
import { address, entryState, hashHex, instant } from "./common.ts";

const size = z.int().min(0);

export const anchorView = z
  .object({
    size,
    root: hashHex,
    transaction: z.string(),
    blockNumber: z.int(),
    at: instant,
    /** Null until the transaction's receipt was read. */
    gasUsed: z.int().nullable(),
    /** From the checkpoint's making to its block. */
    lagSeconds: z.int().min(0),
    state: entryState.extract(["anchored", "finalised"]),
  })
  .meta({ id: "Anchor" });
export type AnchorView = z.infer<typeof anchorView>;

export const logView = z
  .object({
    logId: hashHex,
    origin: z.string(),
    /** Ed25519 verifier key line (C2SP signed-note). */
    verifierKey: z.string(),
    chainId: z.int(),
    contract: address,
    development: z.boolean(),
    size,
    root: hashHex,
    /** Newest signed note; null while the log is empty. */
    checkpoint: z.string().nullable(),
    /** Newest first. */
    anchors: z.array(anchorView),
    /** Promises no anchor keeps yet, and those of them whose instant has passed. */
    promises: z.object({ open: z.int(), overdue: z.int() }),
  })
  .meta({ id: "Log" });
export type LogView = z.infer<typeof logView>;

/** The build of the pages this server serves: what it hashes to, and the public entry that says so. */
export const pagesView = z
  .object({
    build: hashHex,
    /** Null where the server started while its log took nothing in. */
    leafHash: hashHex.nullable(),
  })
  .meta({ id: "Pages" });
export type PagesView = z.infer<typeof pagesView>;

/** The witnesses of the log's policy, in its order. */
export const witnessesView = z
  .object({
    /** Whether the log asks witnesses at all. */
    policy: z.boolean(),
    witnesses: z.array(
      z.object({
        name: z.string(),
        /** Who runs it; null when the policy does not say. */
        operator: z.string().nullable(),
        /** Ed25519 verifier key line (C2SP tlog-cosignature). */
        key: z.string(),
        /** Whether its signature helps to meet the policy. */
        counts: z.boolean(),
        /** Largest size it signed, and the time its signature names; null before its first. */
        cosigned: z.object({ size, at: instant }).nullable(),
      }),
    ),
  })
  .meta({ id: "Witnesses" });
export type WitnessesView = z.infer<typeof witnessesView>;

const position = z
  .string()
  .regex(/^[1-9][0-9]{0,15}$/, "a whole number from 1")
  .transform(Number);
export const consistencyQuery = z.strictObject({ from: position, to: position });

export const certificateQuery = z.strictObject({ language: z.enum(["zh-CN", "en"]).default("zh-CN") });

/** RFC 9162 proof that the tree of size `to` begins with all of the tree of size `from`. */
export const consistencyView = z
  .object({ from: size, to: size, rootFrom: hashHex, rootTo: hashHex, proof: z.array(hashHex) })
  .meta({ id: "Consistency" });
export type ConsistencyView = z.infer<typeof consistencyView>;
