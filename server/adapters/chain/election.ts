import type pg from "pg";

/** One holder at a time among all processes on a database. */
export interface Election {
  /** True while this process holds the office; tries to take it when nobody does. */
  held(): Promise<boolean>;
  /** How often this process has taken the office: more by one when it was lost and taken again. */
  terms(): number;
  /** Gives the office up. */
  resign(): Promise<void>;
}

/**
 * Elects by an advisory lock of a session of its own: when the process or its connection goes, the lock goes with it.
 * Between the loss of a connection and its notice two may believe to be elected, so what they write is guarded again.
 */
export function openElection(pool: pg.Pool, office: string): Election {
  let session: pg.PoolClient | undefined;
  let terms = 0;
  const drop = (broken: boolean) => {
    session?.release(broken);
    session = undefined;
  };
  const stillThere = async (client: pg.PoolClient): Promise<boolean> => {
    try {
      await client.query("SELECT 1");
      return true;
    } catch {
      drop(true);
      return false;
    }
  };
  return {
    held: async () => {
      if (session !== undefined && (await stillThere(session))) return true;
      session = await takeOffice(pool, office);
      if (session !== undefined) terms++;
      return session !== undefined;
    },
    terms: () => terms,
    resign: async () => {
      const unlocked = session?.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [office]);
      // A session that cannot say so is closed, which releases the lock as well.
      const broken = await failed(unlocked);
      drop(broken);
    },
  };
}

async function takeOffice(pool: pg.Pool, office: string): Promise<pg.PoolClient | undefined> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken",
      [office],
    );
    if (rows[0]?.taken === true) return client;
    client.release();
    return undefined;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Waits; true when it failed. */
async function failed(query: Promise<unknown> | undefined): Promise<boolean> {
  try {
    await query;
    return false;
  } catch {
    return true;
  }
}
