import { bytesToHex } from "../domain/log/bytes.ts";
import type { ChainLog } from "../domain/log/chain-log.ts";
import type { Sha256 } from "../domain/log/hash.ts";
import type { LogIdentity } from "../domain/log/log-identity.ts";
import {
  type NamedSource,
  type PublishedEntry,
  publishedEntries,
  RecoveryRefused,
  rootBefore,
  type Shown,
} from "../domain/log/recovery.ts";
import { requestedEntries } from "../domain/log/requested.ts";

/** A log in the database, held against all who would append to it. */
export interface RecoveringLog {
  /** Entries it had when it was taken hold of. */
  readonly size: number;
  /** Appends published entries in their order; answers how many of them were known as accepted. */
  append(entries: readonly PublishedEntry[]): Promise<number>;
  /** Root at a size up to what was appended, lower-case hex. */
  rootAt(size: number): Promise<string>;
  /** Makes what was appended the log's head, and signs the checkpoints of these sizes again. */
  finish(sizes: readonly number[]): Promise<void>;
  /** Erases documents the log says were erased; answers how many still were there. */
  erase(erased: readonly Erased[]): Promise<number>;
}

/** An `erasure` entry. Hashes in lower-case hex. */
export interface Erased {
  readonly document: string;
  readonly entry: string;
  /** To the minute. */
  readonly at: Date;
}

/** One log as it was published, and as others were shown it. */
export interface PublishedPeriod {
  readonly log: LogIdentity;
  readonly chain: ChainLog;
  readonly sources: readonly NamedSource[];
  /** The newest checkpoint of each source. */
  readonly shown: readonly Shown[];
  /** What others were shown. */
  readonly seen: readonly Shown[];
  /** Sizes and roots anchored since the backup, oldest first. */
  readonly anchors: readonly Shown[];
}

/** How entries are read, and who hears of it. */
export interface RecoveryReading {
  readonly sha256?: Sha256;
  /** Hears how many entries were appended so far, and how many there are to be. */
  readonly onProgress?: (done: number, of: number) => void;
}

export interface RecoveryReport {
  /** Size of the log before and after. */
  readonly from: number;
  readonly to: number;
  /** Size the contract has anchored. */
  readonly anchored: number;
  /** Of the appended entries those whose statement, salt and promise the database still had. */
  readonly known: number;
  /** Anchors made since that are named again in receipts. */
  readonly anchors: number;
  /** Documents erased again. */
  readonly erased: number;
}

/** Size up to which the sources show a log. */
export const reachOf = ({ shown }: Pick<PublishedPeriod, "shown">): number =>
  Math.max(0, ...shown.map(({ size }) => size));

/**
 * Brings one log up to what was published, in the transaction that holds it. Safe to repeat.
 *
 * @throws RecoveryRefused when a source, the contract or somebody else was shown another history, or a longer one.
 */
export async function recoverLog(
  period: PublishedPeriod,
  log: RecoveringLog,
  reading: RecoveryReading,
): Promise<RecoveryReport> {
  const { anchors, chain, seen, shown } = period;
  const { size, root } = chain;
  const to = reachOf(period);
  const end = Math.max(to, log.size);
  const all = [...shown, ...seen, ...anchors, { size, root, by: "the contract" }];
  refuseShort(all, end);
  refusePastSeal(period, end);
  const sources = [...period.sources].sort((a, b) => sizeOf(shown, b) - sizeOf(shown, a));
  if (to > log.size) await holdBeginning(period.log, log, sources);
  const appended = await append(sources, reading, log, to);
  await holdAgainst(all, log);
  const since = anchors.filter((anchor) => anchor.size > log.size);
  await log.finish([...new Set([...since.map((anchor) => anchor.size), end])]);
  const erased = await log.erase(appended.erased);
  return { from: log.size, to: end, anchored: size, known: appended.known, anchors: since.length, erased };
}

const sizeOf = (shown: readonly Shown[], { name }: NamedSource): number =>
  shown.find(({ by }) => by === name)?.size ?? 0;

/** Signing on from a smaller size than somebody was shown would sign a second root of that size. */
function refuseShort(all: readonly Shown[], end: number): void {
  const longest = all.reduce((most, one) => (one.size > most.size ? one : most));
  if (longest.size <= end) return;
  const kind = longest.by === "the contract" ? "behind_chain" : "behind_seen";
  throw new RecoveryRefused(
    kind,
    `The sources reach size ${end}, but ${longest.by} has ${longest.size}: give a source that reaches it.`,
  );
}

/** A log is anchored to its last entry before it is sealed, and its successor begins with that very checkpoint. */
function refusePastSeal({ chain, log }: PublishedPeriod, end: number): void {
  if (!chain.isSealed || end <= chain.size) return;
  throw new RecoveryRefused(
    "chain_differs",
    `${log.origin} was sealed at size ${chain.size}, and its keys have signed size ${end}.`,
  );
}

/** Entries that do not begin with what the database has could lead nowhere; said before they are read. */
async function holdBeginning(
  identity: LogIdentity,
  log: RecoveringLog,
  sources: readonly NamedSource[],
): Promise<void> {
  if (log.size === 0) return;
  for (const source of sources) {
    const theirs = await rootBefore(identity, source, log.size);
    if (theirs === null) continue;
    if (theirs === (await log.rootAt(log.size))) return;
    throw new RecoveryRefused(
      "other_history",
      `At size ${log.size} the database has another root than ${source.name}: it is no backup of this log.`,
    );
  }
}

async function append(
  sources: readonly NamedSource[],
  { sha256, onProgress }: RecoveryReading,
  log: RecoveringLog,
  to: number,
): Promise<{ known: number; erased: Erased[] }> {
  let known = 0;
  const erased: Erased[] = [];
  const isRequested = requestedEntries();
  for await (const entries of publishedEntries({ from: log.size, to }, sources, sha256)) {
    known += await log.append(entries);
    // What a stranger had taken in through the contract may call itself an erasure: nobody here asked for it.
    const own = entries.filter(
      ({ entry, leafHash }) => !isRequested({ entry, leafHash: bytesToHex(leafHash) }),
    );
    erased.push(...own.flatMap(erasedBy));
    onProgress?.(entries.at(-1)!.index + 1 - log.size, to - log.size);
  }
  return { known, erased };
}

function erasedBy({ entry, leafHash }: PublishedEntry): Erased[] {
  if (entry.type !== "erasure" || entry.previous === undefined) return [];
  return [{ document: entry.previous, entry: bytesToHex(leafHash), at: new Date(entry.receivedAt) }];
}

/** What was appended counts only now that its tree is seen to be the one everybody was shown. */
async function holdAgainst(all: readonly Shown[], log: RecoveringLog): Promise<void> {
  const inOrder = [...all].filter(({ size }) => size > 0).sort((a, b) => a.size - b.size);
  for (const { size, root, by } of inOrder) {
    if ((await log.rootAt(size)) === root) continue;
    if (size <= log.size)
      throw new RecoveryRefused("other_history", `At size ${size} the database has another root than ${by}.`);
    const kind = by === "the contract" ? "chain_differs" : "tree_differs";
    throw new RecoveryRefused(kind, `The entries read up to ${size} do not lead to the root of ${by}.`);
  }
}
