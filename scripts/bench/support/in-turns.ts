import { setTimeout as delay } from "node:timers/promises";

/** Pieces of work of one kind, done a few at a time. */
export interface Load {
  readonly works: readonly (() => Promise<unknown>)[];
  /** Units that each piece counts for. */
  readonly unitsEach: number;
  readonly atOnce: number;
}

const TURNS = 4;

/**
 * Measures loads against each other in turns, so that a machine that is faster one minute than the next is so for all
 * of them. The first of five parts of each load is done before and not counted: code and caches are then as they are on a
 * server that has run for a while.
 *
 * @param settled Waits until nothing of the turn before is being done any more.
 * @param onCounted Hears that what is done from now on counts.
 * @returns Units a second of each load.
 */
export async function inTurns(
  loads: readonly Load[],
  settled: () => Promise<void>,
  onCounted: () => void = () => {},
): Promise<number[]> {
  const spentMs = loads.map(() => 0);
  const done = loads.map(() => 0);
  for (let turn = 0; turn <= TURNS; turn++) {
    if (turn === 1) onCounted();
    for (const [at, load] of loads.entries()) {
      await settled();
      const part = partOf(load.works, turn);
      const ms = await spend(part, load.atOnce);
      if (turn === 0) continue;
      spentMs[at]! += ms;
      done[at]! += part.length * load.unitsEach;
    }
  }
  return loads.map((_, at) => (done[at]! * 1000) / spentMs[at]!);
}

function partOf<T>(all: readonly T[], turn: number): readonly T[] {
  const size = Math.floor(all.length / (TURNS + 1));
  return all.slice(turn * size, (turn + 1) * size);
}

async function spend(works: readonly (() => Promise<unknown>)[], atOnce: number): Promise<number> {
  // Connections that the server let go of meanwhile are noticed before they are used.
  await delay(100);
  const start = performance.now();
  let next = 0;
  const lane = async () => {
    for (let work = works[next++]; work !== undefined; work = works[next++]) await work();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return performance.now() - start;
}
