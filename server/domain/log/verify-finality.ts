/** Whether an anchor can still be undone, and how far a receipt has come by what was checked. */
import { BY_TAG_FINALIZED, formatFinalityRule } from "./finality.ts";
import type { Context, StepName, StepResult } from "./verify-steps.ts";
import { absent, dunno, ok } from "./verify-steps.ts";

/**
 * Asks whether the anchor's block is final. Where no rule was asked for, a block that is not yet final, or a node that
 * does not say, is named and leaves the verdict as it is.
 */
export async function checkFinality({ options, receipt }: Context): Promise<StepResult> {
  const { chain, finality: rule = BY_TAG_FINALIZED } = options;
  const open = options.finality === undefined ? absent : dunno;
  const spelled = formatFinalityRule(rule);
  if (chain?.finalBlock === undefined) return open("finality", "not_asked");
  try {
    const final = await chain.finalBlock(rule);
    const detail = `${spelled}, ${final}`;
    return receipt.anchor!.blockNumber <= final
      ? ok("finality", "final", detail)
      : open("finality", "not_final", detail);
  } catch (error) {
    return open("finality", "unknown", error instanceof Error ? error.message : String(error));
  }
}

/** How far an entry has come, as far as the check could see. */
export type CheckedState = "accepted" | "integrated" | "witnessed" | "anchored" | "finalised";

const SHOWN_BY: readonly (readonly [CheckedState, StepName])[] = [
  ["finalised", "finality"],
  ["anchored", "anchor"],
  ["witnessed", "witnesses"],
  ["integrated", "checkpoint"],
  ["accepted", "promise"],
];

/** The farthest state the steps show; null when something is false, or not even the promise holds. */
export function stateShown(
  steps: readonly { readonly step: string; readonly result: StepResult["result"] }[],
): CheckedState | null {
  if (steps.some(({ result }) => result === "invalid")) return null;
  const holds = (name: StepName) => steps.some(({ step, result }) => step === name && result === "valid");
  return SHOWN_BY.find(([, step]) => holds(step))?.[0] ?? null;
}
