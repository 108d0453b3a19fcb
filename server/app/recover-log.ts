import { bytesToHex } from "../domain/log/bytes.ts";
import type { ChainLog } from "../domain/log/chain-log.ts";
import type { Sha256 } from "../domain/log/hash.ts";
import type { LogIdentity } from "../domain/log/log-identity.ts";
import {
  type NamedSource,
  type PublishedEntry,
  publishedEntries,
  RecoveryRefused,
  readShown,
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

export interface RecoveryDeps {
  readonly log: LogIdentity;
  readonly sources: readonly NamedSource[];
  /** What others were shown. */
  readonly seen: readonly Shown[];
  readonly chain: {
    readonly log: () => Promise<ChainLog>;
    /** Sizes and roots anchored lately, oldest first. */
    readonly anchors: () => Promise<readonly Shown[]>;
  };
  /** Runs the work in one transaction: all of it is kept, or with `false` nothing. */
  readonly hold: <T>(work: (log: RecoveringLog) => Promise<T>, keep: boolean) => Promise<T>;
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

/**
 * Brings a log whose database was restored up to what was published: all in one transaction, or nothing. Safe to repeat.
 *
 * @param keep False to check everything and change nothing.
 * @throws RecoveryRefused when a source, the contract or somebody else was shown another history, or a longer one.
 */
export async function recoverLog(deps: RecoveryDeps, keep: boolean): Promise<RecoveryReport> {
  const chain = await deps.chain.log();
  refuseUnusable(chain);
  const shown = await readAll(deps);
  const to = Math.max(0, ...shown.map(({ size }) => size));
  const anchors = await deps.chain.anchors();
  const { size, root } = chain;
  const all = [...shown, ...deps.seen, ...anchors, { size, root, by: "the contract" }];
  const from = [...deps.sources].sort((a, b) => sizeOf(shown, b) - sizeOf(shown, a));
  return await deps.hold(async (log) => {
    const end = Math.max(to, log.size);
    refuseShort(all, end);
    if (to > log.size) await holdBeginning(deps.log, log, from);
    const appended = await append({ ...deps, sources: from }, log, to);
    await holdAgainst(all, log);
    const since = anchors.filter((anchor) => anchor.size > log.size);
    await log.finish([...new Set([...since.map((anchor) => anchor.size), end])]);
    const erased = await log.erase(appended.erased);
    return { from: log.size, to: end, anchored: size, known: appended.known, anchors: since.length, erased };
  }, keep);
}

const sizeOf = (shown: readonly Shown[], { name }: NamedSource): number =>
  shown.find(({ by }) => by === name)?.size ?? 0;

function refuseUnusable({ isForked, isSealed, successor }: ChainLog): void {
  if (isForked)
    throw new RecoveryRefused(
      "forked_on_chain",
      "The contract has marked the log as forked: it cannot go on.",
    );
  if (isSealed || /[^0]/.test(successor))
    throw new RecoveryRefused(
      "period_ended",
      "The log's period has ended on the chain: only a database from after that can go on in its successor.",
    );
}

async function readAll({ log, sources }: RecoveryDeps): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (const source of sources) shown.push(readShown(log, await source.checkpoint(), source.name));
  return shown;
}

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
  { sources, sha256, onProgress }: RecoveryDeps,
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
