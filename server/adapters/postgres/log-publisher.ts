import type { LogPublisher } from "../../app/log-ports.ts";
import { bytesToHex, fromHex } from "../../domain/log/bytes.ts";
import { HASH_BYTES } from "../../domain/log/hash.ts";
import type { Database, Queryable } from "./database.ts";
import { readAnchors } from "./log-anchors.ts";
import { readCosigned, readLastCosigned } from "./log-checkpoints.ts";
import { countPromises, readBundle, readOwnership } from "./log-entries.ts";
import { currentOf } from "./log-line.ts";
import { type LogSettings, logIdHex } from "./log-settings.ts";
import { readConsistencyProof, readRoot, readTiles } from "./log-tiles.ts";

/** The public face of the log on Postgres. */
export function createLogPublisher(database: Database, settings: LogSettings): LogPublisher {
  const db = database.kysely;
  const now = () => currentOf(settings);
  const id = () => now().logId;
  return {
    who: () => {
      const { origin, verifierKey, contract, chainId } = now().identity;
      return { logId: logIdHex(now()), origin, verifierKey, contract, chainId };
    },
    other: (logId) => {
      const found = knownMember(now(), logId);
      return found === null ? null : createLogPublisher(database, found);
    },
    checkpoint: () => readHead(db, id()),
    tile: (level, index, width) => readTile(db, id(), { level, index }, width),
    bundle: (index, width) => readBundle(db, id(), index, width),
    consistency: (from, to) => readConsistency(db, id(), from, to),
    cosigned: (witnesses) => readLastCosigned(db, id(), witnesses),
    anchors: (limit) => readAnchors(db, now(), limit),
    promises: () => countPromises(db, id()),
    ownership: (leafHash) => readOwnership(db, leafHash),
  };
}

function knownMember(settings: LogSettings, logId: string): LogSettings | null {
  if (logIdHex(settings) === logId) return settings;
  try {
    return settings.member?.(fromHex(logId, "logId", 32)) ?? null;
  } catch {
    return null;
  }
}

async function readHead(db: Queryable, logId: Uint8Array): ReturnType<LogPublisher["checkpoint"]> {
  const checkpoint = await readCosigned(db, logId, null);
  if (checkpoint === null) return null;
  return { size: checkpoint.size, root: bytesToHex(checkpoint.root), note: checkpoint.note };
}

/** A partial tile is a prefix of what the tile grew to, so it stays to be had as long as the log lives. */
async function readTile(
  db: Queryable,
  logId: Uint8Array,
  id: { level: number; index: number },
  width: number,
): Promise<Uint8Array | null> {
  const [tile] = await readTiles(db, logId, [id]);
  if (tile === undefined || tile.hashes.length < width * HASH_BYTES) return null;
  return tile.hashes.subarray(0, width * HASH_BYTES);
}

async function readConsistency(
  db: Queryable,
  logId: Uint8Array,
  from: number,
  to: number,
): ReturnType<LogPublisher["consistency"]> {
  const proof = await readConsistencyProof(db, logId, from, to);
  const [rootFrom, rootTo] = [await readRoot(db, logId, from), await readRoot(db, logId, to)];
  return { rootFrom: bytesToHex(rootFrom), rootTo: bytesToHex(rootTo), proof: proof.map(bytesToHex) };
}
