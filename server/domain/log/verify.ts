/**
 * Checks a receipt from bytes to chain. Pure but for the chain view handed in, so the server, the command line and
 * the phone run the same steps.
 */
import { bytesToHex, utf8ToBytes } from "./bytes.ts";
import { parseCheckpoint } from "./checkpoint.ts";
import { parseEntry } from "./entry.ts";
import { LogError } from "./errors.ts";
import { leafHash } from "./hash.ts";
import { logIdOf } from "./log-identity.ts";
import type { Receipt } from "./receipt.ts";
import { parseReceipt } from "./receipt.ts";
import { asked, checkAnchor, checkKeys } from "./verify-chain.ts";
import { checkFinality } from "./verify-finality.ts";
import {
  checkCheckpoint,
  checkDocument,
  checkInclusion,
  checkLog,
  checkPromise,
  checkStatement,
  checkWitnesses,
} from "./verify-offline.ts";
import { checkByHeader } from "./verify-state.ts";
import type { Context, StepName, StepResult, Verdict, VerifyOptions } from "./verify-steps.ts";
import { no, ok } from "./verify-steps.ts";
import { checkTimestamp } from "./verify-timestamp.ts";
import { checkTransaction, faultOfTransaction } from "./verify-transaction.ts";

export type { StepName, StepResult, Verdict, VerifyOptions } from "./verify-steps.ts";

export interface Verification {
  readonly verdict: Verdict;
  readonly steps: readonly StepResult[];
  /** Null when the receipt could not be read. */
  readonly receipt: Receipt | null;
}

/**
 * Verifies a receipt. Never throws for what the receipt says; every doubt becomes a step.
 *
 * @param text The receipt file, exactly as received.
 */
export async function verifyReceipt(text: string, options: VerifyOptions = {}): Promise<Verification> {
  const read = readAll(text, options);
  if ("steps" in read) return conclude(null, read.steps);
  const offline = [
    ok("format", "canonical"),
    ok("entry", "well_formed", bytesToHex(read.leaf)),
    ...(options.policy?.logs.length ? [guarded("log", () => checkLog(read))] : []),
    guarded("statement", () => checkStatement(read)),
    guarded("document", () => checkDocument(read)),
    guarded("promise", () => checkPromise(read)),
    guarded("inclusion", () => checkInclusion(read)),
    guarded("checkpoint", () => checkCheckpoint(read)),
    guarded("witnesses", () => checkWitnesses(read)),
    ...(await checkTimestamp(read)),
    ...given(faultOfTransaction(read)),
  ];
  // What is false already needs no chain, and the chain must not be asked about forged locators.
  if (offline.some((step) => step.result === "invalid")) return conclude(read.receipt, offline);
  const online =
    options.chain === undefined && options.header !== undefined
      ? checkByHeader(read, options.header)
      : await checkByChain(read);
  const isAnchored = online.some(({ step, result }) => step === "anchor" && result === "valid");
  const finality = isAnchored ? [await checkFinality(read)] : [];
  return conclude(read.receipt, [...offline, ...online, ...finality]);
}

async function checkByChain(read: Context): Promise<StepResult[]> {
  const steps = [await asked("keys", read, checkKeys), await asked("anchor", read, checkAnchor)];
  // The chain was asked about the transaction with the anchor; only a proof that is carried has to be held against it.
  if (read.receipt.anchor?.transactionProof === undefined || steps[1]!.result !== "valid") return steps;
  return [...steps, await asked("transaction", read, checkTransaction)];
}

const given = (step: StepResult | null): StepResult[] => (step === null ? [] : [step]);

/** Gathers steps into a verdict: one that is false decides, then one that cannot be told. */
export function conclude(receipt: Receipt | null, steps: readonly StepResult[]): Verification {
  const has = (outcome: StepResult["result"]) => steps.some((step) => step.result === outcome);
  return {
    verdict: has("invalid") ? "invalid" : has("cannot_tell") ? "cannot_tell" : "valid",
    steps,
    receipt,
  };
}

function readAll(text: string, options: VerifyOptions): Context | { steps: StepResult[] } {
  let step: StepName = "format";
  try {
    const receipt = parseReceipt(text);
    const logId = logIdOf(receipt.log);
    step = "entry";
    const entry = parseEntry(receipt.entry);
    const leaf = leafHash(utf8ToBytes(receipt.entry));
    step = "checkpoint";
    const note = receipt.checkpoint === undefined ? null : parseCheckpoint(receipt.checkpoint);
    return { receipt, options, logId, leaf, entry, note };
  } catch (error) {
    return { steps: [refused(step, error)] };
  }
}

function refused(step: StepName, error: unknown): StepResult {
  if (error instanceof LogError) return no(step, "malformed", error.message);
  throw error;
}

function guarded(step: StepName, check: () => StepResult): StepResult {
  try {
    return check();
  } catch (error) {
    return refused(step, error);
  }
}
