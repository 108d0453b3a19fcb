import type { Answering } from "../app/answer-log.ts";
import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";

/** Answers challenges and requests for as long as the server runs. Safe in many processes: a pass may be taken twice. */
export function answerLog(answering: Answering, options: LoopOptions): RunningJob {
  return startLoop(async () => {
    await answering.pass();
    return { more: false };
  }, options);
}
