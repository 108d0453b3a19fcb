import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";

const AT_ONCE = 16;

/** Documents that wait for a node. */
export interface Spool {
  /** Hands a few on; tells how many. Throws while the node is away. */
  forward(limit: number): Promise<number>;
}

/** Hands documents on to the IPFS node as soon as it answers. Running twice pins the same addresses twice, which is once. */
export function forwardDocuments(spool: Spool, options: LoopOptions): RunningJob {
  return startLoop(async () => ({ more: (await spool.forward(AT_ONCE)) === AT_ONCE }), options);
}
