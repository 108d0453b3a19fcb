import { sql } from "kysely";
import { parseCheckpoint } from "../../domain/log/checkpoint.ts";
import type { Database } from "./database.ts";
import type { LogSettings } from "./log-settings.ts";

/** Which anchored checkpoints of a log wait for a time stamp. */
export interface StampBook {
  /** The newest one without, of a sealed log only its last; its signed text is what is stamped. Null when none waits. */
  next(): Promise<{ readonly size: number; readonly text: string } | null>;
  keep(size: number, stamp: { readonly token: Uint8Array; readonly at: Date }): Promise<void>;
}

export function createStampBook({ kysely }: Database, settings: Pick<LogSettings, "logId">): StampBook {
  const id = Buffer.from(settings.logId);
  return {
    next: async () => {
      const { rows } = await sql<{ size: string; note: string }>`
        SELECT c.size, c.note FROM log_anchor a
        JOIN log_checkpoint c USING (log_id, size)
        LEFT JOIN log_timestamp t USING (log_id, size)
        JOIN log ON log.log_id = c.log_id
        WHERE c.log_id = ${id} AND t.size IS NULL
          AND (log.sealed_at IS NULL OR c.size = log.size) ORDER BY c.size DESC LIMIT 1`.execute(kysely);
      const row = rows[0];
      return row === undefined ? null : { size: Number(row.size), text: parseCheckpoint(row.note).text };
    },
    keep: async (size, { token, at }) => {
      await sql`
        INSERT INTO log_timestamp (log_id, size, token, stamped_at)
        VALUES (${id}, ${size}, ${Buffer.from(token)}, ${at}) ON CONFLICT DO NOTHING`.execute(kysely);
    },
  };
}
