/** One measured figure beside what it is compared with; the ratio carries over to other machines, the figures do not. */
export interface Row {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  /** What `reference` is: a bare operation measured in the same run, or a bar that has to be kept. */
  readonly against: string;
  readonly reference: number;
}

/** A group of figures measured together. */
export interface Bench {
  readonly name: string;
  run(): Promise<Row[]>;
}

/** Runs work again and again for about `forMs` milliseconds and returns the runs per second. */
export async function perSecond(work: (round: number) => Promise<unknown>, forMs = 2_000): Promise<number> {
  await work(0);
  const start = performance.now();
  let rounds = 0;
  while (performance.now() - start < forMs) await work(++rounds);
  return (rounds * 1000) / (performance.now() - start);
}

/** Milliseconds that `work` takes: the median of `rounds` runs, after one to warm up. */
export async function medianMs(work: () => unknown, rounds = 21): Promise<number> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}
