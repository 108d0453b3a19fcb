import { type RawBuilder, sql } from "kysely";
import type { AnchorableHead, AnchorBook, FirstEntry, UncopiedTile } from "../../app/log-ports.ts";
import { bytesToHex } from "../../domain/log/bytes.ts";
import { BUNDLES, type TileCopy } from "../../domain/log/copy-list.ts";
import { TILE_WIDTH } from "../../domain/log/tiles.ts";
import { type Database, fromTx, type Queryable } from "./database.ts";
import { readWithoutGas, writeGas } from "./log-anchors.ts";
import { readBundle } from "./log-entries.ts";
import { type LogSettings, logIdHex } from "./log-settings.ts";
import { readWithoutStateProof, writeStateProof } from "./log-state-proofs.ts";
import { readConsistencyProof, readInclusionProofs, readRoot } from "./log-tiles.ts";

/** The anchoring job's book on Postgres. */
export function createAnchorBook(database: Database, settings: LogSettings): AnchorBook {
  const db = database.kysely;
  const { logId } = settings;
  const id = Buffer.from(logId);
  return {
    logId: logIdHex(settings),
    head: () => readHead(db, id, sql``),
    witnessedHead: () => readHead(db, id, sql`AND witnessed_at IS NOT NULL`),
    rootAt: async (size) => bytesToHex(await readRoot(db, logId, size)),
    consistencyProof: async (from, to) => (await readConsistencyProof(db, logId, from, to)).map(bytesToHex),
    firstEntry: (size) => readFirstEntry(db, logId, size),
    waitingSeconds: (size) => readWaiting(db, id, size),
    lastRequest: () => readLastRequest(db, id),
    noteRequest: async (tx, size, key) => {
      await sql`UPDATE log_checkpoint SET anchor_key = ${key} WHERE log_id = ${id} AND size = ${size}`.execute(
        fromTx(tx),
      );
    },
    uncopied: (limit) => readUncopied(db, id, limit),
    noteCopies: (copies, list) => writeCopies(database, id, copies, list),
    newestList: async () => {
      const query = sql<{ copies: string | null }>`SELECT copies FROM log WHERE log_id = ${id}`;
      return (await query.execute(db)).rows[0]?.copies ?? null;
    },
    withoutGas: () => readWithoutGas(db, settings),
    withoutStateProof: (fromBlock) => readWithoutStateProof(db, settings, fromBlock),
    noteStateProof: (anchor, proof) => writeStateProof(db, settings, anchor, proof),
    noteGas: (transaction, gasUsed) => writeGas(db, settings, transaction, gasUsed),
  };
}

async function readHead(
  db: Queryable,
  id: Buffer,
  only: RawBuilder<unknown>,
): Promise<AnchorableHead | null> {
  const { rows } = await sql<{ size: string; root: Buffer; note: string; log_signature: Buffer }>`
    SELECT size, root, note, log_signature FROM log_checkpoint
    WHERE log_id = ${id} ${only} ORDER BY size DESC LIMIT 1`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  const logSignature = `0x${row.log_signature.toString("hex")}`;
  return { size: Number(row.size), root: row.root.toString("hex"), note: row.note, logSignature };
}

async function readFirstEntry(db: Queryable, logId: Uint8Array, size: number): Promise<FirstEntry | null> {
  const { rows } = await sql<{ entry: Buffer }>`
    SELECT e.entry FROM log JOIN log_entry e USING (log_id)
    WHERE log.log_id = ${Buffer.from(logId)} AND log.predecessor IS NOT NULL AND e.leaf_index = 0`.execute(
    db,
  );
  if (rows[0] === undefined) return null;
  const [path] = await readInclusionProofs(db, logId, [{ index: 0, size }]);
  return { entry: rows[0].entry.toString("hex"), proof: (path ?? []).map(bytesToHex) };
}

async function readWaiting(db: Queryable, id: Buffer, size: number): Promise<number> {
  const { rows } = await sql<{ seconds: number | null }>`
    SELECT extract(epoch FROM clock_timestamp() - min(created_at))::float8 AS seconds
    FROM (SELECT created_at FROM log_checkpoint WHERE log_id = ${id} AND size > ${size} ORDER BY size LIMIT 1) AS first
    `.execute(db);
  return rows[0]?.seconds ?? 0;
}

