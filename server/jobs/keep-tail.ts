import type { LogPublisher } from "../app/log-ports.ts";
import { parseCheckpoint } from "../domain/log/checkpoint.ts";
import { TILE_WIDTH } from "../domain/log/tiles.ts";
import { type LoopOptions, type RunningJob, startLoop } from "./loop.ts";

/** Where the tail of a log is kept beside the database. */
export interface TailStore {
  note(): Promise<string | null>;
  keep(
    note: string,
    bundles: readonly { readonly index: number; readonly width: number; readonly bytes: Uint8Array }[],
    firstIndex: number,
  ): Promise<void>;
}

export interface KeepTailDeps {
  /** The logs that are not sealed. */
  readonly logs: () => Promise<readonly { readonly publisher: LogPublisher; readonly tail: TailStore }[]>;
  /** Entries past the last anchor from which the next one is on its way at once, with copies of them all. */
  readonly mostEntries: number;
}

/** Keeps what was published since the last anchor. A pass is due only when it is woken: after a batch was committed. */
export function keepTail({ logs, mostEntries }: KeepTailDeps, options: LoopOptions): RunningJob {
  let isDue = false;
  const job = startLoop(async () => {
    if (!isDue) return { more: false };
    isDue = false;
    try {
      for (const { publisher, tail } of await logs()) await keepTailOf(publisher, tail, mostEntries);
    } catch (error) {
      isDue = true;
      throw error;
    }
    return { more: false };
  }, options);
  const wake = () => {
    isDue = true;
    job.wake();
  };
  return { wake, stop: job.stop };
}

/** Keeps the newest checkpoint of one log and the entries between it and the last anchor. */
export async function keepTailOf(
  publisher: LogPublisher,
  tail: TailStore,
  mostEntries: number,
): Promise<void> {
  const head = await publisher.checkpoint();
  if (head === null) return;
  const anchored = (await publisher.anchors(1))[0]?.size ?? 0;
  const note = await tail.note();
  const kept = note === null ? 0 : parseCheckpoint(note).size;
  // Never less than what is kept: a database that went back is compared with it.
  if (head.size <= kept || head.size - anchored > mostEntries) return;
  const firstIndex = Math.floor(anchored / TILE_WIDTH);
  const from = Math.max(firstIndex, Math.floor(kept / TILE_WIDTH));
  const bundles = [];
  for (let index = from; index * TILE_WIDTH < head.size; index++) {
    const width = Math.min(TILE_WIDTH, head.size - index * TILE_WIDTH);
    bundles.push({ index, width, bytes: (await publisher.bundle(index, width))! });
  }
  await tail.keep(head.note, bundles, firstIndex);
}
