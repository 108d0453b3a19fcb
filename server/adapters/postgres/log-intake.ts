import { sql } from "kysely";
import type { AcceptedEntry, EntryInput, LogIntake, Randomness, Tx } from "../../app/ports.ts";
import { commit, SALT_BYTES } from "../../domain/evidence/commitment.ts";
import { bytesToHex } from "../../domain/log/bytes.ts";
import { promiseDigest } from "../../domain/log/eip712.ts";
import { encodeEntry } from "../../domain/log/entry.ts";
import { leafHash } from "../../domain/log/hash.ts";
import { formatMinute } from "../../domain/log/instants.ts";
import { promiseInstant } from "../../domain/log/promise.ts";
import { nativeSha256 } from "../native-sha256.ts";
import { signDigestFast } from "../signing.ts";
import { fromTx } from "./database.ts";
import { type Asked, checkAsked, conflict, keyTaken, nameOf, onlyFirst } from "./log-asked.ts";
import { type Bulk, type PromisedRow, promiseOf, promiseTogether, readBulks } from "./log-bulks.ts";
import { acceptCommitments } from "./log-commitments.ts";
import { timeOfIntake } from "./log-halt.ts";
import { currentOf } from "./log-line.ts";
import { type Acceptance, type EntryRow, insertEntries } from "./log-rows.ts";
import type { LogSettings } from "./log-settings.ts";

/** So many new entries of one call share one promise: a signature each would cost more than all the rest. */
const TOGETHER_FROM = 16;

/** An entry as it is stored. */
interface Found extends PromisedRow {
  readonly submitter: string;
  readonly idempotency_key: string;
  readonly request_hash: Buffer;
  readonly entry: Buffer;
  readonly accepted_at: Date;
  readonly statement: Buffer | null;
  readonly salt: Buffer | null;
  readonly leaf_index: string | null;
}

const NOTHING_KNOWN: ReadonlyMap<string, Found> = new Map();

const nameOfRow = (row: Found): string => nameOf(row.submitter, row.idempotency_key);

/** What one call asks for, and of which log. */
interface Call {
  readonly tx: Tx;
  readonly settings: LogSettings;
  readonly randomness: Randomness;
  readonly asked: readonly Asked[];
}

/** A call with what its new rows are written under. */
interface TimedCall extends Call {
  readonly acceptedAt: Date;
  /** Unix time in seconds. */
  readonly promisedBy: number;
}

/** What one call wrote, ready to be answered. */
interface Written {
  readonly rows: readonly Found[];
  readonly bulk: Bulk | null;
}

/** Takes entries into the log within the caller's transaction; see {@link LogIntake}. */
export function createLogIntake(settings: LogSettings, randomness: Randomness): LogIntake {
  const callOf = (tx: Tx, entries: readonly EntryInput[]): Call => ({
    tx,
    settings: currentOf(settings),
    randomness,
    asked: checkAsked(entries),
  });
  return {
    accept: async (tx, entries) => await accept(callOf(tx, entries)),
    acceptNew: async (tx, entries) => await acceptNew(callOf(tx, entries)),
    acceptCommitments: (tx, batch) => acceptCommitments(tx, batch, currentOf(settings)),
  };
}

async function accept(call: Call): Promise<AcceptedEntry[]> {
  const { tx, asked } = call;
  if (asked.length === 0) return [];
  for (let attempt = 0; ; attempt++) {
    // Few entries are rarely known: writing tells, and one question less is asked each time.
    const known = attempt === 0 && asked.length < TOGETHER_FROM ? NOTHING_KNOWN : await findKnown(tx, asked);
    const timed = await timedNow(call);
    const fresh = onlyFirst(asked.filter(({ name }) => !known.has(name)));
    const written = await write(timed, fresh.map(rowMaker(timed)));
    // Another transaction took one of the keys meanwhile; what it took is there to be read now.
    if (written !== null) return await answer(call, known, written);
  }
}

/** Two questions less than `accept`: nothing is undone here, since all of the transaction is when a key was used. */
async function acceptNew(call: Call): Promise<AcceptedEntry[]> {
  if (call.asked.length === 0) return [];
  const timed = await timedNow(call);
  const written = await writeRows(timed, call.asked.map(rowMaker(timed)));
  if (written === null) throw keyTaken();
  return await answer(call, NOTHING_KNOWN, written);
}

async function timedNow(call: Call): Promise<TimedCall> {
  const acceptedAt = await timeOfIntake(call.tx, call.settings);
  return { ...call, acceptedAt, promisedBy: promiseInstant(acceptedAt) };
}

/** Writes all of the rows, or none when another transaction took one of their keys; then null. */
async function write(call: TimedCall, fresh: readonly EntryRow[]): Promise<Written | null> {
  if (fresh.length === 0) return { rows: [], bulk: null };
  if (fresh.length === 1) return await writeEach(call, fresh);
  return await allOrNothing(call.tx, () => writeRows(call, fresh));
}

/** Null when one of the keys was taken; the others are then written, and to be undone. */
const writeRows = (call: TimedCall, fresh: readonly EntryRow[]): Promise<Written | null> =>
  fresh.length < TOGETHER_FROM ? writeEach(call, fresh) : writeTogether(call, fresh);

