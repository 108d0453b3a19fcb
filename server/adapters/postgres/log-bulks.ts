/** Promises over batches: one signature for all of them, and an audit path for each. */
import { sql } from "kysely";
import type { SubmitterSignatures, Tx } from "../../app/ports.ts";
import { type BulkTree, bulkTree } from "../../domain/log/bulk-promise.ts";
import { bulkPromiseDigest } from "../../domain/log/eip712.ts";
import { HASH_BYTES } from "../../domain/log/hash.ts";
import { describeBulkPromise, describePromise, type SignedPromise } from "../../domain/log/promise.ts";
import { nativeSha256 } from "../native-sha256.ts";
import { signDigestFast } from "../signing.ts";
import { fromTx, type Queryable } from "./database.ts";
import { type LogSettings, memberOf } from "./log-settings.ts";

/** A batch's promise as it is stored. */
export interface Bulk {
  readonly bulkId: string;
  readonly tree: BulkTree;
  /** Unix time in seconds. */
  readonly promisedBy: number;
  readonly signer: string;
  readonly signature: Uint8Array;
}

/** Signs and stores the promise of a batch. The entries have to follow in the same transaction. */
export async function promiseTogether(
  tx: Tx,
  settings: LogSettings,
  leaves: readonly Uint8Array[],
  promisedBy: number,
  submitter: SubmitterSignatures | null = null,
): Promise<Bulk> {
  const tree = bulkTree(leaves, nativeSha256);
  const terms = { root: tree.root, count: tree.count, promisedBy };
  const digest = bulkPromiseDigest(settings.identity, settings.logId, terms);
  const signature = signDigestFast(settings.keys.promise, digest);
  const signer = settings.promiseSigner;
  const { rows } = await sql<{ bulk_id: string }>`
    INSERT INTO log_bulk (log_id, root, leaves, promised_by, promise_signer, promise_signature,
                          submitter_signer, submitter_signatures)
    VALUES (${Buffer.from(settings.logId)}, ${Buffer.from(tree.root)}, ${Buffer.concat(leaves)},
            ${new Date(promisedBy * 1000)}, ${Buffer.from(signer.slice(2), "hex")}, ${Buffer.from(signature)},
            ${submitter === null ? null : Buffer.from(submitter.signer.slice(2), "hex")}::bytea,
            ${submitter === null ? null : Buffer.concat(submitter.signatures)}::bytea)
    RETURNING bulk_id`.execute(fromTx(tx));
  return { bulkId: rows[0]!.bulk_id, tree, promisedBy, signer, signature };
}

/** Batches read lately, with their trees worked out; they never change. */
const keptBulks = new WeakMap<Queryable, Map<string, Bulk>>();
const MOST_KEPT = 200;
/** Larger batches are worked out each time: many of them would take more memory than they save time. */
const MOST_KEPT_ITEMS = 256;

/** Reads promises of batches by their ids, each once. */
export async function readBulks(db: Queryable, ids: readonly string[]): Promise<Map<string, Bulk>> {
  const kept = keptBulks.get(db) ?? new Map<string, Bulk>();
  keptBulks.set(db, kept);
  const found = new Map<string, Bulk>();
  for (const id of ids) if (kept.has(id)) found.set(id, kept.get(id)!);
  const unread = [...new Set(ids)].filter((id) => !found.has(id));
  for (const bulk of await queryBulks(db, unread)) {
    found.set(bulk.bulkId, bulk);
    if (bulk.tree.count <= MOST_KEPT_ITEMS) kept.set(bulk.bulkId, bulk);
  }
  for (const id of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(id);
  return found;
}

async function queryBulks(db: Queryable, ids: readonly string[]): Promise<Bulk[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{
    bulk_id: string;
    leaves: Buffer;
    promised_by: Date;
    promise_signer: Buffer;
    promise_signature: Buffer;
  }>`
    SELECT bulk_id, leaves, promised_by, promise_signer, promise_signature
    FROM log_bulk WHERE bulk_id = ANY (${ids}::bigint[])`.execute(db);
  return rows.map((row) => ({
    bulkId: row.bulk_id,
    tree: bulkTree(leavesOf(row.leaves), nativeSha256),
    promisedBy: Math.floor(row.promised_by.getTime() / 1000),
    signer: `0x${row.promise_signer.toString("hex")}`,
    signature: row.promise_signature,
  }));
}

function leavesOf(leaves: Buffer): Uint8Array[] {
  return Array.from({ length: leaves.length / HASH_BYTES }, (_, i) =>
    leaves.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
}

/** A row that says how its entry was promised. */
export interface PromisedRow {
  /** Left out for what was accepted just now. */
  readonly log_id?: Buffer;
  readonly leaf_hash: Uint8Array;
  readonly promised_by: Date;
  readonly promise_signer: Buffer | null;
  readonly promise_signature: Buffer | null;
  readonly bulk_id: string | null;
  readonly bulk_index: number | null;
}

/** Spells an entry's promise, its own or that of its batch. */
export function promiseOf(
  row: PromisedRow,
  settings: LogSettings,
  bulks: ReadonlyMap<string, Bulk>,
): SignedPromise {
  const { identity: domain, logId } = row.log_id === undefined ? settings : memberOf(settings, row.log_id);
  const terms = {
    domain,
    logId,
    leafHash: row.leaf_hash,
    promisedBy: Math.floor(row.promised_by.getTime() / 1000),
  };
  const { promise_signer: signer, promise_signature: signature } = row;
  if (signer !== null && signature !== null)
    return describePromise(terms, `0x${signer.toString("hex")}`, signature);
  const bulk = bulks.get(row.bulk_id!)!;
  return describeBulkPromise(terms, bulk.tree, bulk.tree.item(row.bulk_index!), bulk);
}
