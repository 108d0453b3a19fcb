import type { TransactionProof } from "../domain/log/transaction-proof.ts";

/** An anchor as the chain recorded it. */
export interface RecordedAnchor {
  /** Lower-case hex. */
  readonly logId: string;
  readonly size: number;
  /** Hashes as `0x` hex in lower case. */
  readonly transaction: string;
  readonly blockHash: string;
}

/** The anchors of all logs this operator has run, sealed ones too: their receipts are asked for as long as any. */
export interface TransactionProofBook {
  /**
   * The newest anchor without a proof for which it is time to ask, noted as asked for with this very call: whatever
   * comes of the question, the others have their turn before it. Null when there is none.
   */
  nextWithoutTransactionProof(): Promise<RecordedAnchor | null>;
  /** Keeps a proof; one of an anchor that has moved to another block by then is dropped. */
  noteTransactionProof(anchor: RecordedAnchor, proof: TransactionProof): Promise<void>;
}

/** Proves a transaction under the roots of its block's header; null when the chain's node does not have what it takes. */
export type ProveTransaction = (transaction: string, blockHash: string) => Promise<TransactionProof | null>;

export interface TransactionProofDeps {
  readonly book: TransactionProofBook;
  readonly prove: ProveTransaction;
}

/**
 * Proves the transaction of one anchor, so that a receipt can be checked against a block header to its last field. A
 * node that cannot give what it takes leaves the receipt without for now.
 *
 * @returns Whether one was proved, so that there may be another.
 */
export async function noteTransactionProof({ book, prove }: TransactionProofDeps): Promise<boolean> {
  const anchor = await book.nextWithoutTransactionProof();
  if (anchor === null) return false;
  const proof = await prove(anchor.transaction, anchor.blockHash).catch(() => null);
  if (proof !== null) await book.noteTransactionProof(anchor, proof);
  return proof !== null;
}
