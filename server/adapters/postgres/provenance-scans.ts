import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { ScanCount, ScanStore } from "../../app/ports-provenance.ts";
import type { Database, Queryable } from "./database.ts";

/** Counts scans; see {@link ScanStore}. Yesterday's salt is gone, and with it every way back to a visitor. */
export function scanStore(db: Database): ScanStore {
  return {
    count: async (epc, visitor) => {
      if (visitor !== null) await addScan(db.kysely, epc, visitor);
      return await readScans(db.kysely, epc);
    },
  };
}

async function addScan(db: Queryable, epc: string, visitor: string): Promise<void> {
  const salt = await saltOfToday(db);
  // The item is in the hash, so that one visitor's scans of two items cannot be told to be one visitor's.
  const device = createHash("sha256")
    .update(salt)
    .update(JSON.stringify([epc, visitor]))
    .digest("hex");
  await sql`INSERT INTO item_scan (epc, device) VALUES (${epc}, ${device}) ON CONFLICT DO NOTHING`.execute(
    db,
  );
}

async function saltOfToday(db: Queryable): Promise<Buffer> {
  const read = async () =>
    (await sql<{ salt: Buffer }>`SELECT salt FROM item_scan_salt WHERE day = current_date`.execute(db))
      .rows[0];
  const known = await read();
  if (known !== undefined) return known.salt;
  await sql`DELETE FROM item_scan_salt WHERE day < current_date`.execute(db);
  await sql`INSERT INTO item_scan_salt (day, salt) VALUES (current_date, ${randomBytes(32)})
            ON CONFLICT DO NOTHING`.execute(db);
  return (await read())!.salt;
}

async function readScans(db: Queryable, epc: string): Promise<ScanCount> {
  const { rows } = await sql<{ count: number; first_at: Date | null; first_place: string | null }>`
    SELECT count(*)::int AS count, min(at) AS first_at, (array_agg(place ORDER BY at))[1] AS first_place
    FROM item_scan WHERE epc = ${epc}`.execute(db);
  const { count, first_at, first_place } = rows[0]!;
  return { count, firstAt: first_at, firstPlace: first_place };
}
