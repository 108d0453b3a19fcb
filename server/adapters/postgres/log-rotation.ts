import { sql } from "kysely";
import type { Rotation, RotationBook } from "../../app/log-rotation.ts";
import type { Tx } from "../../app/ports.ts";
import { bytesToHex, fromHex } from "../../domain/log/bytes.ts";
import { promiseDigest } from "../../domain/log/eip712.ts";
import { LogError } from "../../domain/log/errors.ts";
import { EMPTY_ROOT, leafHash } from "../../domain/log/hash.ts";
import { registrationHashes } from "../../domain/log/log-identity.ts";
import { promiseInstant } from "../../domain/log/promise.ts";
import {
  type LastCheckpoint,
  lastCheckpointBytes,
  OPEN_SALT,
  successionEntry,
} from "../../domain/log/succession.ts";
import { signDigestFast } from "../signing.ts";
import { type Database, databaseTime, fromTx } from "./database.ts";
import type { LogLine } from "./log-line.ts";
import type { LogSettings } from "./log-settings.ts";

/** Who hands entry 0 in; the sequencer puts nothing before it. */
export const SUCCESSION = "log";

/**
 * Closes the current log for entries and opens its successor, in one step: whoever is accepting just then is waited for,
 * and whoever comes after finds the successor.
 *
 * @param origin Origin of the successor, never used before.
 * @throws LogError `log.rotation_refused` when the log is empty or stopped, or a rotation is under way.
 */
export async function closeLog(database: Database, line: LogLine, origin: string): Promise<void> {
  await line.refresh();
  const [now, next] = [line.current(), line.of(origin)];
  if ((await line.unsealed()).length > 1) throw refuse("the rotation before is not done yet");
  await database.kysely.transaction().execute(async (trx) => {
    const { rows } = await sql<{ size: string; pending: boolean; stopped: string | null }>`
      SELECT size, stopped, EXISTS (SELECT FROM log_entry WHERE log_id = log.log_id)
                   OR EXISTS (SELECT FROM log_batch WHERE log_id = log.log_id) AS pending
      FROM log WHERE log_id = ${Buffer.from(now.logId)} AND closed_at IS NULL FOR UPDATE`.execute(trx);
    if (rows[0] === undefined) throw refuse("the log is closed already");
    // A successor would take entries in that its predecessor may not.
    if (rows[0].stopped !== null) throw refuse("it is stopped and may not go on");
    if (Number(rows[0].size) === 0 && !rows[0].pending) throw refuse("the log is empty");
    await sql`
      INSERT INTO log (log_id, origin, root, predecessor)
      VALUES (${Buffer.from(next.logId)}, ${origin}, ${Buffer.from(EMPTY_ROOT)}, ${Buffer.from(now.logId)})`.execute(
      trx,
    );
    await sql`UPDATE log SET closed_at = clock_timestamp() WHERE log_id = ${Buffer.from(now.logId)}`.execute(
      trx,
    );
  });
  await line.refresh();
}

/**
 * Rotation's book on Postgres.
 *
 * @param anchorSender Address that sends our chain calls.
 */
export function createRotationBook(database: Database, line: LogLine, anchorSender: string): RotationBook {
  return {
    underWay: () => readRotation(database, line, anchorSender),
    noteSealed: async (logId) => {
      await sql`
        UPDATE log SET sealed_at = clock_timestamp()
        WHERE log_id = ${Buffer.from(logId, "hex")} AND sealed_at IS NULL`.execute(database.kysely);
      await line.refresh();
    },
    writeFirstEntry: (tx, rotation) => writeFirstEntry(tx, line.current(), rotation),
  };
}

