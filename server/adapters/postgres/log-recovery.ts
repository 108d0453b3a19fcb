/** A restored log in the database, while it is brought up to what was published. */
import { sql, type Transaction } from "kysely";
import type { RecoveringLine } from "../../app/recover-line.ts";
import type { Erased, RecoveringLog } from "../../app/recover-log.ts";
import { bytesToHex, equalBytes } from "../../domain/log/bytes.ts";
import { signCheckpoint } from "../../domain/log/checkpoint.ts";
import { LogError } from "../../domain/log/errors.ts";
import { promiseInstant } from "../../domain/log/promise.ts";
import { type PublishedEntry, RecoveryRefused } from "../../domain/log/recovery.ts";
import { edgeTiles, TreeEdge } from "../../domain/log/tree.ts";
import { nativeSha256 } from "../native-sha256.ts";
import { asTx, type Database, databaseTime } from "./database.ts";
import { eraseAgain } from "./erasures.ts";
import { promiseTogether } from "./log-bulks.ts";
import { insertBatch } from "./log-commitments.ts";
import { type PendingBatches, pendingBatches } from "./log-recovery-batches.ts";
import { carryOver, RECOVERED, succeedLog } from "./log-recovery-line.ts";
import { checkpointSigner, type LogSettings } from "./log-settings.ts";
import { readRoot, readTiles, writeTiles } from "./log-tiles.ts";
import type { DB } from "./types.ts";

/** The line a recovery is about. */
export interface HeldLine {
  readonly chainId: number;
  /** Settings of a log of the line, by its origin. */
  readonly of: (origin: string) => LogSettings;
}

/**
 * Takes hold of the logs of a line in one transaction; nobody sequences meanwhile.
 *
 * @param keep False rolls everything back once the work is done.
 * @throws RecoveryRefused `database_damaged` when the stored tiles do not lead to the stored root.
 */
export async function holdLine<T>(
  { kysely }: Database,
  { chainId, of }: HeldLine,
  work: (line: RecoveringLine) => Promise<T>,
  keep: boolean,
): Promise<T> {
  let done: { readonly result: T } | undefined;
  try {
    return await kysely.transaction().execute(async (trx) => {
      const line: RecoveringLine = {
        log: ({ origin }) => recoveringLog(trx, of(origin)),
        succeed: ({ to, ...rest }) => succeedLog(trx, chainId, { ...rest, to: of(to.origin) }),
        carryOver: (from, to) =>
          carryOver(
            trx,
            from.map(({ origin }) => of(origin)),
            of(to.origin),
          ),
      };
      done = { result: await work(line) };
      if (!keep) throw new Rehearsed();
      return done.result;
    });
  } catch (error) {
    if (error instanceof Rehearsed && done !== undefined) return done.result;
    throw error;
  }
}

class Rehearsed extends Error {}

interface Held {
  readonly trx: Transaction<DB>;
  readonly settings: LogSettings;
  readonly edge: TreeEdge;
  readonly batches: PendingBatches;
  /** When the log was closed for entries; null while it is open. */
  readonly closedAt: Date | null;
}

async function recoveringLog(trx: Transaction<DB>, settings: LogSettings): Promise<RecoveringLog> {
  const { rows } = await sql<{ size: string; root: Buffer; closed_at: Date | null }>`
    SELECT size, root, closed_at FROM log
    WHERE log_id = ${Buffer.from(settings.logId)} AND sealed_at IS NULL FOR NO KEY UPDATE`.execute(trx);
  if (rows[0] === undefined) throw new LogError("log.not_registered", "The log has no row, or is sealed.");
  const [size, closedAt] = [Number(rows[0].size), rows[0].closed_at];
  const edge = await loadEdge(trx, settings, size, rows[0].root);
  // What was published went in before the log was closed; to everybody else it stays so.
  if (closedAt !== null) await writeClosed(trx, settings, null);
  const held = { trx, settings, edge, batches: pendingBatches(trx, settings.logId), closedAt };
  return {
    size,
    append: (entries) => append(held, entries),
    rootAt: async (asked) => bytesToHex(await readRoot(trx, settings.logId, asked)),
    finish: async (sizes) => {
      held.batches.refuseHalf();
      await finish(held, sizes);
    },
    erase: (erased) => erase(trx, erased),
  };
}

async function writeClosed(trx: Transaction<DB>, { logId }: LogSettings, at: Date | null): Promise<void> {
  await sql`UPDATE log SET closed_at = ${at} WHERE log_id = ${Buffer.from(logId)}`.execute(trx);
}

async function loadEdge(
  trx: Transaction<DB>,
  { logId }: LogSettings,
  size: number,
  root: Uint8Array,
): Promise<TreeEdge> {
  const tiles = await readTiles(trx, logId, edgeTiles(size));
  try {
    const edge = new TreeEdge(size, tiles, nativeSha256);
    if (equalBytes(edge.root(), root)) return edge;
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
  }
  throw new RecoveryRefused(
    "database_damaged",
    `The tiles in the database do not lead to its root of size ${size}.`,
  );
}