async function readLastRequest(db: Queryable, id: Buffer): Promise<{ size: number; key: string } | null> {
  const { rows } = await sql<{ size: string; anchor_key: string }>`
    SELECT size, anchor_key FROM log_checkpoint
    WHERE log_id = ${id} AND anchor_key IS NOT NULL ORDER BY size DESC LIMIT 1`.execute(db);
  return rows[0] === undefined ? null : { size: Number(rows[0].size), key: rows[0].anchor_key };
}

interface UncopiedRow {
  readonly level: number;
  readonly tile_index: string;
  readonly width: number;
  readonly hashes: Buffer;
  readonly hashes_copied: boolean;
}

/**
 * Walks back from the newest tiles: copies are made in order of growth, so everything older than the first full and
 * copied tile is copied too, and the search stays short however long the log is.
 */
async function readUncopied(db: Queryable, id: Buffer, limit: number): Promise<UncopiedTile[]> {
  const { rows } = await sql<UncopiedRow>`
    SELECT t.level, t.tile_index, octet_length(t.hashes) / 32 AS width, t.hashes,
           coalesce(c.width, 0) * 32 >= octet_length(t.hashes) AS hashes_copied
    FROM log_tile t
    LEFT JOIN log_tile_copy c ON (c.log_id, c.level, c.tile_index) = (t.log_id, t.level, t.tile_index)
    LEFT JOIN log_tile_copy b ON (b.log_id, b.level, b.tile_index) = (t.log_id, ${BUNDLES}::smallint, t.tile_index) AND t.level = 0
    WHERE t.log_id = ${id} AND t.tile_index >= (
        SELECT coalesce(max(full_copy.tile_index), 0) FROM log_tile_copy full_copy
        WHERE full_copy.log_id = t.log_id AND full_copy.width = ${TILE_WIDTH}
          AND full_copy.level = CASE t.level WHEN 0 THEN ${BUNDLES} ELSE t.level END)
      AND (coalesce(c.width, 0) * 32 < octet_length(t.hashes)
           OR (t.level = 0 AND coalesce(b.width, 0) * 32 < octet_length(t.hashes)))
    ORDER BY t.level, t.tile_index LIMIT ${limit}`.execute(db);
  const tiles: UncopiedTile[] = [];
  for (const row of rows) tiles.push(...(await toCopy(db, id, row)));
  return tiles;
}

/** A tile of leaves goes with its bundle: hashes first, so that the bundle's copy tells that both are made. */
async function toCopy(db: Queryable, id: Buffer, row: UncopiedRow): Promise<UncopiedTile[]> {
  const { level, width } = row;
  const index = Number(row.tile_index);
  const tile = { level, index, width, bytes: row.hashes };
  const hashes = row.hashes_copied ? [] : [tile];
  if (level > 0) return hashes;
  const bundle = await readBundle(db, id, index, width);
  return [...hashes, { level: BUNDLES, index, width, bytes: bundle! }];
}

async function writeCopies(
  { kysely }: Database,
  id: Buffer,
  copies: readonly TileCopy[],
  list: string,
): Promise<void> {
  await kysely.transaction().execute(async (trx) => {
    await sql`
      INSERT INTO log_tile_copy (log_id, level, tile_index, width, cid)
      SELECT ${id}::bytea, copied.*
      FROM unnest(${copies.map(({ level }) => level)}::smallint[], ${copies.map(({ index }) => index)}::bigint[],
                  ${copies.map(({ width }) => width)}::smallint[], ${copies.map(({ cid }) => cid)}::text[]) AS copied
      ON CONFLICT (log_id, level, tile_index) DO UPDATE SET width = EXCLUDED.width, cid = EXCLUDED.cid
      WHERE log_tile_copy.width < EXCLUDED.width`.execute(trx);
    await sql`UPDATE log SET copies = ${list} WHERE log_id = ${id}`.execute(trx);
  });
}
