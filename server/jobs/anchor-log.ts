import { eachOf } from "../app/each-of.ts";
import { type AnchoringDeps, anchorHead, noteAnchorCosts } from "../app/log-anchoring.ts";
import type { AnchorBook, LogHalt } from "../app/log-ports.ts";
import { noteStateProofs } from "../app/log-state-proofs.ts";
import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";
import type { Office } from "./sequence-log.ts";

export interface AnchorJobDeps extends Omit<AnchoringDeps, "book"> {
  /** Books of the logs that are not sealed, oldest first. */
  readonly books: () => Promise<readonly AnchorBook[]>;
  readonly office: Office;
  /** While anybody has stopped the log nothing is anchored: that would settle a history which may not be the one shown. */
  readonly halt?: Pick<LogHalt, "reason">;
  /** Whether somebody waits for the next anchor of a log at the contract; then it goes without waiting for its time. */
  readonly isAwaited?: (logId: string) => Promise<boolean>;
  /** Hears of each anchor sent on its way; the sender of chain calls may be woken by it. */
  readonly onEnqueued?: (size: number) => void;
}

/** Sends anchors for as long as the server runs. Safe in many processes: one is elected. */
export function anchorLog(deps: AnchorJobDeps, options: LoopOptions): RunningJob {
  const job = startLoop(async () => {
    if (!(await deps.office.held())) return { more: false };
    // While one log is being closed there are two, and trouble with one must not keep the other's promises.
    await eachOf(await deps.books(), (book) => passOf(deps, book));
    return { more: false };
  }, options);
  const stop = async () => {
    await job.stop();
    await deps.office.resign();
  };
  return { wake: job.wake, stop };
}

async function anchorNewest(deps: AnchorJobDeps, book: AnchorBook): Promise<void> {
  const isAwaited = (await deps.isAwaited?.(book.logId)) ?? false;
  const outcome = await anchorHead({ ...deps, book, ...(isAwaited && { intervalSeconds: 0 }) });
  if (outcome.kind === "enqueued") deps.onEnqueued?.(outcome.size);
}

async function passOf(deps: AnchorJobDeps, book: AnchorBook): Promise<void> {
  if (((await deps.halt?.reason()) ?? null) === null) await anchorNewest(deps, book);
  await noteAnchorCosts({ ...deps, book });
  await noteStateProofs({ ...deps, book });
}
