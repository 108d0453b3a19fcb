import type { Witnessing } from "../app/log-witnessing.ts";
import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";
import type { Office } from "./sequence-log.ts";

export interface CosignDeps {
  readonly witnessing: Witnessing;
  readonly office: Office;
}

/** Has the newest checkpoint cosigned for as long as the server runs. Safe in many processes: one is elected. */
export function cosignLog({ witnessing, office }: CosignDeps, options: LoopOptions): RunningJob {
  const job = startLoop(async () => {
    if (await office.held()) await witnessing.pass();
    return { more: false };
  }, options);
  const stop = async () => {
    await job.stop();
    await office.resign();
  };
  return { wake: job.wake, stop };
}
