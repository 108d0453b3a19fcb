import type { LogSequencer } from "../app/log-ports.ts";
import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";

/** One holder among all processes on a database. */
export interface Office {
  held(): Promise<boolean>;
  resign(): Promise<void>;
}

/** Tells when entries were accepted, by whichever process. */
export interface IntakeNotices {
  /** Calls back after entries were committed; may call once for many. Resolves with how to stop. */
  listen(heard: () => void): Promise<() => Promise<void>>;
}

export interface SequenceDeps {
  readonly sequencer: LogSequencer;
  readonly office: Office;
  readonly notices: IntakeNotices;
  /**
   * Holds the database against the chain before the first batch of this process; a failure keeps everything waiting,
   * accepted and promised, until it passes.
   */
  readonly mayGoOn: () => Promise<unknown>;
  /** Hears of each batch. */
  readonly onBatch?: (entries: number) => void;
}

/** A batch after which the next one follows at once; smaller ones gather, since each costs two signatures and a commit. */
const LARGE_BATCH = 1_000;

/** Integrates what is accepted for as long as the server runs. Safe in many processes: one is elected. */
export async function sequenceLog(deps: SequenceDeps, options: LoopOptions): Promise<RunningJob> {
  let compared = false;
  const job = startLoop(async () => {
    if (!(await deps.office.held())) return { more: false };
    if (!compared) await deps.mayGoOn();
    compared = true;
    const entries = await deps.sequencer.sequence();
    if (entries > 0) deps.onBatch?.(entries);
    return { more: entries >= LARGE_BATCH };
  }, options);
  const deafen = await deps.notices.listen(job.wake);
  const stop = async () => {
    await deafen();
    await job.stop();
    await deps.office.resign();
  };
  return { wake: job.wake, stop };
}
