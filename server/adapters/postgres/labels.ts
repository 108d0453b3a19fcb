import { sql } from "kysely";
import {
  type CodeMisuse,
  type LabelBatch,
  type LabelStore,
  type MisuseKind,
  misuseKinds,
} from "../../app/ports-labels.ts";
import { type Database, fromTx } from "./database.ts";

interface BatchRow {
  readonly batch_id: string;
  readonly party_id: string;
  readonly gtin: string;
  readonly product_name: string;
  readonly label_count: number;
  readonly inner_key_hash: string | null;
  readonly countries: string[] | null;
  readonly created_at: Date;
}

/** Labels made for serials; see {@link LabelStore}. */
export function labelStore(db: Database): LabelStore {
  return {
    addBatch: async (tx, batch, labels) => {
      const trx = fromTx(tx);
      const { batchId, partyId, gtin, productName, count, innerKeyHash, countries, createdAt } = batch;
      await sql`
        INSERT INTO label_batch (batch_id, party_id, gtin, product_name, label_count, inner_key_hash, countries, created_at)
        VALUES (${batchId}, ${partyId}, ${gtin}, ${productName}, ${count}, ${innerKeyHash}, ${countries}, ${createdAt})`.execute(
        trx,
      );
      const column = <T>(of: (label: (typeof labels)[number]) => T) => labels.map(of);
      await sql`
        INSERT INTO item_label (epc, batch_id, position, serial, inner_hash)
        SELECT epc, ${batchId}, (position - 1)::int, serial, inner_hash
        FROM unnest(${column(({ epc }) => epc)}::text[], ${column(({ serial }) => serial)}::text[],
                    ${column(({ innerHash }) => innerHash)}::text[])
          WITH ORDINALITY AS made (epc, serial, inner_hash, position)`.execute(trx);
    },
    batches: async (partyId, limit) => {
      const { rows } = await sql<BatchRow>`SELECT * FROM label_batch WHERE party_id = ${partyId}
        ORDER BY created_at DESC, batch_id LIMIT ${limit}`.execute(db.kysely);
      return rows.map(toBatch);
    },
    batch: async (batchId) => {
      const { rows } = await sql<BatchRow>`SELECT * FROM label_batch WHERE batch_id = ${batchId}`.execute(
        db.kysely,
      );
      return rows[0] === undefined ? null : toBatch(rows[0]);
    },
    serials: async (batchId, from, to) => {
      const { rows } = await sql<{ serial: string }>`SELECT serial FROM item_label
        WHERE batch_id = ${batchId} AND position >= ${from} AND position < ${to} ORDER BY position`.execute(
        db.kysely,
      );
      return rows.map(({ serial }) => serial);
    },
    labelOf: async (epc) => {
      const { rows } = await sql<{ inner_hash: string | null; countries: string[] | null }>`
        SELECT inner_hash, countries FROM item_label JOIN label_batch USING (batch_id) WHERE epc = ${epc}`.execute(
        db.kysely,
      );
      const [row] = rows;
      return row === undefined ? null : { innerHash: row.inner_hash, countries: row.countries };
    },
    misuseTotals: async () => {
      const { rows } = await sql<{ kind: MisuseKind; times: number }>`
        SELECT kind, sum(times)::float8 AS times FROM item_code_count GROUP BY kind`.execute(db.kysely);
      const none = Object.fromEntries(misuseKinds.map((kind) => [kind, 0])) as Record<MisuseKind, number>;
      for (const { kind, times } of rows) none[kind] = times;
      return none;
    },
    misuse: async (partyId, limit) => {
      const { rows } = await sql<{
        epc: string;
        kind: MisuseKind;
        times: number;
        first_at: Date;
        last_at: Date;
      }>`
        SELECT c.epc, c.kind, c.times, c.first_at, c.last_at FROM item_code_count c
        WHERE ${partyId}::text IS NULL
           OR EXISTS (SELECT FROM item_label l JOIN label_batch b USING (batch_id) WHERE l.epc = c.epc AND b.party_id = ${partyId})
           OR EXISTS (SELECT FROM item_tag t WHERE t.epc = c.epc AND t.party_id = ${partyId})
        ORDER BY c.last_at DESC, c.epc, c.kind LIMIT ${limit}`.execute(db.kysely);
      return rows.map(
        ({ first_at, last_at, ...row }): CodeMisuse => ({ ...row, firstAt: first_at, lastAt: last_at }),
      );
    },
  };
}

const toBatch = (row: BatchRow): LabelBatch => ({
  batchId: row.batch_id,
  partyId: row.party_id,
  gtin: row.gtin,
  productName: row.product_name,
  count: row.label_count,
  innerKeyHash: row.inner_key_hash,
  countries: row.countries,
  createdAt: row.created_at,
});
