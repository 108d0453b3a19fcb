/** Receipts as the database has them. */
import { sql } from "kysely";
import { formatReceipt } from "../../domain/log/receipt.ts";
import type { Queryable } from "./database.ts";
import { type Bulk, promiseOf, readBulks } from "./log-bulks.ts";
import { readCosigned } from "./log-checkpoints.ts";
import {
  assemble,
  type Inclusion,
  type ReceiptRow,
  type Shown,
  type SignedCheckpoint,
} from "./log-receipt-parts.ts";
import { type LogSettings, memberOf, signerOf } from "./log-settings.ts";
import { ANCHOR, firstOf, leavesOf, REACH, STANDING } from "./log-standing.ts";
import { readInclusionProofs } from "./log-tiles.ts";

/**
 * Reads receipts by leaf hash, without those of entries the log never saw. However many are asked for: one query for the
 * entries, one for each checkpoint, one for the tiles of all proofs.
 */
export async function readReceipts(
  db: Queryable,
  settings: LogSettings,
  leafHashes: readonly string[],
  shown: Shown,
): Promise<Map<string, string>> {
  const rows = await queryRows(db, leavesOf(leafHashes), shown);
  const inclusions = await readInclusions(db, settings, rows);
  const bulks = await readBulksOf(db, rows);
  return new Map(
    rows.map((row) => {
      const log = memberOf(settings, row.log_id).identity;
      const promise = promiseOf(row, settings, bulks);
      const receipt = assemble(row, { log, promise, inclusion: inclusions.get(row) }, shown);
      return [row.leaf_hash.toString("hex"), formatReceipt(receipt)];
    }),
  );
}

async function queryRows(
  db: Queryable,
  leaves: readonly Buffer[],
  { withAnchorProofs }: Shown,
): Promise<ReceiptRow[]> {
  if (leaves.length === 0) return [];
  const { rows } = await sql<ReceiptRow>`
    WITH ${REACH}
    SELECT ${STANDING}, e.log_id, e.entry, e.promised_by, e.promise_signer, e.promise_signature, e.bulk_id, e.bulk_index,
           s.statement, s.salt ${withAnchorProofs ? sql`, a.state_proof, a.transaction_proof` : sql``}
    FROM ${firstOf(leaves)} LEFT JOIN log_statement s USING (leaf_hash) ${ANCHOR}`.execute(db);
  return rows;
}

function readBulksOf(db: Queryable, rows: readonly ReceiptRow[]): Promise<Map<string, Bulk>> {
  return readBulks(
    db,
    rows.flatMap(({ bulk_id: id }) => (id === null ? [] : [id])),
  );
}

async function readInclusions(
  db: Queryable,
  settings: LogSettings,
  rows: readonly ReceiptRow[],
): Promise<Map<ReceiptRow, Inclusion>> {
  const placed = rows.filter((row) => row.leaf_index !== null);
  const all = new Map<ReceiptRow, Inclusion>();
  for (const [log, own] of Map.groupBy(placed, (row) => memberOf(settings, row.log_id)))
    for (const [row, inclusion] of await inclusionsIn(db, log, own)) all.set(row, inclusion);
  return all;
}

/** Proves entries of one log under the first anchored checkpoint that holds them, or under the newest while none is anchored. */
async function inclusionsIn(
  db: Queryable,
  log: LogSettings,
  rows: readonly ReceiptRow[],
): Promise<[ReceiptRow, Inclusion][]> {
  const checkpoints = await readCheckpoints(db, log, new Set(rows.map(wantedSize)));
  const proved = rows.map((row) => ({ row, checkpoint: checkpoints.get(wantedSize(row))! }));
  const places = proved.map(({ row, checkpoint }) => ({
    index: Number(row.leaf_index),
    size: checkpoint.size,
  }));
  const proofs = await readInclusionProofs(db, log.logId, places);
  return proved.map(({ row, checkpoint }, at) => [row, { checkpoint, proof: proofs[at]! }]);
}

/** Checkpoints by their size, with null the newest. */
async function readCheckpoints(
  db: Queryable,
  log: LogSettings,
  sizes: ReadonlySet<number | null>,
): Promise<Map<number | null, SignedCheckpoint>> {
  const read = [...sizes].map(async (size) => {
    const checkpoint = (await readCosigned(db, log.logId, size))!;
    // Finding who signed is dear where it was not the present key.
    return [size, { ...checkpoint, signer: signerOf(log, checkpoint.note) }] as const;
  });
  return new Map(await Promise.all(read));
}

const wantedSize = ({ anchor_size: size }: ReceiptRow): number | null =>
  size === null ? null : Number(size);
