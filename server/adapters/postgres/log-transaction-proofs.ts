import { sql } from "kysely";
import type { RecordedAnchor, TransactionProofBook } from "../../app/log-transaction-proofs.ts";
import type { Queryable } from "./database.ts";
import type { LogSettings } from "./log-settings.ts";

interface Row {
  readonly size: string;
  readonly transaction: string;
  readonly block_hash: string;
}

/** Proofs of the transactions that anchored a log, beside its anchors. */
export function createTransactionProofBook(db: Queryable, { logId }: LogSettings): TransactionProofBook {
  const id = Buffer.from(logId);
  return {
    nextWithoutTransactionProof: () => takeNext(db, id),
    noteTransactionProof: async ({ size, blockHash }, proof) => {
      await sql`
        UPDATE log_anchor SET transaction_proof = ${JSON.stringify(proof)}::jsonb
        WHERE log_id = ${id} AND size = ${size} AND block_hash = ${blockHash}`.execute(db);
    },
  };
}

/** A node that has none to give is asked ever more seldom, and one that only was away soon again. */
async function takeNext(db: Queryable, id: Buffer): Promise<RecordedAnchor | null> {
  const { rows } = await sql<Row>`
    UPDATE log_anchor SET transaction_asked_at = clock_timestamp()
    WHERE log_id = ${id} AND size = (
      SELECT size FROM log_anchor
      WHERE log_id = ${id} AND transaction_proof IS NULL
        AND (transaction_asked_at IS NULL OR clock_timestamp() - transaction_asked_at
               > greatest(transaction_asked_at - block_time, interval '1 minute'))
      ORDER BY size DESC LIMIT 1)
    RETURNING size, transaction, block_hash`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  return { size: Number(row.size), transaction: row.transaction, blockHash: row.block_hash };
}
