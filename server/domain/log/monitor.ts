/**
 * What a monitor holds against a log: whoever was shown two stories, an altered tile or a broken promise has it in hand.
 * Reads through a source it does not trust and goes on from nothing but its own state.
 */
import { bytesToHex, equalBytes, fromHex } from "./bytes.ts";
import type { ChainLog } from "./chain-log.ts";
import { type CheckedCheckpoint, checkedCheckpoint } from "./contract-calls.ts";
import { parseEntry } from "./entry.ts";
import { decodeBundle } from "./entry-bundle.ts";
import { LogError } from "./errors.ts";
import { leafHash } from "./hash.ts";
import type { LogIdentity } from "./log-identity.ts";
import { verifyConsistency } from "./proofs.ts";
import { consistencyRanges } from "./ranges.ts";
import { bundlePath, hashRange, TILE_WIDTH, type TileId, tilePath, tilesOf, tileWidth } from "./tiles.ts";
import { edgeTiles, type Tile, TreeEdge } from "./tree.ts";

export type AlarmKind =
  | "bad_signature"
  | "shrunk"
  | "two_roots"
  | "tile_differs"
  | "bad_entry"
  | "withheld"
  | "chain_root_differs"
  | "chain_ahead"
  | "witness_differs"
  | "overdue_promise"
  | "forked_on_chain";

/** Thrown for misbehaviour of the log; what is out of reach is thrown as something else. */
export class Alarm extends Error {
  readonly kind: AlarmKind;
  /** The signed notes that prove it, or are the nearest to it. */
  readonly checkpoints: readonly string[];

  constructor(kind: AlarmKind, message: string, checkpoints: readonly string[] = []) {
    super(message);
    this.kind = kind;
    this.checkpoints = checkpoints;
  }
}

/** Where the log is read from. Rejects with something else than an {@link Alarm} when out of reach. */
export interface LogSource {
  checkpoint(): Promise<string>;
  /** A tile or bundle by its path below the log; null when the log says it has none. */
  tile(path: string): Promise<Uint8Array | null>;
}

/** What a monitor remembers. */
export interface Followed {
  readonly size: number;
  /** Signed note of that size; empty before the first. */
  readonly note: string;
  /** Unfinished tiles of the tree as this monitor computed them. */
  readonly tiles: readonly Tile[];
  /** Overdue promises the contract had counted when last asked. */
  readonly overdueCount: number;
}

export const NOTHING_FOLLOWED: Followed = { size: 0, note: "", tiles: [], overdueCount: 0 };

/**
 * Reads the log's newest checkpoint, recomputes every tile and the root from the entries themselves, and answers what to
 * remember.
 *
 * @throws Alarm for whatever the log did wrong.
 */
export async function followLog(log: LogIdentity, known: Followed, source: LogSource): Promise<Followed> {
  const note = await source.checkpoint();
  const shown = readShown(log, note);
  compareHeads(log, known, { ...shown, note });
  if (shown.size === known.size) return { ...known, note };
  const edge = new TreeEdge(known.size, known.tiles);
  while (edge.size < shown.size) await appendBundle(edge, shown.size, source, note);
  if (!equalBytes(edge.root(), shown.root))
    throw new Alarm(
      "tile_differs",
      `The entries up to ${shown.size} do not lead to the signed root.`,
      notes(known, note),
    );
  const tiles = edge.takeChanged().filter(({ level, index }) => isUnfinished({ level, index }, shown.size));
  return { ...known, size: shown.size, note, tiles };
}

const notes = (known: Followed, note: string): string[] => (known.note === "" ? [note] : [known.note, note]);

function readShown(log: LogIdentity, note: string): CheckedCheckpoint {
  try {
    return checkedCheckpoint(note, log);
  } catch (error) {
    if (error instanceof LogError) throw new Alarm("bad_signature", error.message, [note]);
    throw error;
  }
}

function compareHeads(
  log: LogIdentity,
  known: Followed,
  shown: { size: number; root: Uint8Array; note: string },
): void {
  if (known.size === 0) return;
  const { root } = checkedCheckpoint(known.note, log);
  const both = [known.note, shown.note];
  if (shown.size < known.size)
    throw new Alarm("shrunk", `The log shows size ${shown.size} after it showed ${known.size}.`, both);
  if (shown.size === known.size && !equalBytes(shown.root, root))
    throw new Alarm("two_roots", `The log signed two roots of size ${shown.size}.`, both);
}

