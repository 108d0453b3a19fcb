import { sql } from "kysely";
import type { RecordedAnchor, TransactionProofBook } from "../../app/log-transaction-proofs.ts";
import type { Queryable } from "./database.ts";

interface Row {
  readonly log_id: Buffer;
  readonly size: string;
  readonly transaction: string;
  readonly block_hash: string;
}

/** Proofs of the transactions that anchored logs, beside the anchors. */
export function createTransactionProofBook(db: Queryable): TransactionProofBook {
  return {
    nextWithoutTransactionProof: () => takeNext(db),
    noteTransactionProof: async ({ logId, size, blockHash }, proof) => {
      await sql`
        UPDATE log_anchor SET transaction_proof = ${JSON.stringify(proof)}::jsonb
        WHERE log_id = ${Buffer.from(logId, "hex")} AND size = ${size} AND block_hash = ${blockHash}`.execute(
        db,
      );
    },
  };
}

/** A node that has none to give is asked ever more seldom, and one that only was away soon again. */
async function takeNext(db: Queryable): Promise<RecordedAnchor | null> {
  const { rows } = await sql<Row>`
    UPDATE log_anchor SET transaction_asked_at = clock_timestamp()
    WHERE (log_id, size) = (
      SELECT log_id, size FROM log_anchor
      WHERE transaction_proof IS NULL
        AND (transaction_asked_at IS NULL OR clock_timestamp() - transaction_asked_at
               > greatest(transaction_asked_at - block_time, interval '1 minute'))
      ORDER BY block_number DESC LIMIT 1)
    RETURNING log_id, size, transaction, block_hash`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  const { transaction, block_hash: blockHash } = row;
  return { logId: row.log_id.toString("hex"), size: Number(row.size), transaction, blockHash };
}