async function append(held: Held, entries: readonly PublishedEntry[]): Promise<number> {
  const { trx, settings, edge } = held;
  for (const { leafHash } of entries) edge.append(leafHash);
  await writeTiles(trx, settings.logId, edge.takeChanged());
  const unplaced = await held.batches.place(entries);
  const placed = await placeKnown(held, unplaced);
  const lost = unplaced.filter(({ index }) => !placed.has(index));
  for (const run of runsOf(lost)) await insertRun(held, run);
  return entries.length - lost.length;
}

/**
 * What was accepted before the backup and integrated after it keeps its promise, statement and salt.
 *
 * @returns The places that were given: of two published entries that read the same the database may know one.
 */
async function placeKnown({ trx, settings }: Held, entries: readonly PublishedEntry[]): Promise<Set<number>> {
  const { rows } = await sql<{ leaf_index: string }>`
    UPDATE log_entry SET leaf_index = published.leaf_index
    FROM unnest(${entries.map(({ leafHash }) => Buffer.from(leafHash))}::bytea[],
                ${entries.map(({ index }) => index)}::bigint[]) AS published (leaf_hash, leaf_index)
    WHERE log_entry.leaf_hash = published.leaf_hash AND log_entry.leaf_index IS NULL
      AND log_entry.log_id = ${Buffer.from(settings.logId)}
    RETURNING log_entry.leaf_index`.execute(trx);
  return new Set(rows.map((row) => Number(row.leaf_index)));
}

/** Neighbours that were received in one minute; they are stored as commitments handed in together are. */
function runsOf(entries: readonly PublishedEntry[]): PublishedEntry[][] {
  const runs: PublishedEntry[][] = [];
  for (const one of entries) {
    const before = runs.at(-1)?.at(-1);
    const goesOn = before?.index === one.index - 1 && before.entry.receivedAt === one.entry.receivedAt;
    if (goesOn) runs.at(-1)!.push(one);
    else runs.push([one]);
  }
  return runs;
}

/**
 * The promises of these entries are with their holders alone and stay good. Receipts made from now on carry one given
 * anew, which is kept as it is given: the entries are in the tree.
 */
async function insertRun({ trx, settings }: Held, run: readonly PublishedEntry[]): Promise<void> {
  const { index: first, entry } = run[0]!;
  const now = await databaseTime(trx);
  const promisedBy = promiseInstant(now);
  const leaves = run.map(({ leafHash }) => leafHash);
  const bulk = await promiseTogether(asTx(trx), settings, leaves, promisedBy);
  await insertBatch(asTx(trx), {
    submitter: RECOVERED,
    idempotencyKey: `${bytesToHex(settings.logId)}/${first}`,
    logId: settings.logId,
    requestHash: bulk.tree.root,
    acceptedAt: receivedOr(now, entry.receivedAt),
    entries: run.map(({ bytes }) => bytes),
    bulk,
  });
  await sql`UPDATE log_batch SET first_index = ${first} WHERE bulk_id = ${bulk.bulkId}`.execute(trx);
}

const LAST_OF_MINUTE = 59_999;

/**
 * The published minute, counted to its end: of entries that read the same the one the database knows was accepted first.
 * An entry that was requested through the contract may name any text as its time.
 */
function receivedOr(now: Date, receivedAt: string): Date {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/.test(receivedAt) || Number.isNaN(Date.parse(receivedAt))) return now;
  return new Date(Math.min(Date.parse(receivedAt) + LAST_OF_MINUTE, now.getTime()));
}

/**
 * Signatures are computed, not drawn: signing a checkpoint again gives the bytes it had, or under a key that was appended
 * since a second good line for the same root. That the log may go on the server finds out: it asks everybody who has seen it.
 */
async function finish({ trx, settings, edge, closedAt }: Held, sizes: readonly number[]): Promise<void> {
  const logId = Buffer.from(settings.logId);
  const { origin } = settings.identity;
  for (const size of sizes.filter((one) => one > 0)) {
    const root = await readRoot(trx, settings.logId, size);
    const { note, logSignature } = signCheckpoint({ origin, size, root }, checkpointSigner(settings));
    await sql`
      INSERT INTO log_checkpoint (log_id, size, root, note, log_signature, created_at)
      VALUES (${logId}, ${size}, ${Buffer.from(root)}, ${note}, ${Buffer.from(logSignature)}, clock_timestamp())
      ON CONFLICT (log_id, size) DO NOTHING`.execute(trx);
  }
  await sql`
    UPDATE log SET size = ${edge.size}, root = ${Buffer.from(edge.root())}, closed_at = ${closedAt}
    WHERE log_id = ${logId}`.execute(trx);
}

async function erase(trx: Transaction<DB>, erased: readonly Erased[]): Promise<number> {
  let count = 0;
  for (const one of erased) count += await eraseAgain(asTx(trx), one);
  return count;
}
