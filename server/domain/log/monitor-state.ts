/** What a monitor remembers between two looks, and how it is written down. */
import { bytesToHex, fromHex } from "./bytes.ts";
import { LogError } from "./errors.ts";
import type { AlarmKind } from "./monitor-alarm.ts";
import type { Tile } from "./tree.ts";

/** What the contract has counted against a log. It never takes a count back. */
export interface Counts {
  /** Promises kept late. */
  readonly late: number;
  /** Promises never kept. */
  readonly overdue: number;
  /** Requested entries never included. */
  readonly refused: number;
}

/** Misbehaviour that was reported, and has not been seen to end. */
export interface Finding {
  readonly kind: AlarmKind;
  readonly what: string;
  /** What tells it from another one; left out where that is `what`. */
  readonly about?: string;
  /** When it was first seen, RFC 3339. */
  readonly at: string;
  /** Where its evidence is kept. */
  readonly evidence: string;
}

export interface Followed {
  readonly size: number;
  /** Signed note of that size; empty before the first. */
  readonly note: string;
  /** Unfinished tiles of the tree as this monitor computed them. */
  readonly tiles: readonly Tile[];
  /** The highest that were seen. */
  readonly counts: Counts;
  /** Id of the log after it, hex; empty while there is none. */
  readonly successor: string;
  readonly findings: readonly Finding[];
}

export const NOTHING_FOLLOWED: Followed = {
  size: 0,
  note: "",
  tiles: [],
  successor: "",
  findings: [],
  counts: { late: 0, overdue: 0, refused: 0 },
};

const VERSION = "redress.monitor/2";
const FIRST_VERSION = "redress.monitor/1";

interface Written extends Omit<Followed, "tiles"> {
  readonly v: string;
  readonly tiles: readonly { readonly level: number; readonly index: number; readonly hashes: string }[];
  /** Of the first version, which knew no other count. */
  readonly overdueCount?: number;
}

/** Spells what is remembered as JSON. */
export function formatFollowed({ tiles, ...rest }: Followed): string {
  const hex = tiles.map(({ level, index, hashes }) => ({ level, index, hashes: bytesToHex(hashes) }));
  return JSON.stringify({ v: VERSION, ...rest, tiles: hex }, null, 2);
}

/**
 * Reads what {@link formatFollowed} wrote, in this version or the first.
 *
 * @throws LogError `log.bad_encoding`.
 */
export function parseFollowed(text: string): Followed {
  const { v, overdueCount, tiles, ...rest } = written(text);
  if (v !== VERSION && v !== FIRST_VERSION) throw bad();
  const old = v === FIRST_VERSION ? { counts: { late: 0, overdue: overdueCount ?? 0, refused: 0 } } : {};
  return {
    ...NOTHING_FOLLOWED,
    ...rest,
    ...old,
    tiles: tiles.map((tile) => ({ ...tile, hashes: fromHex(tile.hashes, "tiles.hashes") })),
  };
}

function written(text: string): Written {
  try {
    const value = JSON.parse(text) as Written;
    if (Number.isSafeInteger(value.size) && typeof value.note === "string" && Array.isArray(value.tiles))
      return value;
  } catch {
    // Said below: whatever it is, no monitor wrote it.
  }
  throw bad();
}

const bad = (): LogError => new LogError("log.bad_encoding", "This is no state of a monitor.");
