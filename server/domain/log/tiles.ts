/** C2SP tlog-tiles: which tile holds what, and how tiles are named. Height 8: 256 hashes a full tile. */
import { LogError } from "./errors.ts";
import { HASH_BYTES, nodeHash, perfectRoot, type Sha256 } from "./hash.ts";
import type { LeafRange, TreeNode } from "./ranges.ts";
import { perfectNodes } from "./ranges.ts";

/** Hashes of a full tile. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

export interface TileId {
  /** Tile row: 0 holds leaf hashes, each one above holds the roots of full tiles below. */
  readonly level: number;
  readonly index: number;
}

/** The rows of a full tile: 256 hashes, then 128, and so on up to its root; worked out once for a tile read often. */
export type TileRows = readonly Uint8Array[];

/** Gives the hashes a tile has so far, 32 bytes each, or all rows of a full one. */
export type TileSource = (id: TileId) => Uint8Array | TileRows | undefined;

/** Works out the rows of a full tile. */
export function rowsOf(hashes: Uint8Array, sha256?: Sha256): TileRows {
  const rows = [hashes];
  for (let row = hashes; row.length > HASH_BYTES; rows.push(row)) row = rowAbove(row, sha256);
  return rows;
}

function rowAbove(row: Uint8Array, sha256?: Sha256): Uint8Array {
  const above = new Uint8Array(row.length / 2);
  for (let at = 0; at < row.length; at += 2 * HASH_BYTES)
    above.set(perfectRoot(row.subarray(at, at + 2 * HASH_BYTES), sha256), at / 2);
  return above;
}

/** How many hashes a level of a log of this size has. */
export function hashesAtLevel(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** How many hashes a tile has in a log of this size: 0 (not there yet) to 256 (full). */
export function tileWidth(id: TileId, size: number): number {
  const left = hashesAtLevel(id.level, size) - id.index * TILE_WIDTH;
  return Math.max(0, Math.min(TILE_WIDTH, left));
}

interface Placed {
  readonly tile: TileId;
  readonly firstHash: number;
  readonly hashes: number;
}

/** Where the bottom row of a perfect subtree lies: always within one tile. */
function place({ height, index }: TreeNode): Placed {
  const level = Math.floor(height / TILE_HEIGHT);
  const hashes = 2 ** (height % TILE_HEIGHT);
  const first = index * hashes;
  const tile = { level, index: Math.floor(first / TILE_WIDTH) };
  return { tile, firstHash: first % TILE_WIDTH, hashes };
}

/** Names each tile once that is needed to hash the ranges. */
export function tilesOf(ranges: readonly LeafRange[]): TileId[] {
  const tiles = ranges.flatMap(perfectNodes).map((node) => place(node).tile);
  return [...new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile])).values()];
}

/**
 * Hashes a range of leaves from tiles.
 *
 * @throws LogError `log.bad_tile` when a tile is missing or too narrow.
 */
export function hashRange(range: LeafRange, source: TileSource, sha256?: Sha256): Uint8Array {
  const roots = perfectNodes(range).map((node) => hashNode(node, source, sha256));
  return roots.reduceRight((right, left) => nodeHash(left, right, sha256));
}

function hashNode(node: TreeNode, source: TileSource, sha256?: Sha256): Uint8Array {
  const { tile, firstHash, hashes } = place(node);
  const found = source(tile);
  if (found !== undefined && !(found instanceof Uint8Array)) {
    const at = (firstHash / hashes) * HASH_BYTES;
    return found[Math.log2(hashes)]!.subarray(at, at + HASH_BYTES);
  }
  const row = found?.subarray(firstHash * HASH_BYTES, (firstHash + hashes) * HASH_BYTES);
  if (row?.length !== hashes * HASH_BYTES)
    throw new LogError("log.bad_tile", `Tile ${tilePath(tile)} lacks ${hashes} hashes from ${firstHash}.`);
  return perfectRoot(row, sha256);
}

/** Spells an index in groups of three digits, all but the last marked: 1234067 is `x001/x234/067`. */
function indexPath(index: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.{3}/g) ?? [];
  return groups.map((group, i) => (i === groups.length - 1 ? group : `x${group}`)).join("/");
}

/** Names a tile below `/log/`: `tile/<L>/<N>[.p/<W>]`. */
export function tilePath(id: TileId, width = TILE_WIDTH): string {
  return `tile/${id.level}/${indexPath(id.index)}${partial(width)}`;
}

/** Names a bundle of entries below `/log/`: `tile/entries/<N>[.p/<W>]`. */
export function bundlePath(index: number, width = TILE_WIDTH): string {
  return `tile/entries/${indexPath(index)}${partial(width)}`;
}

/** Where a tile or bundle stays, however many it holds: its path without the width. */
export const placeOf = (path: string): string => path.replace(/\.p\/\d+$/, "");

const partial = (width: number): string => (width === TILE_WIDTH ? "" : `.p/${width}`);

export interface TileName {
  readonly level: number | "entries";
  readonly index: number;
  readonly width: number;
}

/**
 * Reads what follows `/log/tile/`, in its one canonical spelling; null when it names no tile.
 * Levels go up to 7 here, which is more entries than a safe integer counts.
 */
export function parseTilePath(path: string): TileName | null {
  const match = /^(entries|[0-7])\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const level = match[1] === "entries" ? "entries" : Number(match[1]);
  const index = Number(match[2].replace(/[x/]/g, ""));
  const width = match[3] === undefined ? TILE_WIDTH : Number(match[3]);
  if (!Number.isSafeInteger(index) || indexPath(index) !== match[2]) return null;
  const isSpelled = match[3] === undefined ? true : width < TILE_WIDTH;
  return isSpelled ? { level, index, width } : null;
}
