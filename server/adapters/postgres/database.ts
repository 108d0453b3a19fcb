import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import pg from "pg";
import { isOutage } from "../../app/outages.ts";
import type { Tx, UnitOfWork } from "../../app/ports.ts";
import { DomainError } from "../../domain/errors.ts";
import { PreparingClient } from "./preparing-client.ts";
import { inTurns } from "./turns.ts";
import type { DB } from "./types.ts";

/** The one database of the house: typed queries, and the pool beneath for what needs a connection of its own. */
export interface Database {
  readonly kysely: Kysely<DB>;
  readonly pool: pg.Pool;
  /** Waits for running queries, then closes every connection. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Most connections held at once. */
  readonly maxConnections?: number;
}

const MOST_CONNECTIONS = 20;
const WAIT_MILLISECONDS = 10_000;

/** Opens the database lazily: the first query connects, so a wrong URL shows there. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? MOST_CONNECTIONS,
    application_name: "redress",
    Client: PreparingClient,
    // A request waits for a connection at most this long, then fails cleanly, instead of queueing without bound.
    connectionTimeoutMillis: WAIT_MILLISECONDS,
    // A server that is gone without a word, as after a failover, is noticed within seconds.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // A transaction whose process hangs must not hold its locks for ever.
    idle_in_transaction_session_timeout: 60_000,
  });
  // An idle connection that the server drops is replaced by the next query; without a listener it would end the process.
  pool.on("error", () => {});
  // So would one that is lost within a transaction. Its query fails by itself, which is all the caller needs to know.
  pool.on("connect", (client) => client.on("error", () => {}));
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return { kysely, pool, close: () => kysely.destroy() };
}

/** Where a query may run: on the pool, or within a transaction. */
export type Queryable = Kysely<DB>;

/** Questions of one kind asked as one while the one before is being answered; see `gathered`. */
export const MOST_TOGETHER = 64;

/** Hides a database transaction from the use cases that carry it. */
export const asTx = (trx: Transaction<DB>): Tx => trx as unknown as Tx;

/** Gives the adapters back what {@link asTx} hid. */
export const fromTx = (tx: Tx): Transaction<DB> => tx as unknown as Transaction<DB>;

/** The database's time, so that all processes date and promise by one clock. */
export async function databaseTime(db: Queryable): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`SELECT clock_timestamp() AS now`.execute(db);
  return rows[0]!.now;
}

/** The database is out of reach, or was lost on the way; see {@link unitOfWork}. */
export class StorageError extends DomainError<"storage.unavailable"> {}

/** Connections that elections and notices keep. */
const OFFICES = 6;

const tooMany = (): StorageError =>
  new StorageError("storage.unavailable", "The database has too much to do.");

/** Whether a failed transaction is to be tried once more, after what it takes to make that worth it. */
export type Again = (error: unknown) => Promise<boolean>;
const NEVER: Again = async () => false;

/**
 * Transactions at READ COMMITTED: adapters take the row locks their rules need.
 *
 * A database that goes away becomes a {@link StorageError}. When it went while committing, nobody knows whether the work
 * was stored: callers repeat under the same idempotency key.
 */
export function unitOfWork(db: Database, again: Again = NEVER): UnitOfWork {
  // Offices hold connections for good, and what holds one here may read on a second one: those must never run out, or
  // transactions that wait for each other's locks would wait for each other's connections too.
  const most = Math.max(1, Math.floor((db.pool.options.max - OFFICES) / 2));
  const inTurn = inTurns(most, WAIT_MILLISECONDS, tooMany);
  return {
    run: async (work) => {
      const attempt = () => inTurn(() => db.kysely.transaction().execute((trx) => work(asTx(trx))));
      try {
        return await attempt().catch(async (error: unknown) => {
          if (!(await again(error))) throw error;
          return await attempt();
        });
      } catch (cause) {
        throw isOutage(cause)
          ? new StorageError("storage.unavailable", "The database is out of reach.", { cause })
          : cause;
      }
    },
  };
}