/** Takes the entries of one bundle that are new, and holds the log's own tiles against what they hash to. */
async function appendBundle(edge: TreeEdge, size: number, source: LogSource, note: string): Promise<void> {
  const index = Math.floor(edge.size / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
  const entries = readBundle(await fetched(source, bundlePath(index, width), note), width, note);
  for (const entry of entries.slice(edge.size - index * TILE_WIDTH)) edge.append(leafHash(entry));
  for (const tile of edge.takeChanged()) {
    const path = tilePath(tile, tile.hashes.length / 32);
    const shown = await fetched(source, path, note);
    if (!equalBytes(shown, tile.hashes))
      throw new Alarm("tile_differs", `The log's ${path} is not what its entries hash to.`, [note]);
  }
}

function readBundle(bytes: Uint8Array, width: number, note: string): Uint8Array[] {
  try {
    const entries = decodeBundle(bytes);
    if (entries.length !== width)
      throw new LogError("log.bad_tile", `A bundle of ${width} has ${entries.length}.`);
    for (const entry of entries) parseEntry(asciiOf(entry));
    return entries;
  } catch (error) {
    throw new Alarm("bad_entry", error instanceof Error ? error.message : String(error), [note]);
  }
}

/** Entries are ASCII by their rules, so no decoder is needed; any other byte is refused by the parser. */
const asciiOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

async function fetched(source: LogSource, path: string, note: string): Promise<Uint8Array> {
  const bytes = await source.tile(path);
  if (bytes !== null) return bytes;
  throw new Alarm("withheld", `The log signed a size for which it does not show ${path}.`, [note]);
}

const isUnfinished = (id: TileId, size: number): boolean =>
  edgeTiles(size).some(({ level, index }) => level === id.level && index === id.index);

/**
 * Computes the root the log had at an earlier size from its tiles, and proves it a beginning of what is known.
 *
 * @throws Alarm when the tiles do not belong to the signed root.
 */
export async function rootAtSize(
  log: LogIdentity,
  known: Followed,
  source: LogSource,
  size: number,
): Promise<string> {
  const { root } = checkedCheckpoint(known.note, log);
  if (size === known.size) return bytesToHex(root);
  const whole = { start: 0, end: size };
  const ranges = consistencyRanges(size, known.size);
  const tiles = new Map<string, Uint8Array>();
  for (const id of tilesOf([whole, ...ranges])) {
    const path = tilePath(id, tileWidth(id, known.size));
    tiles.set(`${id.level}/${id.index}`, await fetched(source, path, known.note));
  }
  const at = ({ level, index }: TileId) => tiles.get(`${level}/${index}`);
  const earlier = hashRange(whole, at);
  const proof = ranges.map((range) => hashRange(range, at));
  if (verifyConsistency({ size1: size, root1: earlier, size2: known.size, root2: root, proof }))
    return bytesToHex(earlier);
  throw new Alarm("tile_differs", `The log's tiles of size ${size} do not lead to its signed root.`, [
    known.note,
  ]);
}

/**
 * Holds the log against the contract.
 *
 * @throws Alarm when the two differ, or when the contract has recorded misbehaviour since.
 */
export async function compareWithContract(
  log: LogIdentity,
  known: Followed,
  source: LogSource,
  chain: ChainLog,
): Promise<Followed> {
  const alarm = (kind: AlarmKind, message: string) =>
    new Alarm(kind, message, notes(known, known.note).slice(0, 1));
  if (chain.isForked) throw alarm("forked_on_chain", "The contract has marked the log as forked.");
  if (chain.overdueCount > known.overdueCount)
    throw alarm(
      "overdue_promise",
      `The contract counts ${chain.overdueCount} promises that were never kept.`,
    );
  if (chain.size > known.size)
    throw alarm("chain_ahead", `The contract anchored size ${chain.size}, the log shows only ${known.size}.`);
  if (chain.size > 0 && (await rootAtSize(log, known, source, chain.size)) !== chain.root)
    throw alarm("chain_root_differs", `The contract anchored another root of size ${chain.size}.`);
  return { ...known, overdueCount: chain.overdueCount };
}

/**
 * Holds the log against a checkpoint that somebody else was shown, as a witness or another monitor keeps it.
 *
 * @returns False when that checkpoint is ahead of what is known and can only be judged later.
 * @throws Alarm when both cannot be of one history.
 */
export async function compareWithOther(
  log: LogIdentity,
  known: Followed,
  source: LogSource,
  other: string,
): Promise<boolean> {
  const theirs = readShown(log, other);
  if (theirs.size > known.size) return false;
  if (theirs.size === 0 || (await rootAtSize(log, known, source, theirs.size)) === bytesToHex(theirs.root))
    return true;
  const message = `Somebody else was shown another root of size ${theirs.size}.`;
  throw new Alarm("witness_differs", message, [known.note, other]);
}

/** Spells what is remembered as JSON. */
export function formatFollowed({ tiles, ...rest }: Followed): string {
  const hex = tiles.map(({ level, index, hashes }) => ({ level, index, hashes: bytesToHex(hashes) }));
  return JSON.stringify({ v: "redress.monitor/1", ...rest, tiles: hex }, null, 2);
}

/** Reads what {@link formatFollowed} wrote. @throws LogError `log.bad_encoding`. */
export function parseFollowed(text: string): Followed {
  const { v, size, note, overdueCount, tiles } = JSON.parse(text) as Omit<Followed, "tiles"> & {
    v: string;
    tiles: { level: number; index: number; hashes: string }[];
  };
  if (v !== "redress.monitor/1") throw new LogError("log.bad_encoding", "This is no state of a monitor.");
  return {
    ...{ size, note, overdueCount },
    tiles: tiles.map((tile) => ({ ...tile, hashes: fromHex(tile.hashes, "tiles.hashes") })),
  };
}
