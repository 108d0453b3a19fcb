/** How a receipt is put together of what was read for it; nothing is asked here. */
import { createHash } from "node:crypto";
import { bytesToHex } from "../../domain/log/bytes.ts";
import { formatSeconds } from "../../domain/log/instants.ts";
import type { LogIdentity } from "../../domain/log/log-identity.ts";
import type { SignedPromise } from "../../domain/log/promise.ts";
import type { Receipt, ReceiptAnchor } from "../../domain/log/receipt.ts";
import type { TransactionProof } from "../../domain/log/transaction-proof.ts";
import type { PromisedRow } from "./log-bulks.ts";
import type { CosignedCheckpoint } from "./log-checkpoints.ts";
import type { StatusRow } from "./log-standing.ts";
import type { StoredProof } from "./log-state-proofs.ts";

/** What is stored of an entry. */
export interface ReceiptRow extends StatusRow, PromisedRow {
  readonly leaf_hash: Buffer;
  readonly log_id: Buffer;
  readonly entry: Buffer;
  readonly statement: Buffer | null;
  readonly salt: Buffer | null;
  /** Selected only where proofs of the anchor are asked for. */
  readonly state_proof?: StoredProof | null;
  readonly transaction_proof?: TransactionProof | null;
}

/** Which parts a receipt shows that not everybody gets. */
export interface Shown {
  readonly withOwnerParts: boolean;
  readonly withAnchorProofs: boolean;
}

/** A checkpoint with the address that signed it for the contract. */
export interface SignedCheckpoint extends CosignedCheckpoint {
  readonly signer: string;
}

/** The checkpoint an entry is proved under, and how. */
export interface Inclusion {
  readonly checkpoint: SignedCheckpoint;
  readonly proof: readonly Uint8Array[];
}

/** What a receipt takes besides the entry's own row. */
export interface ReceiptParts {
  readonly log: LogIdentity;
  readonly promise: SignedPromise;
  /** Undefined while the entry has no place in the log. */
  readonly inclusion: Inclusion | undefined;
}

/** Puts a receipt together. */
export function assemble(row: ReceiptRow, { log, promise, inclusion }: ReceiptParts, shown: Shown): Receipt {
  return {
    entry: row.entry.toString("utf8"),
    ...(shown.withOwnerParts && ownerParts(row)),
    log,
    promise,
    ...(inclusion !== undefined && inclusionParts(row, inclusion)),
    ...anchorPart(row, shown.withAnchorProofs ? promise.signer : null),
  };
}

function ownerParts({ statement, salt }: ReceiptRow): Pick<Receipt, "statement" | "salt"> {
  if (statement === null || salt === null) return {};
  return { statement: statement.toString("utf8"), salt: salt.toString("hex") };
}

type IntegratedParts = Pick<
  Receipt,
  "inclusion" | "checkpoint" | "checkpointSigner" | "witnesses" | "timestamp"
>;

function inclusionParts(
  { leaf_index: index }: ReceiptRow,
  { checkpoint, proof }: Inclusion,
): IntegratedParts {
  return {
    inclusion: { index: Number(index), proof: proof.map(bytesToHex) },
    checkpoint: checkpoint.note,
    checkpointSigner: checkpoint.signer,
    witnesses: checkpoint.witnesses,
    ...stampPart(checkpoint.stamp),
  };
}

function stampPart(token: Uint8Array | null): { timestamp?: Receipt["timestamp"] } {
  if (token === null) return {};
  const sha256 = createHash("sha256").update(token).digest("hex");
  return { timestamp: { token: Buffer.from(token).toString("base64"), sha256 } };
}

/** @param promiseKey Key whose slot the state proof has to show; null leaves the proofs out. */
function anchorPart(row: ReceiptRow, promiseKey: string | null): { anchor?: ReceiptAnchor } {
  const { transaction, block_number, block_hash, block_time } = row;
  if (transaction === null || block_number === null || block_hash === null || block_time === null) return {};
  const blockTime = formatSeconds(Math.floor(block_time.getTime() / 1000));
  const anchor = { transaction, blockNumber: Number(block_number), blockHash: block_hash, blockTime };
  if (promiseKey === null) return { anchor };
  const { state_proof = null, transaction_proof: transactionProof = null } = row;
  const proofs = {
    ...stateProofPart(state_proof, promiseKey),
    ...(transactionProof !== null && { transactionProof }),
  };
  return { anchor: { ...anchor, ...proofs } };
}

function stateProofPart(stored: StoredProof | null, promiseKey: string): Pick<ReceiptAnchor, "stateProof"> {
  const keyProof = stored?.promiseKeys[promiseKey];
  if (stored === null || keyProof === undefined || stored.account.length === 0) return {};
  const { account, root, checkpointKey } = stored;
  return { stateProof: { account, root, checkpointKey, promiseKey: keyProof } };
}
