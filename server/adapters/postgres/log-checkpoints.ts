import { sql } from "kysely";
import type { Queryable } from "./database.ts";

/** A checkpoint as it is published: the log's lines, then those of witnesses. */
export interface CosignedCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
  /** Verifier keys of the witnesses, in the order of their lines. */
  readonly witnesses: readonly string[];
  readonly createdAt: Date;
  /** RFC 3161 token over the signed text; null without one. */
  readonly stamp: Uint8Array | null;
}

interface Row {
  readonly size: string;
  readonly root: Buffer;
  readonly note: string;
  readonly created_at: Date;
  readonly lines: string;
  readonly witnesses: string[];
  readonly stamp: Buffer | null;
}

/** Reads the checkpoint of a size, or with null the newest; null when there is none. */
export async function readCosigned(
  db: Queryable,
  logId: Uint8Array,
  size: number | null,
): Promise<CosignedCheckpoint | null> {
  const ofSize = size === null ? sql`` : sql`AND c.size = ${size}`;
  const { rows } = await sql<Row>`
    SELECT c.size, c.root, c.note, c.created_at, coalesce(string_agg(w.line, '' ORDER BY w.witness), '') AS lines,
           coalesce(array_agg(w.witness ORDER BY w.witness) FILTER (WHERE w.witness IS NOT NULL), '{}') AS witnesses,
           (SELECT t.token FROM log_timestamp t WHERE t.log_id = c.log_id AND t.size = c.size) AS stamp
    FROM log_checkpoint c LEFT JOIN log_cosignature w USING (log_id, size)
    WHERE c.log_id = ${Buffer.from(logId)} ${ofSize}
    GROUP BY c.log_id, c.size ORDER BY c.size DESC LIMIT 1`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  const { root, witnesses, created_at: createdAt, stamp } = row;
  return { size: Number(row.size), root, note: row.note + row.lines, witnesses, createdAt, stamp };
}

/**
 * Reads the largest size each witness signed. Walks back from the newest checkpoint: one that signs is found at once, and
 * there are few in a policy.
 */
export async function readLastCosigned(
  db: Queryable,
  logId: Uint8Array,
  witnesses: readonly string[],
): Promise<Map<string, { size: number; at: Date }>> {
  const { rows } = await sql<{ witness: string; size: string; at: Date }>`
    SELECT w.witness, c.size, c.at FROM unnest(${[...witnesses]}::text[]) AS w (witness)
    CROSS JOIN LATERAL (
      SELECT size, at FROM log_cosignature
      WHERE log_id = ${Buffer.from(logId)} AND witness = w.witness ORDER BY size DESC LIMIT 1) AS c`.execute(
    db,
  );
  return new Map(rows.map(({ witness, size, at }) => [witness, { size: Number(size), at }]));
}
