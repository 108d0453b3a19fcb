import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";

/** Whatever signs and sends the outbox's calls, a pass at a time. */
export interface CallSender {
  pass(): Promise<{ readonly signed: number; readonly waiting: boolean }>;
}

/**
 * Sends queued calls to the chain for as long as the server runs. Wake it when a call was enqueued or a block came.
 * Safe to run in many processes: one of them is elected.
 */
export function sendChainCalls(sender: CallSender, options: LoopOptions): RunningJob {
  return startLoop(async () => {
    const { signed, waiting } = await sender.pass();
    // What waits after signing waits for a block: the follower's notice, not another try, brings it on.
    return { more: signed > 0 && !waiting };
  }, options);
}
