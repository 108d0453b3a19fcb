/** Places in an operator's line of logs as numbers that only grow: which log of the line, and which leaf of it. */
import { type RawBuilder, sql } from "kysely";
import type { Queryable } from "./database.ts";

/** More leaves than any log will have, and few enough that thousands of logs stay exact in a double. */
const LEAVES_OF_A_LOG = 2 ** 40;

/** The place before every entry. */
export const BEFORE_ALL = -1;

/** One log of the line. */
export interface PlacedLog {
  readonly logId: Buffer;
  /** Place of its leaf 0. */
  readonly start: number;
  /** Place of its newest leaf; below `start` while it has none. */
  readonly head: number;
}

/** The logs of a line with `generation` counted from 0, for a `WITH RECURSIVE`. */
const lineFrom = (first: Uint8Array): RawBuilder<unknown> => sql`
  line (log_id, generation) AS (
    SELECT log_id, 0 FROM log WHERE log_id = ${Buffer.from(first)}
    UNION ALL SELECT log.log_id, generation + 1 FROM log JOIN line ON log.predecessor = line.log_id)`;

/**
 * Reads the line that starts with a log, oldest first. A log has no leaf before all of its predecessor's have their
 * place, because leaf 0 is the predecessor's last checkpoint: whoever goes on from a place misses nothing.
 */
export async function placedLogs(db: Queryable, first: Uint8Array): Promise<PlacedLog[]> {
  const { rows } = await sql<{ log_id: Buffer; generation: number; head: string }>`
    WITH RECURSIVE ${lineFrom(first)}
    SELECT log_id, generation, size - 1 AS head FROM line JOIN log USING (log_id) ORDER BY generation`.execute(
    db,
  );
  return rows.map(({ log_id: logId, generation, head }) => {
    const start = generation * LEAVES_OF_A_LOG;
    return { logId, start, head: start + Number(head) };
  });
}

/** Place of the newest entry of the line. */
export const headOf = (logs: readonly PlacedLog[]): number =>
  logs.findLast(({ start, head }) => head >= start)?.head ?? BEFORE_ALL;

/** Place before the first entry accepted at an instant or later; before all where there is none yet. */
export async function placeBefore(db: Queryable, first: Uint8Array, instant: Date): Promise<number> {
  const { rows } = await sql<{ place: string | null }>`
    WITH RECURSIVE ${lineFrom(first)}
    SELECT min(generation * ${LEAVES_OF_A_LOG}::bigint + first) - 1 AS place
    FROM line JOIN (
      SELECT log_id, leaf_index AS first FROM log_entry WHERE accepted_at >= ${instant}
      UNION ALL SELECT log_id, first_index FROM log_batch WHERE accepted_at >= ${instant}) AS later USING (log_id)`.execute(
    db,
  );
  return Number(rows[0]?.place ?? BEFORE_ALL);
}
