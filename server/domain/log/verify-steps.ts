/** What a step of a verification says, and what the steps hand on to each other. */
import type { BlockHeader } from "./block-header.ts";
import type { ChainView } from "./chain-view.ts";
import type { CheckpointNote } from "./checkpoint.ts";
import type { Entry } from "./entry.ts";
import type { FinalityRule } from "./finality.ts";
import type { Receipt } from "./receipt.ts";
import type { StampChain } from "./timestamp.ts";
import type { WitnessPolicy } from "./witness-policy.ts";

export type StepName =
  | "format"
  | "entry"
  /** Whether it is a log that was meant: where a policy lists logs, or pages are made for one. */
  | "log"
  | "statement"
  | "document"
  | "promise"
  | "inclusion"
  | "checkpoint"
  | "witnesses"
  | "timestamp"
  | "keys"
  | "anchor"
  /** Of receipts that prove their transaction, and of those that would have to. */
  | "transaction"
  | "finality"
  /** The printed page of a certificate. */
  | "page";

/** `cannot_tell`: nothing contradicts it, but what would prove it is missing or out of reach. */
export type Verdict = "valid" | "invalid" | "cannot_tell";

export interface StepResult {
  readonly step: StepName;
  /** `absent`: the receipt leaves this part out, which it may. */
  readonly result: "valid" | "invalid" | "cannot_tell" | "absent";
  /** Stable key of the reason, e.g. `anchor.root_differs`. */
  readonly reason: string;
  readonly detail?: string;
}

export interface VerifyOptions {
  /** Asked about keys and anchor. Without one the verdict is at best `cannot_tell`. */
  readonly chain?: ChainView;
  /** A header given by hand, asked about keys and anchor where no chain is. */
  readonly header?: BlockHeader;
  /** Cosignatures asked for; without one they are checked, called self-declared, and none is needed. */
  readonly policy?: WitnessPolicy;
  /** Whether a time stamp's certificate leads to an authority you trust; without it the name it bears is self-declared. */
  readonly trustsStamp?: (chain: StampChain) => boolean;
  /** What has to count the anchor's block final; without one the node's tag `finalized` is named, and not asked for. */
  readonly finality?: FinalityRule;
  /** SHA-256 of the document at hand, hex; compared with the statement's `documentHash`. */
  readonly documentHash?: string;
  /** SM3 of the same document, hex; compared where the statement names one too. */
  readonly documentSm3?: string;
  /** The only contract believed, lower case; a receipt naming another one cannot be told. */
  readonly contract?: string;
}

/** What the steps hand on to each other. */
export interface Context {
  readonly receipt: Receipt;
  readonly options: VerifyOptions;
  readonly logId: Uint8Array;
  readonly leaf: Uint8Array;
  readonly entry: Entry;
  readonly note: CheckpointNote | null;
}

export const ok = (step: StepName, reason: string, detail?: string): StepResult =>
  result(step, "valid", reason, detail);
export const no = (step: StepName, reason: string, detail?: string): StepResult =>
  result(step, "invalid", reason, detail);
export const dunno = (step: StepName, reason: string, detail?: string): StepResult =>
  result(step, "cannot_tell", reason, detail);
export const absent = (step: StepName, reason: string, detail?: string): StepResult =>
  result(step, "absent", reason, detail);

function result(step: StepName, outcome: StepResult["result"], reason: string, detail?: string): StepResult {
  return { step, result: outcome, reason: `${step}.${reason}`, ...(detail !== undefined && { detail }) };
}
