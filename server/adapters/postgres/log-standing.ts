/** Where entries stand in their log. */
import { sql } from "kysely";
import type { EntryStatus } from "../../app/ports.ts";
import type { EntryState } from "../../schema/common.ts";
import type { Queryable } from "./database.ts";

/** Tells which blocks count as final; see `ChainReader.finalisedBlock`. */
export interface Finality {
  finalisedBlock(): Promise<number>;
}

/** What tells where an entry stands. */
export interface StatusRow {
  readonly leaf_hash: Buffer;
  readonly leaf_index: string | null;
  readonly accepted_at: Date;
  readonly witnessed: boolean;
  readonly anchor_size: string | null;
  readonly transaction: string | null;
  readonly block_number: string | null;
  readonly block_hash: string | null;
  readonly block_time: Date | null;
}

/** Columns that say where an entry stands. Nothing per entry is stored: index, checkpoints and anchors say it, also after a reorganisation. */
export const STANDING = sql`
  e.leaf_hash, e.leaf_index, e.accepted_at,
  a.size AS anchor_size, a.transaction, a.block_number, a.block_hash, a.block_time,
  coalesce((SELECT size > e.leaf_index FROM reach WHERE reach.log_id = e.log_id), false) AS witnessed`;

/** How far each log is witnessed: found once, not for every entry anew. */
export const REACH = sql`reach AS MATERIALIZED (
  SELECT log_id, (SELECT max(size) FROM log_checkpoint c WHERE c.log_id = log.log_id AND witnessed_at IS NOT NULL) AS size
  FROM log)`;

/** The first anchor that holds the entry. */
export const ANCHOR = sql`
  LEFT JOIN LATERAL (
    SELECT a.* FROM log_anchor a JOIN log_checkpoint c USING (log_id, size, root)
    WHERE a.log_id = e.log_id AND a.size > e.leaf_index ORDER BY a.size LIMIT 1
  ) a ON true`;

/**
 * One entry a leaf. Anybody can hand in a commitment that is published already; what was accepted first is what counts.
 * What a sealed log was still to take in is in the log after it as well: there the one that has its place does.
 */
export const firstOf = (leaves: readonly Buffer[]) => sql`(
  SELECT DISTINCT ON (leaf_hash) * FROM log_leaf WHERE leaf_hash = ANY (${leaves}::bytea[])
  ORDER BY leaf_hash, leaf_index IS NULL, accepted_at, leaf_index) AS e`;

/** Reads where entries stand; while the chain is out of reach nothing is called final. */
export async function readStatuses(
  db: Queryable,
  leafHashes: readonly string[],
  finality: Finality,
): Promise<Map<string, EntryStatus>> {
  const leaves = leavesOf(leafHashes);
  if (leaves.length === 0) return new Map();
  const { rows } = await sql<StatusRow>`
    WITH ${REACH} SELECT ${STANDING} FROM ${firstOf(leaves)} ${ANCHOR}`.execute(db);
  const isAnchored = rows.some((row) => row.block_number !== null);
  const finalBlock = isAnchored ? await finality.finalisedBlock().catch(() => -1) : -1;
  return new Map(rows.map((row) => [row.leaf_hash.toString("hex"), statusOf(row, finalBlock)]));
}

function statusOf(row: StatusRow, finalBlock: number): EntryStatus {
  return {
    leafHash: row.leaf_hash.toString("hex"),
    state: stateOf(row, finalBlock),
    index: row.leaf_index === null ? null : Number(row.leaf_index),
    acceptedAt: row.accepted_at,
    anchoredAt: row.block_time,
    transaction: row.transaction,
  };
}

function stateOf(row: StatusRow, finalBlock: number): EntryState {
  if (row.leaf_index === null) return "accepted";
  if (row.block_number !== null) return Number(row.block_number) <= finalBlock ? "finalised" : "anchored";
  return row.witnessed ? "witnessed" : "integrated";
}

/** Those of the texts that are leaf hashes. */
export function leavesOf(leafHashes: readonly string[]): Buffer[] {
  return leafHashes.filter((leaf) => /^[0-9a-f]{64}$/.test(leaf)).map((leaf) => Buffer.from(leaf, "hex"));
}
