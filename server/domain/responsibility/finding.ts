import type { Claim } from "./facts.ts";
import type { BpsByKind, PartyKind } from "./parties.ts";

/** Why the split is what it is: proved fault, who had to prove, risk without fault, or nothing proved. */
export type FindingMode = "fault" | "burden" | "risk" | "not_established";

/** One node of the reason tree: what was concluded, under which rule, from which evidence, with what effect. */
export interface Reason {
  /** Stable name of the conclusion; texts in both languages are keyed by it. */
  readonly code: string;
  /** Values that the text of the conclusion names. */
  readonly values: Readonly<Record<string, string | number>>;
  /** Rules relied on, with article and how sure the pack is of each. */
  readonly rules: readonly CitedRule[];
  readonly evidence: readonly string[];
  /** Basis points of each named party after this step, where the step sets or moves them. */
  readonly effectBps?: Readonly<Record<string, number>>;
  readonly because: readonly Reason[];
}

export interface CitedRule {
  readonly id: string;
  readonly article: string;
  readonly confidence: "V" | "S" | "K";
}

/** A fact that was stated and not found, or could not count, and why. */
export interface NotFound {
  readonly path: string;
  readonly what: string;
  readonly why:
    | "below_standard"
    | "outside_window"
    | "fraud_for_people"
    | "scope"
    | "no_extent"
    | "not_relevant"
    | "unknown"
    | "not_timely"
    | "cap_not_prompted"
    | "cap_gross"
    | "contradicted";
  readonly evidence: readonly string[];
}

/** A record that does not exist or was not handed in and would let the engine find more. */
export interface MissingRecord {
  readonly path: string;
  readonly what: string;
}

/** What a consumer whose claim was not upheld can still do, and the rule that gives it. */
export interface RemedyLeft {
  readonly code: string;
  readonly rules: readonly CitedRule[];
}

/** How the outward obligors stand: each for the whole (joint), the first one asked pays (food), each for its part. */
export type ExternalMode = "none" | "single" | "joint" | "first_claimed" | "several";

/** The engine's output. Integers only; the same bytes for the same input. */
export interface Finding {
  readonly engine: { readonly name: string; readonly version: string };
  readonly pack: { readonly id: string; readonly hash: string };
  readonly claim: Claim;
  readonly mode: FindingMode;
  /** Inner split by the four names; sums to 10 000. */
  readonly bps: BpsByKind;
  /** Inner split by named party, zero shares left out; sums to 10 000. */
  readonly shares: Readonly<Record<string, number>>;
  /** The part of `shares` on carriers' legs. */
  readonly legs: Readonly<Record<string, number>>;
  /** Whom the consumer may claim from, whatever the inner split; empty when the claim is denied. */
  readonly external: readonly string[];
  readonly externalMode: ExternalMode;
  /** Minor units that each finally carries, caps applied; the consumer's entry is what it bears itself. Sums to the loss. */
  readonly pay: BpsByKind;
  /** The same by named party, zero amounts left out. */
  readonly payShares: Readonly<Record<string, number>>;
  /** Penalty in minor units, apart from the split; zero when none is due. */
  readonly penal: number;
  readonly penalBy: PartyKind | null;
  readonly denied: boolean;
  readonly window: {
    readonly holders: readonly string[];
    readonly from: number | null;
    readonly to: number;
  } | null;
  readonly reasons: readonly Reason[];
  readonly notFound: readonly NotFound[];
  readonly missing: readonly MissingRecord[];
  readonly remediesLeft: readonly RemedyLeft[];
}
