import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";

export interface StampDeps {
  readonly book: {
    next(): Promise<{ readonly size: number; readonly text: string } | null>;
    keep(size: number, stamp: { readonly token: Uint8Array; readonly at: Date }): Promise<void>;
  };
  /** Asks the authority; throws while it does not answer. */
  readonly ask: (message: Uint8Array) => Promise<{ readonly token: Uint8Array; readonly at: Date }>;
}

/** Has anchored checkpoints stamped by another authority, one after the other. Running twice costs a token more. */
export function stampLog({ ask, book }: StampDeps, options: LoopOptions): RunningJob {
  return startLoop(async () => {
    const waiting = await book.next();
    if (waiting === null) return { more: false };
    await book.keep(waiting.size, await ask(new TextEncoder().encode(waiting.text)));
    return { more: true };
  }, options);
}