async function writeEach(call: TimedCall, fresh: readonly EntryRow[]): Promise<Written | null> {
  const { promisedBy, settings } = call;
  const { identity, logId, keys } = settings;
  const digests = fresh.map((row) => promiseDigest(identity, logId, row.leaf_hash, promisedBy));
  const signatures = digests.map((digest) => Buffer.from(signDigestFast(keys.promise, digest)));
  const signer = Buffer.from(settings.promiseSigner.slice(2), "hex");
  if (!(await insert(call, fresh, { signer, signatures }))) return null;
  const promised = (at: number) => ({ promise_signer: signer, promise_signature: signatures[at]! });
  return { rows: fresh.map((row, at) => ({ ...foundOf(row, call), ...promised(at) })), bulk: null };
}

async function writeTogether(call: TimedCall, fresh: readonly EntryRow[]): Promise<Written | null> {
  const leaves = fresh.map((row) => row.leaf_hash);
  const bulk = await promiseTogether(call.tx, call.settings, leaves, call.promisedBy);
  if (!(await insert(call, fresh, bulk))) return null;
  const promised = (at: number) => ({ bulk_id: bulk.bulkId, bulk_index: at });
  return { rows: fresh.map((row, at) => ({ ...foundOf(row, call), ...promised(at) })), bulk };
}

async function insert(
  { tx, settings, acceptedAt, promisedBy }: TimedCall,
  fresh: readonly EntryRow[],
  promise: Acceptance["promise"],
): Promise<boolean> {
  const terms = { logId: settings.logId, acceptedAt, promisedBy: new Date(promisedBy * 1000), promise };
  return (await insertEntries(tx, fresh, terms)) === fresh.length;
}

async function allOrNothing<T>(tx: Tx, work: () => Promise<T | null>): Promise<T | null> {
  await sql`SAVEPOINT log_intake`.execute(fromTx(tx));
  const done = await work();
  const end = done === null ? sql`ROLLBACK TO SAVEPOINT log_intake` : sql`RELEASE SAVEPOINT log_intake`;
  await end.execute(fromTx(tx));
  return done;
}

async function findKnown(tx: Tx, asked: readonly Asked[]): Promise<Map<string, Found>> {
  const submitters = asked.map((input) => input.submitter);
  const keys = asked.map((input) => input.idempotencyKey);
  const { rows } = await sql<Found>`
    SELECT e.log_id, e.submitter, e.idempotency_key, e.request_hash, e.leaf_hash, e.leaf_index, e.entry, e.accepted_at,
           e.promised_by, e.promise_signer, e.promise_signature, e.bulk_id, e.bulk_index, s.statement, s.salt
    FROM unnest(${submitters}::text[], ${keys}::text[]) AS asked (submitter, idempotency_key)
    JOIN log_entry e USING (submitter, idempotency_key)
    LEFT JOIN log_statement s USING (leaf_hash)`.execute(fromTx(tx));
  return new Map(rows.map((row) => [nameOfRow(row), row]));
}

const rowMaker =
  ({ acceptedAt, randomness }: TimedCall) =>
  (input: Asked): EntryRow => {
    const salt = randomness.bytes(SALT_BYTES);
    const entry = encodeEntry({
      commitment: bytesToHex(commit(input.statement, salt, nativeSha256)),
      receivedAt: formatMinute(acceptedAt),
      subject: input.subject,
      type: input.type,
      ...(input.previous !== undefined && { previous: input.previous }),
    });
    return {
      submitter: input.submitter,
      idempotency_key: input.idempotencyKey,
      request_hash: input.requestHash,
      leaf_hash: leafHash(entry.bytes, nativeSha256),
      entry: entry.bytes,
      statement: input.statement,
      salt,
      public: input.public,
    };
  };

const foundOf = (row: EntryRow, { acceptedAt, promisedBy }: TimedCall): Found => ({
  submitter: row.submitter,
  idempotency_key: row.idempotency_key,
  request_hash: Buffer.from(row.request_hash),
  leaf_hash: row.leaf_hash,
  entry: Buffer.from(row.entry),
  accepted_at: acceptedAt,
  promised_by: new Date(promisedBy * 1000),
  promise_signer: null,
  promise_signature: null,
  bulk_id: null,
  bulk_index: null,
  statement: Buffer.from(row.statement),
  salt: Buffer.from(row.salt),
  leaf_index: null,
});

async function answer(
  { tx, settings, asked }: Call,
  known: ReadonlyMap<string, Found>,
  { rows, bulk }: Written,
): Promise<AcceptedEntry[]> {
  const written = new Map(rows.map((row) => [nameOfRow(row), row]));
  const earlier = [...known.values()].flatMap(({ bulk_id: id }) => (id === null ? [] : [id]));
  const bulks = await readBulks(fromTx(tx), earlier);
  if (bulk !== null) bulks.set(bulk.bulkId, bulk);
  const seen = new Set<string>();
  return asked.map((input) => {
    const { name } = input;
    const row = written.get(name);
    const found = row ?? known.get(name)!;
    if (!input.requestHash.equals(found.request_hash)) throw conflict(input);
    const repeated = row === undefined || seen.has(name);
    seen.add(name);
    return describe(found, repeated, promiseOf(found, settings, bulks));
  });
}

function describe(row: Found, repeated: boolean, promise: AcceptedEntry["promise"]): AcceptedEntry {
  return {
    leafHash: bytesToHex(row.leaf_hash),
    entry: row.entry.toString("utf8"),
    // Erased parts come back empty: the entry stays provable, its content is gone.
    statement: row.statement?.toString("utf8") ?? "",
    salt: row.salt?.toString("hex") ?? "",
    acceptedAt: row.accepted_at,
    promise,
    state: row.leaf_index === null ? "accepted" : "integrated",
    repeated,
  };
}
