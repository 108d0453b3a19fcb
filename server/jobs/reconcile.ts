import type { Reconciliation } from "../schema/money.ts";
import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";

export interface ReconcileOptions extends LoopOptions {
  /** Hears of each comparison; one with differences is for a person. */
  readonly onResult: (result: Reconciliation) => void;
}

/**
 * Holds the books against the chain again and again. Reads only, so it may run in every process.
 * @param compare Null while the books have not come as far as the chain: there is nothing to hold against it yet.
 */
export function reconcileRegularly(
  compare: () => Promise<Reconciliation | null>,
  options: ReconcileOptions,
): RunningJob {
  return startLoop(async () => {
    const result = await compare();
    if (result !== null) options.onResult(result);
    return { more: false };
  }, options);
}
