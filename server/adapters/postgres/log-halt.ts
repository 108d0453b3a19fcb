import { sql } from "kysely";
import type { LogHalt } from "../../app/log-ports.ts";
import type { Tx } from "../../app/ports.ts";
import { LogError } from "../../domain/log/errors.ts";
import { type Database, fromTx } from "./database.ts";
import type { LogSettings } from "./log-settings.ts";

/** A witness may tell another lie each time it is asked; the first ones are enough to stop. */
const MOST_CHARS = 20_000;

/** Keeps, for all processes, that a log may not go on. */
export function createLogHalt({ kysely }: Database, settings: LogSettings): LogHalt {
  // Asked anew each time: a log may have been succeeded meanwhile.
  const id = () => Buffer.from(settings.logId);
  return {
    halt: async (reason) => {
      await sql`
        UPDATE log SET stopped = CASE WHEN stopped IS NULL THEN ${reason}::text ELSE left(stopped || ${`\n${reason}`}::text, ${MOST_CHARS}) END
        WHERE log_id = ${id()} AND strpos(coalesce(stopped, ''), ${reason}) = 0`.execute(kysely);
    },
    goOn: async (reason) => {
      // Also where a server that did not know of a rotation yet put it: each log of the line is asked by its own row.
      await sql`UPDATE log SET stopped = NULL WHERE sealed_at IS NULL AND stopped = ${reason}`.execute(
        kysely,
      );
    },
    reason: async () => {
      const { rows } = await sql<{ stopped: string | null }>`
        SELECT stopped FROM log WHERE log_id = ${id()}`.execute(kysely);
      return rows[0]?.stopped ?? null;
    },
  };
}

/**
 * The database's time for what is taken in now, in the same question whether anything may be: a promise by a log that
 * cannot go on would be broken.
 *
 * @throws LogError `log.fork_refused`.
 */
export async function timeOfIntake(tx: Tx, settings: LogSettings): Promise<Date> {
  const { rows } = await sql<{ now: Date; stopped: string | null }>`
    SELECT clock_timestamp() AS now, (SELECT stopped FROM log WHERE log_id = ${Buffer.from(settings.logId)}) AS stopped
  `.execute(fromTx(tx));
  const { now, stopped } = rows[0] as { now: Date; stopped: string | null };
  if (stopped !== null) throw new LogError("log.fork_refused", stopped);
  return now;
}
