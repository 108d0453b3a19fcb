import { sql } from "kysely";
import { LogError } from "../../domain/log/errors.ts";
import { HASH_BYTES } from "../../domain/log/hash.ts";
import { consistencyRanges, inclusionRanges, type LeafRange } from "../../domain/log/ranges.ts";
import type { TileId, TileRows, TileSource } from "../../domain/log/tiles.ts";
import { hashRange, rowsOf, TILE_WIDTH, tilesOf } from "../../domain/log/tiles.ts";
import type { Tile } from "../../domain/log/tree.ts";
import { nativeSha256 } from "../native-sha256.ts";
import type { Queryable } from "./database.ts";

const TILE_BYTES = TILE_WIDTH * HASH_BYTES;

const keyOf = (id: TileId): string => `${id.level}/${id.index}`;

/** Reads tiles by name, in one query; those not there are left out. */
export async function readTiles(db: Queryable, logId: Uint8Array, ids: readonly TileId[]): Promise<Tile[]> {
  if (ids.length === 0) return [];
  const levels = ids.map((id) => id.level);
  const indexes = ids.map((id) => id.index);
  const { rows } = await sql<{ level: number; tile_index: string; hashes: Buffer }>`
    SELECT t.level, t.tile_index, t.hashes
    FROM unnest(${levels}::smallint[], ${indexes}::bigint[]) AS asked (level, tile_index)
    JOIN log_tile t USING (level, tile_index) WHERE t.log_id = ${Buffer.from(logId)}`.execute(db);
  return rows.map((row) => ({ level: row.level, index: Number(row.tile_index), hashes: row.hashes }));
}

/** Writes tiles as they stand after an append. The caller holds the log's row, so none is overtaken. */
export async function writeTiles(db: Queryable, logId: Uint8Array, tiles: readonly Tile[]): Promise<void> {
  const levels = tiles.map((tile) => tile.level);
  const indexes = tiles.map((tile) => tile.index);
  const hashes = tiles.map((tile) => Buffer.from(tile.hashes));
  await sql`
    INSERT INTO log_tile (log_id, level, tile_index, hashes)
    SELECT ${Buffer.from(logId)}::bytea, fresh.*
    FROM unnest(${levels}::smallint[], ${indexes}::bigint[], ${hashes}::bytea[]) AS fresh
    ON CONFLICT (log_id, level, tile_index) DO UPDATE SET hashes = EXCLUDED.hashes`.execute(db);
}

/** One leaf, and the size of the tree it is to be proved under. */
export interface AskedProof {
  readonly index: number;
  readonly size: number;
}

/**
 * Reads audit paths of many leaves, each lowest first, with one query for the tiles of all of them.
 *
 * @throws LogError `log.bad_range` for a leaf not under its size.
 */
export async function readInclusionProofs(
  db: Queryable,
  logId: Uint8Array,
  asked: readonly AskedProof[],
): Promise<Uint8Array[][]> {
  const paths = asked.map(({ index, size }) => inclusionRanges(index, size));
  const source = await tileSource(db, logId, paths.flat());
  // Paths of neighbours share most of their ranges; each is hashed once.
  const known = new Map<string, Uint8Array>();
  const hashOnce = (range: LeafRange): Uint8Array => {
    const key = `${range.start}-${range.end}`;
    const hash = known.get(key) ?? hashRange(range, source, nativeSha256);
    known.set(key, hash);
    return hash;
  };
  return paths.map((ranges) => ranges.map(hashOnce));
}

/**
 * Reads the proof that a size begins with a smaller one.
 *
 * @throws LogError `log.bad_range` for sizes out of order or larger than the log.
 */
export async function readConsistencyProof(
  db: Queryable,
  logId: Uint8Array,
  size1: number,
  size2: number,
): Promise<Uint8Array[]> {
  return await readRanges(db, logId, consistencyRanges(size1, size2));
}

/** Reads the root the log had at a size. */
export async function readRoot(db: Queryable, logId: Uint8Array, size: number): Promise<Uint8Array> {
  if (size < 1)
    throw new LogError("log.bad_range", "There is no root before the first entry.", { field: "size" });
  const [root] = await readRanges(db, logId, [{ start: 0, end: size }]);
  return root!;
}

async function readRanges(
  db: Queryable,
  logId: Uint8Array,
  ranges: readonly LeafRange[],
): Promise<Uint8Array[]> {
  const source = await tileSource(db, logId, ranges);
  return ranges.map((range) => hashRange(range, source, nativeSha256));
}

/** Rows of full tiles above the leaves, by log and name: a few of them are in nearly every proof, and none ever changes. */
const keptRows = new WeakMap<Queryable, Map<string, TileRows>>();

/** A tile's rows take 16 KiB; so many are enough for 16 million entries. */
const MOST_KEPT = 256;

/** All tiles these ranges need, each read once. */
async function tileSource(
  db: Queryable,
  logId: Uint8Array,
  ranges: readonly LeafRange[],
): Promise<TileSource> {
  const kept = keptRows.get(db) ?? new Map<string, TileRows>();
  keptRows.set(db, kept);
  const log = Buffer.from(logId).toString("hex");
  const nameOf = (id: TileId): string => `${log}/${keyOf(id)}`;
  const unread = tilesOf(ranges).filter((id) => !kept.has(nameOf(id)));
  const tiles = new Map<string, Uint8Array | TileRows>();
  for (const tile of await readTiles(db, logId, unread)) {
    const isKept = tile.level > 0 && tile.hashes.length === TILE_BYTES && kept.size < MOST_KEPT;
    const rows = isKept ? rowsOf(tile.hashes, nativeSha256) : null;
    if (rows !== null) kept.set(nameOf(tile), rows);
    tiles.set(keyOf(tile), rows ?? tile.hashes);
  }
  return (id) => tiles.get(keyOf(id)) ?? kept.get(nameOf(id));
}
