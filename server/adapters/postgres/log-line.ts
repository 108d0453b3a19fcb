/** The line of logs an operator has run, one after the other: each begins with the last checkpoint of the one before. */
import { sql } from "kysely";
import { bytesToHex } from "../../domain/log/bytes.ts";
import type { Database, Queryable } from "./database.ts";
import { type LogSettings, logSettings } from "./log-settings.ts";

/** Settings of whichever log takes entries now; the fields change when the line moves on. */
export interface LogLine extends LogSettings {
  /** What holds now, and stays as it is: for work that must not be overtaken half way. */
  current(): LogSettings;
  /** Looks whether the line has moved on. */
  refresh(): Promise<void>;
  /** The logs that are not sealed, oldest first: one, or two while one is being closed. */
  unsealed(): Promise<LogSettings[]>;
  /** Every log of the line, oldest first. */
  all(): Promise<LogSettings[]>;
  /** Settings of a log of the line, by its origin. */
  of(origin: string): LogSettings;
}

/** Opens the line that starts with the given log, whose row has to be there. */
export async function openLogLine(database: Database, first: LogSettings): Promise<LogLine> {
  const of = sisters(first);
  const members = new Map<string, LogSettings>();
  const member = (logId: Uint8Array): LogSettings => {
    const found = members.get(bytesToHex(logId));
    if (found === undefined)
      throw new LogClosed("another process has opened a log that is not known here yet");
    return found;
  };
  let now = first;
  const refresh = async () => {
    for (const { origin } of await readLine(database.kysely, first)) {
      now = { ...of(origin), member };
      members.set(bytesToHex(now.logId), now);
    }
  };
  await refresh();
  const line = {
    current: () => now,
    refresh,
    unsealed: async () =>
      (await readLine(database.kysely, first)).filter(({ open }) => open).map(({ origin }) => of(origin)),
    all: async () => (await readLine(database.kysely, first)).map(({ origin }) => of(origin)),
    of,
    member,
  };
  return Object.defineProperties(
    line,
    liveFields(() => now),
  ) as LogLine;
}

const FIELDS = ["identity", "keys", "logId", "checkpointSigner", "promiseSigner"] as const;

/** Fields that are read anew each time. */
function liveFields(now: () => LogSettings): PropertyDescriptorMap {
  return Object.fromEntries(FIELDS.map((field) => [field, { enumerable: true, get: () => now()[field] }]));
}

/** What the database says to an intake that comes too late for a log; the work has to begin again after a refresh. */
export const LOG_CLOSED = "RD001";

class LogClosed extends Error {
  readonly code: string = LOG_CLOSED;
}

/** What holds now, of a line or of one log. */
export function currentOf(settings: LogSettings): LogSettings {
  return "current" in settings ? (settings as LogLine).current() : settings;
}

/** Settings of any log of an operator's line: they differ in origin alone, and in what follows from it. */
export function sisters(first: LogSettings): (origin: string) => LogSettings {
  const known = new Map([[first.identity.origin, first]]);
  return (origin) => {
    const found = known.get(origin) ?? logSettings({ ...first.identity, keys: first.keys, origin });
    known.set(origin, found);
    return found;
  };
}

interface Member {
  readonly origin: string;
  readonly open: boolean;
}

async function readLine(db: Queryable, { logId }: LogSettings): Promise<Member[]> {
  const { rows } = await sql<Member>`
    WITH RECURSIVE line AS (
      SELECT log_id, origin, sealed_at, 0 AS place FROM log WHERE log_id = ${Buffer.from(logId)}
      UNION ALL
      SELECT log.log_id, log.origin, log.sealed_at, place + 1 FROM log JOIN line ON log.predecessor = line.log_id)
    SELECT origin, sealed_at IS NULL AS open FROM line ORDER BY place`.execute(db);
  return rows;
}
