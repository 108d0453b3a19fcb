/** What somebody who reads all that is published can try, to find out which cases are of one consumer. */

/** One entry as published, with what its public receipt adds: a value for each path. */
export type Published = Readonly<Record<string, string | number>>;

/** Entries of one case. */
export type PublishedCase = readonly Published[];

/** How likely two cases are one consumer's, the higher the likelier. */
type Score = (a: number, b: number) => number;

const PIECE = 12;

/**
 * The ways known to us, each a score over pairs of cases. The place in the log, and with it the audit path, is a way of its
 * own: an order there always is.
 */
export function waysToLink(cases: readonly PublishedCase[]): Record<string, Score> {
  const paths = new Set(cases.flat().flatMap((entry) => Object.keys(entry)));
  const fields = [...paths].filter((path) => !isPlace(path));
  const marks = (of: (entry: Published) => string[]) => cases.map((entries) => new Set(entries.flatMap(of)));
  return {
    ...Object.fromEntries(
      fields.map((path) => [`equal ${path}`, sharing(marks((entry) => [String(entry[path])]))]),
    ),
    "text in common": sharing(marks(piecesOf)),
    "an entry of the other as previous": sharing(marks(namesOf)),
    "first entries at one time": closeness(cases, (entry) => Date.parse(String(entry["promise.promisedBy"]))),
    "first entries beside each other": closeness(cases, (entry) => Number(entry["inclusion.index"])),
  };
}

const isPlace = (path: string): boolean => path.startsWith("inclusion.");

/** Pieces of any value, whatever field it is in: the same key, name or number in two places. */
const piecesOf = (entry: Published): string[] =>
  Object.entries(entry).flatMap(([path, value]) => {
    const text = String(value);
    const count = isPlace(path) ? 0 : Math.max(0, text.length - PIECE + 1);
    return Array.from({ length: count }, (_, at) => text.slice(at, at + PIECE));
  });

const namesOf = ({ leafHash, "entry.previous": previous }: Published): string[] =>
  [leafHash, previous].filter((name) => name !== undefined).map(String);

/** What few share counts more than what many do, and what all share nothing. */
function sharing(marks: readonly ReadonlySet<string>[]): Score {
  const holders = new Map<string, number>();
  for (const own of marks) for (const mark of own) holders.set(mark, (holders.get(mark) ?? 0) + 1);
  return (a, b) => {
    let sum = 0;
    for (const mark of marks[a]!) if (marks[b]!.has(mark)) sum += Math.log(marks.length / holders.get(mark)!);
    return sum;
  };
}

/** How near each other the least values of two cases are. */
function closeness(cases: readonly PublishedCase[], of: (entry: Published) => number): Score {
  const firsts = cases.map((entries) => Math.min(...entries.map(of)));
  return (a, b) => -Math.abs(firsts[a]! - firsts[b]!);
}

/** How well a score tells pairs of one consumer from all others. */
export interface Success {
  /** Chance that a pair of one consumer scores above a pair of two, ties counting half: 0.5 is a coin's. */
  readonly auc: number;
  /** Cases whose best-scored partner is the right one; where several are best, one of them is drawn. */
  readonly hits: number;
}

/** @param consumerOf Whose each case is. */
export function successOf(score: Score, consumerOf: readonly number[]): Success {
  const own: number[] = [];
  const others: number[] = [];
  let hits = 0;
  for (const a of consumerOf.keys()) {
    const scored = [...consumerOf.keys()].filter((b) => b !== a).map((b) => ({ b, score: score(a, b) }));
    for (const { b, score } of scored) (consumerOf[a] === consumerOf[b] ? own : others).push(score);
    const best = Math.max(...scored.map((one) => one.score));
    const drawn = scored.filter((one) => one.score === best);
    hits += drawn.filter(({ b }) => consumerOf[a] === consumerOf[b]).length / drawn.length;
  }
  return { auc: areaUnder(own, others), hits };
}

function areaUnder(own: readonly number[], others: readonly number[]): number {
  let above = 0;
  for (const one of own) for (const other of others) above += one > other ? 1 : one === other ? 0.5 : 0;
  return above / (own.length * others.length);
}

/** A sequence of numbers in [0, 1) that a seed fixes (xorshift, 32 bits). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
