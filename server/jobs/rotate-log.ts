import { advanceRotation, type RotationDeps } from "../app/log-rotation.ts";
import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";

export interface RotateDeps extends RotationDeps {
  /** Looks whether another process has moved the line of logs on. */
  readonly refresh: () => Promise<void>;
}

/** Takes rotations to their end for as long as the server runs. Safe in many processes: each step may be taken twice. */
export function rotateLog(deps: RotateDeps, options: LoopOptions): RunningJob {
  return startLoop(async () => {
    await deps.refresh();
    await advanceRotation(deps);
    return { more: false };
  }, options);
}
