import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";

interface Stamps {
  next(): Promise<{ readonly size: number; readonly text: string } | null>;
  keep(size: number, stamp: { readonly token: Uint8Array; readonly at: Date }): Promise<void>;
}

export interface StampDeps {
  /** Those of every log, oldest first: a log that was sealed may still wait for the stamp of its last checkpoint. */
  readonly books: () => Promise<readonly Stamps[]>;
  /** Asks the authority; throws while it does not answer. */
  readonly ask: (message: Uint8Array) => Promise<{ readonly token: Uint8Array; readonly at: Date }>;
}

/** Has anchored checkpoints stamped by another authority, one after the other. Running twice costs a token more. */
export function stampLog({ ask, books }: StampDeps, options: LoopOptions): RunningJob {
  return startLoop(async () => {
    let more = false;
    for (const book of await books()) {
      const waiting = await book.next();
      if (waiting === null) continue;
      await book.keep(waiting.size, await ask(new TextEncoder().encode(waiting.text)));
      more = true;
    }
    return { more };
  }, options);
}