async function readRotation(database: Database, line: LogLine, sender: string): Promise<Rotation | null> {
  const [from, to] = (await line.all()).slice(-2);
  if (from === undefined || to === undefined) return null;
  const { rows } = await sql<{ size: string; sealed: boolean; pending: number; begun: boolean }>`
    SELECT size, sealed_at IS NOT NULL AS sealed,
           (SELECT count(*)::int FROM log_entry e WHERE e.log_id = log.log_id AND e.leaf_index IS NULL)
           + (SELECT coalesce(sum(count), 0)::int FROM log_batch b WHERE b.log_id = log.log_id AND b.first_index IS NULL) AS pending,
           EXISTS (SELECT FROM log_entry WHERE submitter = ${SUCCESSION} AND idempotency_key = ${keyOf(from)}) AS begun
    FROM log WHERE log_id = ${Buffer.from(from.logId)}`.execute(database.kysely);
  const { size, sealed, pending, begun } = rows[0]!;
  if (sealed && begun) return null;
  return {
    // What waits in a log that a recovery has sealed went over to the one after it.
    from: { logId: bytesToHex(from.logId), size: Number(size), pending: sealed ? 0 : pending },
    to: { logId: bytesToHex(to.logId), hasFirstEntry: begun },
    terms: termsOf(from, to, sender),
  };
}

const keyOf = ({ logId }: { logId: Uint8Array }): string => `checkpoint:${bytesToHex(logId)}`;

function termsOf(from: LogSettings, to: LogSettings, anchorSender: string): Record<string, string> {
  const hashes = registrationHashes(to.identity);
  const hex = (bytes: Uint8Array) => `0x${bytesToHex(bytes)}`;
  return {
    operatorParty: hex(hashes.operatorParty),
    originHash: hex(hashes.originHash),
    verifierKeyHash: hex(hashes.verifierKeyHash),
    promiseSigner: to.promiseSigner,
    logSigner: to.checkpointSigner,
    anchorSender,
    predecessor: hex(from.logId),
  };
}

async function writeFirstEntry(tx: Tx, to: LogSettings, { from }: Rotation): Promise<void> {
  const trx = fromTx(tx);
  const logId = fromHex(from.logId, "logId", 32);
  const { rows } = await sql<{ size: string; root: Buffer }>`
    SELECT size, root FROM log WHERE log_id = ${Buffer.from(logId)}`.execute(trx);
  const last = { logId, size: Number(rows[0]!.size), root: new Uint8Array(rows[0]!.root) };
  const now = await databaseTime(trx);
  await insertFirstEntry(tx, to, last, { entry: successionEntry(last, now).bytes, acceptedAt: now });
}

/** Entry 0 of a successor as it is written down. */
export interface WrittenFirst {
  readonly entry: Uint8Array;
  readonly acceptedAt: Date;
  /** Who it is said to be from; left out, the rotation itself. */
  readonly submitter?: string;
}

/** Writes entry 0 of a successor; false where it, or another one under the same key, is there. */
export async function insertFirstEntry(
  tx: Tx,
  to: LogSettings,
  last: LastCheckpoint,
  { entry, acceptedAt, submitter = SUCCESSION }: WrittenFirst,
): Promise<boolean> {
  const trx = fromTx(tx);
  const leaf = leafHash(entry);
  const promisedBy = promiseInstant(acceptedAt);
  const digest = promiseDigest(to.identity, to.logId, leaf, promisedBy);
  const inserted = await sql`
    INSERT INTO log_entry (log_id, leaf_hash, entry, submitter, idempotency_key, request_hash, accepted_at,
                           promised_by, promise_signer, promise_signature)
    VALUES (${Buffer.from(to.logId)}, ${Buffer.from(leaf)}, ${Buffer.from(entry)}, ${submitter}, ${keyOf(last)},
            ${Buffer.from(leaf)}, ${acceptedAt}, ${new Date(promisedBy * 1000)},
            ${Buffer.from(to.promiseSigner.slice(2), "hex")}, ${Buffer.from(signDigestFast(to.keys.promise, digest))})
    ON CONFLICT DO NOTHING RETURNING 1`.execute(trx);
  if (inserted.rows.length === 0) return false;
  await sql`
    INSERT INTO log_statement (leaf_hash, statement, salt, public)
    VALUES (${Buffer.from(leaf)}, ${Buffer.from(lastCheckpointBytes(last))}, ${Buffer.from(OPEN_SALT)}, false)`.execute(
    trx,
  );
  return true;
}

const refuse = (why: string): LogError =>
  new LogError("log.rotation_refused", `The log is not rotated: ${why}.`);
