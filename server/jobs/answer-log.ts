import type { Answering } from "../app/answer-log.ts";
import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";

/** What a pass did, for whoever sends chain calls or counts. */
export type AnswerOptions = LoopOptions & { readonly onSent?: () => void };

/** Answers challenges and requests for as long as the server runs. Safe in many processes: a pass may be taken twice. */
export function answerLog(answering: Answering, { onSent, ...options }: AnswerOptions): RunningJob {
  return startLoop(async () => {
    const { sent } = await answering.pass();
    if (sent > 0) onSent?.();
    return { more: false };
  }, options);
}
