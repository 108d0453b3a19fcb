/** Seeded chance: the same seed gives the same world on every machine. */
export interface Dice {
  /** In [0, 1). */
  roll(): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** In [low, high). */
  between(low: number, high: number): number;
  /** Whole number from low to high, both included. */
  whole(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  /** Exponentially distributed with this mean: most are short, a few are long. */
  wait(mean: number): number;
}

/** Makes dice of a seed (mulberry32). */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number) => low + roll() * (high - low);
  return {
    roll,
    chance: (probability) => roll() < probability,
    between,
    whole: (low, high) => Math.floor(between(low, high + 1)),
    pick: (list) => list[Math.floor(roll() * list.length)]!,
    wait: (mean) => -mean * Math.log(1 - roll()),
  };
}
