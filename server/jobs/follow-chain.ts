import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";

/** How far a pass came. */
export interface Followed {
  readonly followed: number;
  readonly head: number;
  readonly finalised: number;
  readonly events: number;
  readonly undoneBlocks: number;
}

/** Whatever folds the chain's blocks, a batch at a time. */
export interface BlockFollower {
  pass(): Promise<Followed>;
}

export interface FollowOptions extends LoopOptions {
  /** Hears of each pass that folded, undid or finalised something; may move states that depend on finality. */
  readonly onProgress?: (pass: Followed) => Promise<void> | void;
}

/** Follows the chain for as long as the server runs. Safe to run in many processes: they take turns. */
export function followChain(follower: BlockFollower, options: FollowOptions): RunningJob {
  let last: Followed | undefined;
  return startLoop(async () => {
    const pass = await follower.pass();
    const moved =
      pass.followed !== last?.followed || pass.finalised !== last.finalised || pass.undoneBlocks > 0;
    if (moved) await options.onProgress?.(pass);
    last = pass;
    return { more: pass.followed < pass.head };
  }, options);
}
