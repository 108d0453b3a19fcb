import { LogError } from "./errors.ts";
import { EMPTY_ROOT, HASH_BYTES, perfectRoot, type Sha256 } from "./hash.ts";
import type { TileId } from "./tiles.ts";
import { hashesAtLevel, hashRange, TILE_WIDTH } from "./tiles.ts";

/** A tile as it stands after an append. */
export interface Tile extends TileId {
  /** 1 to 256 hashes of 32 bytes. */
  readonly hashes: Uint8Array;
}

interface EdgeTile {
  index: number;
  width: number;
  readonly hashes: Uint8Array;
}

/**
 * The growing right edge of a log's tree: at most one unfinished tile a level, whatever the size of the log, so
 * appending needs the same memory at ten entries and at ten million.
 */
export class TreeEdge {
  #size: number;
  readonly #edge: EdgeTile[] = [];
  readonly #changed = new Map<string, Tile>();
  readonly #sha256: Sha256 | undefined;

  /**
   * Continues a log.
   *
   * @param size Leaves so far.
   * @param tiles The unfinished tile of each level that has one, as named by {@link edgeTiles}.
   * @param sha256 A faster one than the portable one.
   * @throws LogError `log.bad_tile` when one is missing or too short.
   */
  constructor(size = 0, tiles: readonly Tile[] = [], sha256?: Sha256) {
    this.#size = size;
    this.#sha256 = sha256;
    for (let level = 0; hashesAtLevel(level, size) > 0; level++) {
      const count = hashesAtLevel(level, size);
      const index = Math.floor(count / TILE_WIDTH);
      const width = count % TILE_WIDTH;
      const given = tiles.find((tile) => tile.level === level && tile.index === index);
      this.#edge[level] = { index, width, hashes: copyRow(given, width, level) };
    }
  }

  get size(): number {
    return this.#size;
  }

  /** Appends one leaf hash of 32 bytes. */
  append(leaf: Uint8Array): void {
    this.#size++;
    this.#push(0, leaf);
  }

  /** Root of all leaves so far (RFC 6962 section 2.1). */
  root(): Uint8Array {
    if (this.#size === 0) return EMPTY_ROOT;
    return hashRange({ start: 0, end: this.#size }, ({ level }) => this.#edge[level]?.hashes, this.#sha256);
  }

  /** Hands out the tiles touched since the last call, finished and unfinished ones, each once. */
  takeChanged(): Tile[] {
    this.#edge.forEach((tile, level) => {
      if (tile.width > 0) this.#mark(level, tile);
    });
    const tiles = [...this.#changed.values()];
    this.#changed.clear();
    return tiles;
  }

  #push(level: number, hash: Uint8Array): void {
    let tile = this.#edge[level];
    if (tile === undefined) {
      tile = { index: 0, width: 0, hashes: new Uint8Array(TILE_WIDTH * HASH_BYTES) };
      this.#edge[level] = tile;
    }
    tile.hashes.set(hash, tile.width * HASH_BYTES);
    tile.width++;
    if (tile.width === TILE_WIDTH) this.#finish(level, tile);
  }

  #finish(level: number, tile: EdgeTile): void {
    this.#mark(level, tile);
    tile.index++;
    tile.width = 0;
    this.#push(level + 1, perfectRoot(tile.hashes, this.#sha256));
  }

  #mark(level: number, tile: EdgeTile): void {
    const hashes = tile.hashes.slice(0, tile.width * HASH_BYTES);
    this.#changed.set(`${level}/${tile.index}`, { level, index: tile.index, hashes });
  }
}

function copyRow(given: Tile | undefined, width: number, level: number): Uint8Array {
  const row = new Uint8Array(TILE_WIDTH * HASH_BYTES);
  const known = given?.hashes.subarray(0, width * HASH_BYTES) ?? new Uint8Array(0);
  if (known.length !== width * HASH_BYTES)
    throw new LogError(
      "log.bad_tile",
      `The unfinished tile of level ${level} lacks some of its ${width} hashes.`,
    );
  row.set(known);
  return row;
}

/** Names the unfinished tiles a log of this size has, at most one a level. */
export function edgeTiles(size: number): TileId[] {
  const tiles: TileId[] = [];
  for (let level = 0; hashesAtLevel(level, size) > 0; level++) {
    const hashes = hashesAtLevel(level, size);
    if (hashes % TILE_WIDTH !== 0) tiles.push({ level, index: Math.floor(hashes / TILE_WIDTH) });
  }
  return tiles;
}
