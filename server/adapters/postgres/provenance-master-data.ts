import { sql } from "kysely";
import type { Tx } from "../../app/ports.ts";
import type { MasterDatum } from "../../app/ports-provenance.ts";
import { fromTx, type Queryable } from "./database.ts";

export async function addMasterData(
  tx: Tx,
  submitter: string,
  at: Date,
  data: readonly MasterDatum[],
): Promise<void> {
  if (data.length === 0) return;
  await sql`
    INSERT INTO epcis_master_data (kind, id, submitter, attributes, children, updated_at)
    SELECT DISTINCT ON (id, kind) kind, id, ${submitter}, attributes, children, ${at}
    FROM jsonb_to_recordset(${JSON.stringify(data)}::jsonb)
      AS fresh (kind text, id text, attributes jsonb, children text[])
    ON CONFLICT (id, kind, submitter) DO UPDATE
    SET attributes = excluded.attributes, children = excluded.children, updated_at = excluded.updated_at`.execute(
    fromTx(tx),
  );
}

/** What the first party to name a thing said of it: a later one cannot rename another's place. */
export async function readMasterData(
  db: Queryable,
  ids: readonly string[],
): Promise<Map<string, Readonly<Record<string, unknown>>>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; attributes: Record<string, unknown> }>`
    SELECT DISTINCT ON (id) id, attributes FROM epcis_master_data WHERE id = ANY (${[...ids]}::text[])
    ORDER BY id, updated_at, submitter`.execute(db);
  return new Map(rows.map((row) => [row.id, row.attributes]));
}

/** What one party says of a thing, newest first where it says it of several kinds. */
export async function readMasterDataOf(
  db: Queryable,
  id: string,
  submitter: string,
): Promise<Readonly<Record<string, unknown>> | null> {
  const { rows } = await sql<{ attributes: Record<string, unknown> }>`
    SELECT attributes FROM epcis_master_data WHERE id = ${id} AND submitter = ${submitter}
    ORDER BY updated_at DESC, kind LIMIT 1`.execute(db);
  return rows[0]?.attributes ?? null;
}
