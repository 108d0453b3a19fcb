import { sql } from "kysely";
import { encodeBundle } from "../../domain/log/entry-bundle.ts";
import { TILE_WIDTH } from "../../domain/log/tiles.ts";
import type { Queryable } from "./database.ts";

/** Reads the first `width` entries of a bundle, packed; null when the log has not that many. */
export async function readBundle(
  db: Queryable,
  logId: Uint8Array,
  index: number,
  width: number,
): Promise<Uint8Array | null> {
  const first = index * TILE_WIDTH;
  const { rows } = await sql<{ entry: Buffer }>`
    SELECT entry FROM log_entry
    WHERE log_id = ${Buffer.from(logId)} AND leaf_index >= ${first} AND leaf_index < ${first + width}
    ORDER BY leaf_index`.execute(db);
  return rows.length === width ? encodeBundle(rows.map((row) => row.entry)) : null;
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
      SELECT promised_by FROM log_entry, anchored WHERE log_id = ${id} AND leaf_index >= anchored.size
      UNION ALL SELECT promised_by FROM log_entry WHERE log_id = ${id} AND leaf_index IS NULL)
    SELECT count(*) AS open, count(*) FILTER (WHERE promised_by < clock_timestamp()) AS overdue FROM waiting`.execute(
    db,
  );
  return { open: Number(rows[0]!.open), overdue: Number(rows[0]!.overdue) };
}

/** Reads who handed an entry in, and whether its statement is public. */
export async function readOwnership(
  db: Queryable,
  leafHash: string,
): Promise<{ submitter: string; public: boolean } | null> {
  if (!/^[0-9a-f]{64}$/.test(leafHash)) return null;
  const { rows } = await sql<{ submitter: string; public: boolean }>`
    SELECT e.submitter, coalesce(s.public, false) AS public
    FROM log_entry e LEFT JOIN log_statement s USING (leaf_hash)
    WHERE e.leaf_hash = ${Buffer.from(leafHash, "hex")}`.execute(db);
  return rows[0] ?? null;
}
