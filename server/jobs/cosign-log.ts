import type { Witnessing } from "../app/log-witnessing.ts";
import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";
import type { Office } from "./sequence-log.ts";

export interface CosignDeps {
  /** One for every log, oldest first: the last checkpoint of a sealed one may still lack its witnesses. */
  readonly witnessings: () => Promise<readonly Witnessing[]>;
  readonly office: Office;
}

/** Has the newest checkpoint of each log cosigned for as long as the server runs. Safe in many processes: one is elected. */
export function cosignLog({ witnessings, office }: CosignDeps, options: LoopOptions): RunningJob {
  const job = startLoop(async () => {
    if (await office.held()) for (const { pass } of await witnessings()) await pass();
    return { more: false };
  }, options);
  const stop = async () => {
    await job.stop();
    await office.resign();
  };
  return { wake: job.wake, stop };
}
