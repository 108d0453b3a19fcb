import { sql } from "kysely";
import type { LogQuestion } from "../../app/answer-log.ts";
import type { Tx } from "../../app/ports.ts";
import { bytesToHex } from "../../domain/log/bytes.ts";
import { LogError } from "../../domain/log/errors.ts";
import { leafHash } from "../../domain/log/hash.ts";
import { promiseInstant } from "../../domain/log/promise.ts";
import { requestEntry } from "../../domain/log/requested.ts";
import { nativeSha256 } from "../native-sha256.ts";
import { fromTx } from "./database.ts";
import { promiseTogether } from "./log-bulks.ts";
import { insertBatch } from "./log-commitments.ts";
import { timeOfIntake } from "./log-halt.ts";
import { currentOf } from "./log-line.ts";
import type { LogSettings } from "./log-settings.ts";

/** Whoever asked through the contract is nobody's customer: nothing of the entry belongs to a party. */
const REQUESTED = "log";

/**
 * Takes an entry in as it was handed to the contract, byte for byte, behind an entry that says so. They are a batch,
 * because the text may be in an older log already, and a batch may repeat what stands elsewhere.
 *
 * @returns False when the log that was asked has been succeeded more than once.
 * @throws LogError `log.busy` when another process is just taking the same request; `log.fork_refused`.
 */
export async function takeInRequested(
  tx: Tx,
  settings: LogSettings,
  { id, logId }: LogQuestion,
  entry: Uint8Array,
): Promise<boolean> {
  const open = currentOf(settings);
  if (!(await isAnswerableIn(tx, open, logId))) return false;
  const acceptedAt = await timeOfIntake(tx, open);
  const leaf = leafHash(entry, nativeSha256);
  const entries = [requestEntry(id, bytesToHex(leaf), acceptedAt), entry];
  const leaves = [leafHash(entries[0]!, nativeSha256), leaf];
  const bulk = await promiseTogether(tx, open, leaves, promiseInstant(acceptedAt));
  const named = { submitter: REQUESTED, idempotencyKey: `request:${id}`, requestHash: leaf };
  const batch = { ...named, logId: open.logId, acceptedAt, entries, bulk };
  if (!(await insertBatch(tx, batch)))
    throw new LogError("log.busy", "The same entry is being taken at this moment.");
  return true;
}

/** The contract takes a place in the log it was asked of, or in the one that goes on from it. */
async function isAnswerableIn(tx: Tx, open: LogSettings, asked: string): Promise<boolean> {
  if (bytesToHex(open.logId) === asked) return true;
  const { rows } = await sql`
    SELECT FROM log WHERE log_id = ${Buffer.from(open.logId)} AND predecessor = ${Buffer.from(asked, "hex")}`.execute(
    fromTx(tx),
  );
  return rows.length > 0;
}
