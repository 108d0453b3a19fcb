import type { Reconciliation } from "../schema/money.ts";
import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";

export interface ReconcileOptions extends LoopOptions {
  /** Hears of each comparison; one with differences is for a person. */
  readonly onResult: (result: Reconciliation) => void;
}

/** Holds the books against the chain again and again. Reads only, so it may run in every process. */
export function reconcileRegularly(
  compare: () => Promise<Reconciliation>,
  options: ReconcileOptions,
): RunningJob {
  return startLoop(async () => {
    options.onResult(await compare());
    return { more: false };
  }, options);
}
