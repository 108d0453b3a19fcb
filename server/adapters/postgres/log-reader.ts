import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { EntryStatus, LogReader } from "../../app/ports.ts";
import { bytesToHex } from "../../domain/log/bytes.ts";
import { formatSeconds } from "../../domain/log/instants.ts";
import { formatReceipt, type Receipt, type ReceiptAnchor } from "../../domain/log/receipt.ts";
import type { TransactionProof } from "../../domain/log/transaction-proof.ts";
import type { EntryState } from "../../schema/common.ts";
import type { Database, Queryable } from "./database.ts";
import { readAccesses } from "./log-accesses.ts";
import { promiseOf, readBulks } from "./log-bulks.ts";
import { readCosigned } from "./log-checkpoints.ts";
import { type LogSettings, memberOf, signerOf } from "./log-settings.ts";
import type { StoredProof } from "./log-state-proofs.ts";
import { readInclusionProofs } from "./log-tiles.ts";

/** Tells which blocks count as final; see `ChainReader.finalisedBlock`. */
export interface Finality {
  finalisedBlock(): Promise<number>;
}

interface StatusRow {
  readonly leaf_hash: Buffer;
  readonly leaf_index: string | null;
  readonly accepted_at: Date;
  readonly witnessed: boolean;
  readonly anchor_size: string | null;
  readonly transaction: string | null;
  readonly block_number: string | null;
  readonly block_hash: string | null;
  readonly block_time: Date | null;
}

interface ReceiptRow extends StatusRow {
  readonly log_id: Buffer;
  readonly entry: Buffer;
  readonly promised_by: Date;
  readonly promise_signer: Buffer | null;
  readonly promise_signature: Buffer | null;
  readonly bulk_id: string | null;
  readonly bulk_index: number | null;
  readonly statement: Buffer | null;
  readonly salt: Buffer | null;
  /** Selected only where proofs of the anchor are asked for. */
  readonly state_proof?: StoredProof | null;
  readonly transaction_proof?: TransactionProof | null;
}

/** Where entries stand. Nothing per entry is stored: index, checkpoints and anchors say it, also after a reorganisation. */
const STANDING = sql`
  e.leaf_hash, e.leaf_index, e.accepted_at,
  a.size AS anchor_size, a.transaction, a.block_number, a.block_hash, a.block_time,
  coalesce((SELECT size > e.leaf_index FROM reach WHERE reach.log_id = e.log_id), false) AS witnessed`;
/** How far each log is witnessed: found once, not for every entry anew. */
const REACH = sql`reach AS MATERIALIZED (
  SELECT log_id, (SELECT max(size) FROM log_checkpoint c WHERE c.log_id = log.log_id AND witnessed_at IS NOT NULL) AS size
  FROM log)`;
const ANCHOR = sql`
  LEFT JOIN LATERAL (
    SELECT a.* FROM log_anchor a JOIN log_checkpoint c USING (log_id, size, root)
    WHERE a.log_id = e.log_id AND a.size > e.leaf_index ORDER BY a.size LIMIT 1
  ) a ON true`;

/**
 * One entry a leaf. Anybody can hand in a commitment that is published already; what was accepted first is what counts.
 * What a sealed log was still to take in is in the log after it as well: there the one that has its place does.
 */
const firstOf = (leaves: readonly Buffer[]) => sql`(
  SELECT DISTINCT ON (leaf_hash) * FROM log_leaf WHERE leaf_hash = ANY (${leaves}::bytea[])
  ORDER BY leaf_hash, leaf_index IS NULL, accepted_at, leaf_index) AS e`;

/** Reads states and receipts; see {@link LogReader}. While the chain is out of reach nothing is called final. */
export function createLogReader(database: Database, settings: LogSettings, finality: Finality): LogReader {
  const db = database.kysely;
  return {
    statuses: (leafHashes) => readStatuses(db, leafHashes, finality),
    accesses: (documents) => readAccesses(db, documents),
    receipt: async (leafHash, withOwnerParts) =>
      (await readReceipts(db, settings, [leafHash], { withOwnerParts, withAnchorProofs: true })).get(
        leafHash,
      ) ?? null,
    // A page of many asks a node anyway, and the proofs would be most of what it loads.
    receipts: (leafHashes, withOwnerParts) =>
      readReceipts(db, settings, leafHashes, { withOwnerParts, withAnchorProofs: false }),
  };
}

async function readStatuses(
  db: Queryable,
  leafHashes: readonly string[],
  finality: Finality,
): Promise<Map<string, EntryStatus>> {
  const leaves = leavesOf(leafHashes);
  if (leaves.length === 0) return new Map();
  const { rows } = await sql<StatusRow>`
    WITH ${REACH} SELECT ${STANDING} FROM ${firstOf(leaves)} ${ANCHOR}`.execute(db);
  const isAnchored = rows.some((row) => row.block_number !== null);
  const finalBlock = isAnchored ? await finality.finalisedBlock().catch(() => -1) : -1;
  return new Map(rows.map((row) => [row.leaf_hash.toString("hex"), statusOf(row, finalBlock)]));
}

