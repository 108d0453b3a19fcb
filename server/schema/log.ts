import { z } from "zod";
import { address, amountMinor, entryState, hashHex, instant } from "./common.ts";

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

/** What the contract holds of a log, and what was shown against it there. */
export const logStandingView = z
  .object({
    /** What is left of the bond, in units of the settlement token. */
    bondMinor: amountMinor,
    /** Below it the log is underbonded. */
    minimumBondMinor: amountMinor,
    underbonded: z.boolean(),
    /** Promises challenged and not answered yet. */
    challenged: z.int(),
    /** Promises kept after their instant, and those never kept. */
    late: z.int(),
    overdue: z.int(),
    /** Entries handed in through the contract that never came in. */
    refused: z.int(),
    /** Whether two histories were proved. */
    forked: z.boolean(),
    sealed: z.boolean(),
  })
  .meta({ id: "LogStanding" });
export type LogStandingView = z.infer<typeof logStandingView>;

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
    /** Null while the chain is out of reach, or does not know the log yet. */
    standing: logStandingView.nullable(),
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
export const consistencyQuery = z.strictObject({
  from: position,
  to: position,
  /** Which log is meant; the current one when left out. An answer about a named log may be kept for ever. */
  log: hashHex.optional(),
});

export const certificateQuery = z.strictObject({ language: z.enum(["zh-CN", "en"]).default("zh-CN") });

/** RFC 9162 proof that the tree of size `to` begins with all of the tree of size `from`. */
export const consistencyView = z
  .object({ from: size, to: size, rootFrom: hashHex, rootTo: hashHex, proof: z.array(hashHex) })
  .meta({ id: "Consistency" });
export type ConsistencyView = z.infer<typeof consistencyView>;
