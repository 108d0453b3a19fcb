import { type AnchoringDeps, anchorHead, noteAnchorCosts } from "../app/log-anchoring.ts";
import { noteStateProofs } from "../app/log-state-proofs.ts";
import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";
import type { Office } from "./sequence-log.ts";

export interface AnchorJobDeps extends AnchoringDeps {
  readonly office: Office;
  /** Hears of each anchor sent on its way; the sender of chain calls may be woken by it. */
  readonly onEnqueued?: (size: number) => void;
}

/** Sends anchors for as long as the server runs. Safe in many processes: one is elected. */
export function anchorLog(deps: AnchorJobDeps, options: LoopOptions): RunningJob {
  const job = startLoop(async () => {
    if (!(await deps.office.held())) return { more: false };
    const outcome = await anchorHead(deps);
    await noteAnchorCosts(deps);
    await noteStateProofs(deps);
    if (outcome.kind === "enqueued") deps.onEnqueued?.(outcome.size);
    return { more: false };
  }, options);
  const stop = async () => {
    await job.stop();
    await deps.office.resign();
  };
  return { wake: job.wake, stop };
}