function statusOf(row: StatusRow, finalBlock: number): EntryStatus {
  return {
    leafHash: row.leaf_hash.toString("hex"),
    state: stateOf(row, finalBlock),
    index: row.leaf_index === null ? null : Number(row.leaf_index),
    acceptedAt: row.accepted_at,
    anchoredAt: row.block_time,
    transaction: row.transaction,
  };
}

function stateOf(row: StatusRow, finalBlock: number): EntryState {
  if (row.leaf_index === null) return "accepted";
  if (row.block_number !== null) return Number(row.block_number) <= finalBlock ? "finalised" : "anchored";
  return row.witnessed ? "witnessed" : "integrated";
}

function leavesOf(leafHashes: readonly string[]): Buffer[] {
  return leafHashes.filter((leaf) => /^[0-9a-f]{64}$/.test(leaf)).map((leaf) => Buffer.from(leaf, "hex"));
}

/** However many are asked for: one query for the entries, one for each checkpoint, one for the tiles of all proofs. */
async function readReceipts(
  db: Queryable,
  settings: LogSettings,
  leafHashes: readonly string[],
  { withOwnerParts, withAnchorProofs }: { withOwnerParts: boolean; withAnchorProofs: boolean },
): Promise<Map<string, string>> {
  const leaves = leavesOf(leafHashes);
  if (leaves.length === 0) return new Map();
  const { rows } = await sql<ReceiptRow>`
    WITH ${REACH}
    SELECT ${STANDING}, e.log_id, e.entry, e.promised_by, e.promise_signer, e.promise_signature, e.bulk_id, e.bulk_index,
           s.statement, s.salt ${withAnchorProofs ? sql`, a.state_proof, a.transaction_proof` : sql``}
    FROM ${firstOf(leaves)} LEFT JOIN log_statement s USING (leaf_hash) ${ANCHOR}`.execute(db);
  const integrated = new Map<ReceiptRow, IntegratedParts>();
  for (const [log, own] of Map.groupBy(rows, (row) => memberOf(settings, row.log_id)))
    for (const [row, parts] of await integratedParts(db, log, own)) integrated.set(row, parts);
  const bulks = await readBulks(
    db,
    rows.flatMap(({ bulk_id: id }) => (id === null ? [] : [id])),
  );
  return new Map(
    rows.map((row) => {
      const promise = promiseOf(row, settings, bulks);
      const receipt = formatReceipt({
        entry: row.entry.toString("utf8"),
        ...(withOwnerParts && ownerParts(row)),
        log: memberOf(settings, row.log_id).identity,
        promise,
        ...integrated.get(row),
        ...anchorPart(row, withAnchorProofs ? promise.signer : null),
      });
      return [row.leaf_hash.toString("hex"), receipt];
    }),
  );
}

function ownerParts({ statement, salt }: ReceiptRow): Pick<Receipt, "statement" | "salt"> {
  if (statement === null || salt === null) return {};
  return { statement: statement.toString("utf8"), salt: salt.toString("hex") };
}

type IntegratedParts = Pick<
  Receipt,
  "inclusion" | "checkpoint" | "checkpointSigner" | "witnesses" | "timestamp"
>;

/** Proves entries under the first anchored checkpoint that holds them, or under the newest while none is anchored. */
async function integratedParts(
  db: Queryable,
  settings: LogSettings,
  rows: readonly ReceiptRow[],
): Promise<Map<ReceiptRow, IntegratedParts>> {
  const placed = rows.filter((row) => row.leaf_index !== null);
  const wanted = [...new Set(placed.map(wantedSize))];
  const checkpoints = new Map(
    await Promise.all(
      wanted.map(async (size) => {
        const checkpoint = (await readCosigned(db, settings.logId, size))!;
        // Finding who signed is dear where it was not the present key.
        return [size, { ...checkpoint, signer: signerOf(settings, checkpoint.note) }] as const;
      }),
    ),
  );
  const asked = placed.map((row) => ({ row, checkpoint: checkpoints.get(wantedSize(row))! }));
  const proofs = await readInclusionProofs(
    db,
    settings.logId,
    asked.map(({ row, checkpoint }) => ({ index: Number(row.leaf_index), size: checkpoint.size })),
  );
  return new Map(
    asked.map(({ row, checkpoint }, at) => [
      row,
      {
        inclusion: { index: Number(row.leaf_index), proof: (proofs[at] ?? []).map(bytesToHex) },
        checkpoint: checkpoint.note,
        checkpointSigner: checkpoint.signer,
        witnesses: checkpoint.witnesses,
        ...stampPart(checkpoint.stamp),
      },
    ]),
  );
}

function stampPart(token: Uint8Array | null): { timestamp?: Receipt["timestamp"] } {
  if (token === null) return {};
  const sha256 = createHash("sha256").update(token).digest("hex");
  return { timestamp: { token: Buffer.from(token).toString("base64"), sha256 } };
}

const wantedSize = ({ anchor_size: size }: ReceiptRow): number | null =>
  size === null ? null : Number(size);

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
