/** How a restored log gives way to the one after it, as it did in the database that was lost. */
import { sql, type Transaction } from "kysely";
import type { Succession } from "../../app/recover-line.ts";
import { bytesToHex } from "../../domain/log/bytes.ts";
import { EMPTY_ROOT, leafHash } from "../../domain/log/hash.ts";
import { promiseInstant } from "../../domain/log/promise.ts";
import { RecoveryRefused } from "../../domain/log/recovery.ts";
import { successionEntry } from "../../domain/log/succession.ts";
import { nativeSha256 } from "../native-sha256.ts";
import { lockCursor } from "./chain-blocks.ts";
import { asTx, databaseTime } from "./database.ts";
import { promiseTogether } from "./log-bulks.ts";
import { insertBatch } from "./log-commitments.ts";
import { insertFirstEntry } from "./log-rotation.ts";
import type { LogSettings } from "./log-settings.ts";
import type { DB } from "./types.ts";

/** Who handed in an entry that was read back: nobody can say any more, and no party has such an id. */
export const RECOVERED = "log/recovered";

/** A succession within the operator's own line. */
export type OwnSuccession = Omit<Succession, "to"> & { readonly to: LogSettings };

const MOST_IN_A_BATCH = 1_000;

/**
 * Closes a log that is sealed on the chain, and begins its successor; answers whether that one's entry 0 was new.
 *
 * @throws RecoveryRefused `other_history` where the database goes on in another log.
 */
export async function succeedLog(
  trx: Transaction<DB>,
  chainId: number,
  succession: OwnSuccession,
): Promise<boolean> {
  // First the cursor, as whoever folds events does: none of the successor's may slip by before its row is there.
  await lockCursor(trx, chainId);
  await closeBefore(trx, succession);
  // Where the contract does not know it yet, the server registers it, and begins it then.
  if (!succession.isRegistered) return false;
  await adoptAnchors(trx, succession.to.logId);
  return await writeFirst(trx, succession);
}

/**
 * Hands what sealed logs were still to take in to an open one, as a server accepts it that does not know yet how much its
 * database lacks. The contract takes an answer in the log that promised, or in the one after it.
 */
export async function carryOver(
  trx: Transaction<DB>,
  from: readonly LogSettings[],
  to: LogSettings,
): Promise<number> {
  let count = 0;
  for (const { logId } of from) {
    for (const [submitter, entries] of await readWaiting(trx, logId)) {
      for (let at = 0; at < entries.length; at += MOST_IN_A_BATCH)
        await writeBatch(trx, to, submitter, entries.slice(at, at + MOST_IN_A_BATCH));
      count += entries.length;
    }
  }
  return count;
}

/** Whoever writes into the log just now is waited for. The successor stands as long as the log before it does. */
async function closeBefore(trx: Transaction<DB>, { last, to }: OwnSuccession): Promise<void> {
  const [before, after] = [Buffer.from(last.logId), Buffer.from(to.logId)];
  await sql`SELECT FROM log WHERE log_id = ${before} FOR UPDATE`.execute(trx);
  await sql`
    INSERT INTO log (log_id, origin, root, predecessor, stopped)
    SELECT ${after}, ${to.identity.origin}, ${Buffer.from(EMPTY_ROOT)}, log_id, stopped FROM log WHERE log_id = ${before}
    ON CONFLICT DO NOTHING`.execute(trx);
  const { rows } = await sql<{
    log_id: Buffer;
  }>`SELECT log_id FROM log WHERE predecessor = ${before}`.execute(trx);
  if (rows[0]?.log_id.equals(after) !== true)
    throw new RecoveryRefused(
      "other_history",
      `The log goes on in ${to.identity.origin}, but the database has that origin, or this place in the line, for another log.`,
    );
  await sql`
    UPDATE log SET closed_at = coalesce(closed_at, clock_timestamp()), sealed_at = clock_timestamp()
    WHERE log_id = ${before}`.execute(trx);
}

/** By submitter, whose they stay. */
async function readWaiting(trx: Transaction<DB>, logId: Uint8Array): Promise<Map<string, Buffer[]>> {
  const { rows } = await sql<{ entry: Buffer; submitter: string }>`
    SELECT entry, submitter FROM log_leaf WHERE log_id = ${Buffer.from(logId)} AND leaf_index IS NULL
    ORDER BY accepted_at, bulk_id, bulk_index`.execute(trx);
  const grouped = Map.groupBy(rows, ({ submitter }) => submitter);
  return new Map([...grouped].map(([submitter, own]) => [submitter, own.map(({ entry }) => entry)]));
}

/** A database that went on by itself may have entry 0 with another time; the published one is the one that counts. */
async function writeFirst(trx: Transaction<DB>, { first, last, to }: OwnSuccession): Promise<boolean> {
  const now = await databaseTime(trx);
  if (first === null)
    return await insertFirstEntry(asTx(trx), to, last, {
      entry: successionEntry(last, now).bytes,
      acceptedAt: now,
    });
  if (await hasEntry(trx, first.leafHash)) return false;
  const written = { entry: first.bytes, acceptedAt: new Date(first.entry.receivedAt) };
  return (
    (await insertFirstEntry(asTx(trx), to, last, written)) ||
    (await insertFirstEntry(asTx(trx), to, last, { ...written, submitter: RECOVERED }))
  );
}

async function hasEntry(trx: Transaction<DB>, leaf: Uint8Array): Promise<boolean> {
  const { rows } = await sql`SELECT FROM log_entry WHERE leaf_hash = ${Buffer.from(leaf)}`.execute(trx);
  return rows.length > 0;
}

async function writeBatch(
  trx: Transaction<DB>,
  to: LogSettings,
  submitter: string,
  entries: readonly Uint8Array[],
): Promise<void> {
  const acceptedAt = await databaseTime(trx);
  const leaves = entries.map((entry) => leafHash(entry, nativeSha256));
  const bulk = await promiseTogether(asTx(trx), to, leaves, promiseInstant(acceptedAt));
  // The root is nobody's to know before, so that no key a submitter has used stands in the way.
  const named = { submitter, idempotencyKey: `waiting:${bytesToHex(bulk.tree.root)}` };
  const batch = { ...named, requestHash: bulk.tree.root, logId: to.logId, acceptedAt, entries, bulk };
  if (!(await insertBatch(asTx(trx), batch)))
    throw new RecoveryRefused("database_damaged", `The key ${named.idempotencyKey} was used before.`);
}

/** Anchors of a log are noted as their events are folded; those folded before its row was there passed by. */
async function adoptAnchors(trx: Transaction<DB>, logId: Uint8Array): Promise<void> {
  const id = Buffer.from(logId);
  await sql`
    INSERT INTO log_anchor (log_id, size, root, transaction, block_number, block_hash, block_time)
    SELECT ${id}, ('x' || right(e.topics[3], 16))::bit(64)::bigint, decode(substr(e.data, 3), 'hex'), lower(e.transaction),
           b.number, lower(b.hash), b.time
    FROM chain_event e JOIN chain_block b ON b.number = e.block_number
    WHERE e.contract = 'EvidenceLog' AND e.name = 'Anchored' AND e.topics[2] = ${`0x${id.toString("hex")}`}
    ON CONFLICT DO NOTHING`.execute(trx);
}
