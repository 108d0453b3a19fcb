/**
 * Reads a log back from what it published. Nothing a source says is believed: entries must lead to a root the log signed, and
 * that to every root the contract and others were shown.
 */
import { bytesToHex, equalBytes } from "./bytes.ts";
import { type CheckedCheckpoint, checkedCheckpoint } from "./contract-calls.ts";
import type { Entry } from "./entry.ts";
import { decodeBundle } from "./entry-bundle.ts";
import { readPublishedEntry } from "./entry-rules.ts";
import { LogError } from "./errors.ts";
import { leafHash, type Sha256 } from "./hash.ts";
import type { LogIdentity } from "./log-identity.ts";
import { verifyConsistency } from "./proofs.ts";
import { consistencyRanges } from "./ranges.ts";
import { bundlePath, hashRange, TILE_WIDTH, type TileId, tilePath, tilesOf, tileWidth } from "./tiles.ts";

/** Why nothing is recovered. */
export type RefusalKind =
  | "no_source"
  | "not_signed"
  | "behind_chain"
  | "behind_seen"
  | "other_history"
  | "chain_differs"
  | "tree_differs"
  | "withheld"
  | "altered"
  | "forked_on_chain"
  | "period_ended"
  | "successor_unknown"
  | "keys_missing"
  | "database_damaged";

/** Thrown where going on would be a fork, or would take in what nobody signed for. */
export class RecoveryRefused extends Error {
  readonly kind: RefusalKind;

  constructor(kind: RefusalKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** A copy of the log, under the name its operator gave it. Rejects when it is out of reach. */
export interface NamedSource {
  readonly name: string;
  checkpoint(): Promise<string>;
  /** A tile or bundle by its path below the log; null when there is none. */
  tile(path: string): Promise<Uint8Array | null>;
}

/** A size and root that somebody was shown. */
export interface Shown {
  readonly size: number;
  /** Lower-case hex. */
  readonly root: string;
  /** By or to whom, as it is to be told. */
  readonly by: string;
}

/**
 * Reads a checkpoint this log signed.
 *
 * @throws RecoveryRefused `not_signed`.
 */
export function readShown(log: LogIdentity, note: string, by: string): Shown {
  const { size, root } = checked(log, note, by);
  return { size, root: bytesToHex(root), by };
}

function checked(log: LogIdentity, note: string, by: string): CheckedCheckpoint {
  try {
    return checkedCheckpoint(note, log);
  } catch (error) {
    if (error instanceof LogError) throw new RecoveryRefused("not_signed", `${by}: ${error.message}`);
    throw error;
  }
}

/**
 * Reads which root the source's tree had at a smaller size, proved by its tiles to belong to the checkpoint it shows.
 *
 * @returns Lower-case hex; null where its tiles do not prove it.
 */
export async function rootBefore(
  log: LogIdentity,
  source: NamedSource,
  size: number,
): Promise<string | null> {
  const shown = checked(log, await source.checkpoint(), source.name);
  if (shown.size < size) return null;
  const whole = { start: 0, end: size };
  const ranges = consistencyRanges(size, shown.size);
  const tiles = new Map<string, Uint8Array>();
  for (const id of tilesOf([whole, ...ranges])) {
    const bytes = await source.tile(tilePath(id, tileWidth(id, shown.size)));
    if (bytes === null) return null;
    tiles.set(tilePath(id), bytes);
  }
  try {
    const at = (id: TileId) => tiles.get(tilePath(id));
    const root = hashRange(whole, at);
    const proof = ranges.map((range) => hashRange(range, at));
    const claim = { size1: size, root1: root, size2: shown.size, root2: shown.root, proof };
    return verifyConsistency(claim) ? bytesToHex(root) : null;
  } catch (error) {
    if (error instanceof LogError) return null;
    throw error;
  }
}

/** An entry that was published. */
export interface PublishedEntry {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly leafHash: Uint8Array;
  readonly entry: Entry;
}

/** The part of a log that is to be read. */
export interface MissingRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads the entries of a range, a bundle at a time, from whichever source has them as its own tile says. That they belong to
 * the log is known only once their tree has led to the signed root.
 *
 * @throws RecoveryRefused `withheld` when no source has a bundle, `altered` when none has it right; and whatever the last
 * one is out of reach with.
 */
export async function* publishedEntries(
  { from, to }: MissingRange,
  sources: readonly NamedSource[],
  sha256?: Sha256,
): AsyncGenerator<PublishedEntry[]> {
  for (let at = from; at < to; ) {
    const first = at - (at % TILE_WIDTH);
    const width = Math.min(TILE_WIDTH, to - first);
    const bundle = await bundleOf(sources, first, width, sha256);
    yield bundle.slice(at - first);
    at = first + width;
  }
}

async function bundleOf(
  sources: readonly NamedSource[],
  first: number,
  width: number,
  sha256: Sha256 | undefined,
): Promise<PublishedEntry[]> {
  const path = bundlePath(first / TILE_WIDTH, width);
  let failure: unknown = new RecoveryRefused("withheld", `No source has ${path}.`);
  for (const source of sources) {
    try {
      const bytes = await source.tile(path);
      if (bytes === null) continue;
      const entries = readEntries(bytes, first, width, sha256);
      await holdAgainstTile(source, entries, first, width);
      return entries;
    } catch (error) {
      // One that is damaged, or out of reach, keeps nobody from the next.
      failure =
        error instanceof LogError
          ? new RecoveryRefused("altered", `${source.name}: ${path}: ${error.message}`)
          : error;
    }
  }
  throw failure;
}

function readEntries(
  bytes: Uint8Array,
  first: number,
  width: number,
  sha256: Sha256 | undefined,
): PublishedEntry[] {
  const entries = decodeBundle(bytes);
  if (entries.length !== width)
    throw new LogError("log.bad_tile", `It has ${entries.length} entries instead of ${width}.`);
  return entries.map((entry, at) => ({
    index: first + at,
    bytes: entry,
    leafHash: leafHash(entry, sha256),
    entry: readPublishedEntry(entry),
  }));
}

/** The signed root judges all entries at once; the tile beside them tells which bundle is the wrong one. */
async function holdAgainstTile(
  source: NamedSource,
  entries: readonly PublishedEntry[],
  first: number,
  width: number,
): Promise<void> {
  const hashes = await source.tile(tilePath({ level: 0, index: first / TILE_WIDTH }, width));
  if (hashes === null) return;
  const wrong = entries.find(
    ({ leafHash: leaf }, at) => !equalBytes(leaf, hashes.subarray(at * 32, at * 32 + 32)),
  );
  if (wrong !== undefined)
    throw new LogError("log.bad_tile", `Entry ${wrong.index} is not what its leaf was made of.`);
}
