import { sql } from "kysely";
import { encodeBundle } from "../../domain/log/entry-bundle.ts";
import { TILE_WIDTH } from "../../domain/log/tiles.ts";
import type { Queryable } from "./database.ts";

/** Entries of a bundle that are stored together. */
interface Piece {
  readonly first: number;
  readonly count: number;
  readonly bytes: Uint8Array;
}

/** Reads the first `width` entries of a bundle, packed; null when the log has not that many. */
export async function readBundle(
  db: Queryable,
  logId: Uint8Array,
  index: number,
  width: number,
): Promise<Uint8Array | null> {
  const first = index * TILE_WIDTH;
  const end = first + width;
  const single = await readSingle(db, logId, first, end);
  const together = single.length === width ? [] : await readTogether(db, logId, first, end);
  const pieces = [...single, ...together].toSorted((a, b) => a.first - b.first);
  const count = pieces.reduce((sum, piece) => sum + piece.count, 0);
  return count === width ? Buffer.concat(pieces.map(({ bytes }) => bytes)) : null;
}

async function readSingle(db: Queryable, logId: Uint8Array, first: number, end: number): Promise<Piece[]> {
  const { rows } = await sql<{ at: string; entry: Buffer }>`
    SELECT leaf_index AS at, entry FROM log_entry
    WHERE log_id = ${Buffer.from(logId)} AND leaf_index >= ${first} AND leaf_index < ${end}`.execute(db);
  return rows.map(({ at, entry }) => ({ first: Number(at), count: 1, bytes: encodeBundle([entry]) }));
}

/** The most entries of a batch; see the table's own check. */
const MAX_BATCH = 10_000;

/** Cuts out of each batch what of it lies in the range. */
async function readTogether(db: Queryable, logId: Uint8Array, first: number, end: number): Promise<Piece[]> {
  const { rows } = await sql<{ at: string; count: number; bytes: Buffer }>`
    SELECT first_index + low AS at, high - low AS count,
           substring(entries FROM starts[low + 1] FOR starts[high + 1] - starts[low + 1]) AS bytes
    FROM log_batch, LATERAL (SELECT greatest(${first} - first_index, 0)::integer AS low,
                                    least(${end} - first_index, count)::integer AS high) AS cut
    WHERE log_id = ${Buffer.from(logId)} AND first_index > ${first - MAX_BATCH} AND first_index < ${end}
      AND first_index + count > ${first}`.execute(db);
  return rows.map(({ at, count, bytes }) => ({ first: Number(at), count, bytes }));
}

/**
 * Counts promises that no anchor keeps yet, and those of them that are past their instant. Entries are anchored in
 * order of index, so only what stands after the last anchor is looked at.
 */
export async function countPromises(
  db: Queryable,
  logId: Uint8Array,
): Promise<{ open: number; overdue: number }> {
  const id = Buffer.from(logId);
  const { rows } = await sql<{ open: string; overdue: string }>`
    WITH anchored AS (SELECT coalesce(max(size), 0) AS size FROM log_anchor WHERE log_id = ${id}),
    waiting AS (
      SELECT promised_by, 1 AS entries FROM log_entry, anchored WHERE log_id = ${id} AND leaf_index >= anchored.size
      UNION ALL SELECT promised_by, 1 FROM log_entry WHERE log_id = ${id} AND leaf_index IS NULL
      UNION ALL
      SELECT p.promised_by, least(b.count, coalesce(b.first_index + b.count - anchored.size, b.count))
      FROM log_batch b JOIN log_bulk p USING (bulk_id), anchored
      WHERE b.log_id = ${id} AND (b.first_index IS NULL OR b.first_index > anchored.size - ${MAX_BATCH})
        AND coalesce(b.first_index + b.count > anchored.size, true))
    SELECT coalesce(sum(entries), 0) AS open,
           coalesce(sum(entries) FILTER (WHERE promised_by < clock_timestamp()), 0) AS overdue FROM waiting`.execute(
    db,
  );
  return { open: Number(rows[0]!.open), overdue: Number(rows[0]!.overdue) };
}

/**
 * Reads who handed an entry in, and whether its statement is public. Commitments are public too: whoever hands in what
 * somebody else did has the same leaf, and none of its statement.
 */
export async function readOwnership(
  db: Queryable,
  leafHash: string,
): Promise<{ submitter: string; public: boolean } | null> {
  if (!/^[0-9a-f]{64}$/.test(leafHash)) return null;
  const leaf = Buffer.from(leafHash, "hex");
  const { rows } = await sql<{ submitter: string; public: boolean }>`
    SELECT submitter, public FROM (
      SELECT e.submitter, coalesce(s.public, false) AS public, NULL AS batch
      FROM log_entry e LEFT JOIN log_statement s USING (leaf_hash) WHERE e.leaf_hash = ${leaf}
      UNION ALL
      SELECT b.submitter, false, b.bulk_id FROM log_batch_leaf l JOIN log_batch b USING (bulk_id) WHERE l.leaf_hash = ${leaf}
    ) AS known ORDER BY batch NULLS FIRST LIMIT 1`.execute(db);
  return rows[0] ?? null;
}
