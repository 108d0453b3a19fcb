import { isFork } from "../app/log-fork.ts";
import type { LogHalt, LogSequencer } from "../app/log-ports.ts";
import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";

/** One holder among all processes on a database. */
export interface Office {
  held(): Promise<boolean>;
  /** How often this process has taken the office. */
  terms(): number;
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
   * Holds the database against what was published, before the first batch of each term, after each failure, and while
   * anybody has stopped the log: whoever lost the office, or a batch, may find another database. A failure keeps
   * everything waiting, accepted and promised, until it passes.
   */
  readonly mayGoOn: () => Promise<unknown>;
  /** Stops intake when the sequencer finds a database that it may not go on from; while it stands nothing is signed. */
  readonly halt: Pick<LogHalt, "halt" | "reason">;
  /** Hears of each batch. */
  readonly onBatch?: (entries: number) => void;
}

/** A batch after which the next one follows at once; smaller ones gather, since each costs two signatures and a commit. */
const LARGE_BATCH = 1_000;

/** Integrates what is accepted for as long as the server runs. Safe in many processes: one is elected. */
export async function sequenceLog(deps: SequenceDeps, options: LoopOptions): Promise<RunningJob> {
  let comparedIn: number | null = null;
  const job = startLoop(async () => {
    if (!(await deps.office.held())) return { more: false };
    const term = deps.office.terms();
    if (comparedIn !== term || (await deps.halt.reason()) !== null) await deps.mayGoOn();
    comparedIn = null;
    const entries = await sequenceOrHalt(deps);
    comparedIn = term;
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

async function sequenceOrHalt({ halt, sequencer }: SequenceDeps): Promise<number> {
  try {
    return await sequencer.sequence();
  } catch (error) {
    if (isFork(error)) await halt.halt(error.message);
    throw error;
  }
}
