import { sql } from "kysely";
import type { AcceptedEntry, EntryInput, LogIntake, Randomness, Tx } from "../../app/ports.ts";
import { commit, SALT_BYTES } from "../../domain/evidence/commitment.ts";
import { bytesToHex } from "../../domain/log/bytes.ts";
import { canonicalJson, parseCanonicalObject } from "../../domain/log/canonical-json.ts";
import { promiseDigest } from "../../domain/log/eip712.ts";
import { encodeEntry } from "../../domain/log/entry.ts";
import { LogError } from "../../domain/log/errors.ts";
import { leafHash } from "../../domain/log/hash.ts";
import { formatMinute } from "../../domain/log/instants.ts";
import { promiseInstant } from "../../domain/log/promise.ts";
import { nativeSha256 } from "../native-sha256.ts";
import { signDigestFast } from "../signing.ts";
import { fromTx } from "./database.ts";
import { type Bulk, promiseOf, promiseTogether, readBulks } from "./log-bulks.ts";
import { acceptCommitments } from "./log-commitments.ts";
import { timeOfIntake } from "./log-halt.ts";
import { currentOf } from "./log-line.ts";
import { type Acceptance, type EntryRow, insertEntries } from "./log-rows.ts";
import type { LogSettings } from "./log-settings.ts";

/** Longest statement in bytes; documents are not in it, only their hashes. */
const MAX_STATEMENT_BYTES = 65_535;

/** Entries of one call; more are several calls. */
const MAX_BATCH = 10_000;

/** So many new entries of one call share one promise: a signature each would cost more than all the rest. */
const TOGETHER_FROM = 16;

const MAX_KEY_CHARS = 200;

interface Found {
  readonly submitter: string;
  readonly idempotency_key: string;
  readonly request_hash: Buffer;
  readonly leaf_hash: Uint8Array;
  readonly entry: Buffer;
  readonly accepted_at: Date;
  readonly promised_by: Date;
  readonly promise_signer: Buffer | null;
  readonly promise_signature: Buffer | null;
  readonly bulk_id: string | null;
  readonly bulk_index: number | null;
  readonly statement: Buffer | null;
  readonly salt: Buffer | null;
  readonly leaf_index: string | null;
}

const NOTHING_KNOWN: ReadonlyMap<string, Found> = new Map();

const nameOf = (row: { submitter: string; idempotency_key: string }): string =>
  JSON.stringify([row.submitter, row.idempotency_key]);

/** What one call wrote, ready to be answered. */
interface Written {
  readonly rows: readonly Found[];
  readonly bulk: Bulk | null;
}

/** Takes entries into the log within the caller's transaction; see {@link LogIntake}. */
export function createLogIntake(settings: LogSettings, randomness: Randomness): LogIntake {
  return {
    accept: (tx, entries) => accept(tx, entries, currentOf(settings), randomness),
    acceptNew: (tx, entries) => acceptNew(tx, entries, currentOf(settings), randomness),
    acceptCommitments: (tx, batch) => acceptCommitments(tx, batch, currentOf(settings)),
  };
}

async function accept(
  tx: Tx,
  entries: readonly EntryInput[],
  settings: LogSettings,
  randomness: Randomness,
): Promise<AcceptedEntry[]> {
  const asked = checkAll(entries);
  if (asked.length === 0) return [];
  for (let attempt = 0; ; attempt++) {
    // Few entries are rarely known: writing tells, and one question less is asked each time.
    const known = attempt === 0 && asked.length < TOGETHER_FROM ? NOTHING_KNOWN : await findKnown(tx, asked);
    const isNew = (input: Asked) => !known.has(nameOf(input));
    const call = await callNow(tx, settings);
    const fresh = onlyFirst(asked.filter(isNew)).map((input) => makeRow(input, call.acceptedAt, randomness));
    const written = await write(call, fresh);
    // Another transaction took one of the keys meanwhile; what it took is there to be read now.
    if (written !== null) return await answer(tx, asked, known, written, settings);
  }
}

/** Two questions less than `accept`: nothing is undone here, since all of the transaction is when a key was used. */
async function acceptNew(
  tx: Tx,
  entries: readonly EntryInput[],
  settings: LogSettings,
  randomness: Randomness,
): Promise<AcceptedEntry[]> {
  const asked = checkAll(entries);
  if (asked.length === 0) return [];
  const call = await callNow(tx, settings);
  const fresh = asked.map((input) => makeRow(input, call.acceptedAt, randomness));
  const written = await writeRows(call, fresh);
  if (written === null)
    throw new LogError("log.idempotency_conflict", "An idempotency key was used already.", {
      field: "idempotencyKey",
      rule: "one hand-in per key",
    });
  return await answer(tx, asked, NOTHING_KNOWN, written, settings);
}

/** What rows of one call are written under. */
interface Call {
  readonly tx: Tx;
  readonly settings: LogSettings;
  readonly acceptedAt: Date;
  /** Unix time in seconds. */
  readonly promisedBy: number;
}

async function callNow(tx: Tx, settings: LogSettings): Promise<Call> {
  const acceptedAt = await timeOfIntake(tx, settings);
  return { tx, settings, acceptedAt, promisedBy: promiseInstant(acceptedAt) };
}

/** Writes all of the rows, or none when another transaction took one of their keys; then null. */
async function write(call: Call, fresh: readonly EntryRow[]): Promise<Written | null> {
  if (fresh.length === 0) return { rows: [], bulk: null };
  if (fresh.length === 1) return await writeEach(call, fresh);
  return await allOrNothing(call.tx, () => writeRows(call, fresh));
}

/** Null when one of the keys was taken; the others are then written, and to be undone. */
const writeRows = (call: Call, fresh: readonly EntryRow[]): Promise<Written | null> =>
  fresh.length < TOGETHER_FROM ? writeEach(call, fresh) : writeTogether(call, fresh);

async function writeEach(call: Call, fresh: readonly EntryRow[]): Promise<Written | null> {
  const { promisedBy, settings } = call;
  const { identity, logId, keys } = settings;
  const digests = fresh.map((row) => promiseDigest(identity, logId, row.leaf_hash, promisedBy));
  const signatures = digests.map((digest) => Buffer.from(signDigestFast(keys.promise, digest)));
  const signer = Buffer.from(settings.promiseSigner.slice(2), "hex");
  if (!(await insert(call, fresh, { signer, signatures }))) return null;
  const promised = (at: number) => ({ promise_signer: signer, promise_signature: signatures[at]! });
  return { rows: fresh.map((row, at) => ({ ...foundOf(row, call), ...promised(at) })), bulk: null };
}

async function writeTogether(call: Call, fresh: readonly EntryRow[]): Promise<Written | null> {
  const leaves = fresh.map((row) => row.leaf_hash);
  const bulk = await promiseTogether(call.tx, call.settings, leaves, call.promisedBy);
  if (!(await insert(call, fresh, bulk))) return null;
  const promised = (at: number) => ({ bulk_id: bulk.bulkId, bulk_index: at });
  return { rows: fresh.map((row, at) => ({ ...foundOf(row, call), ...promised(at) })), bulk };
}

async function insert(
  { tx, settings, acceptedAt, promisedBy }: Call,
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

interface Asked extends EntryInput {
  readonly idempotency_key: string;
  readonly request_hash: Buffer;
}

function checkAll(entries: readonly EntryInput[]): Asked[] {
  if (entries.length > MAX_BATCH) throw tooMany();
  return entries.map(checkInput);
}

function checkInput(input: EntryInput): Asked {
  if (input.statement.length > MAX_STATEMENT_BYTES)
    throw new LogError("log.statement_too_large", `A statement has at most ${MAX_STATEMENT_BYTES} bytes.`, {
      field: "statement",
      rule: `at most ${MAX_STATEMENT_BYTES} bytes`,
    });
  parseCanonicalObject(decodeUtf8(input.statement), "log.bad_statement", "statement");
  if (!isKey(input.idempotencyKey) || !isKey(input.submitter))
    throw new LogError(
      "log.bad_entry",
      `Submitter and idempotency key have 1 to ${MAX_KEY_CHARS} characters.`,
      {
        field: "idempotencyKey",
        rule: `1 to ${MAX_KEY_CHARS} characters`,
      },
    );
  return { ...input, idempotency_key: input.idempotencyKey, request_hash: requestHash(input) };
}

const isKey = (text: string): boolean =>
  text.length > 0 && text.length <= MAX_KEY_CHARS && !text.includes("\0");

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new LogError("log.bad_statement", "The statement is not UTF-8.", { field: "statement", cause });
  }
}

function requestHash({ type, subject, statement, public: isPublic, previous }: EntryInput): Buffer {
  const statementHash = bytesToHex(nativeSha256(statement));
  const body = { type, subject, statementHash, public: isPublic, previous: previous ?? null };
  return Buffer.from(nativeSha256(Buffer.from(canonicalJson(body))));
}

const tooMany = (): LogError =>
  new LogError("log.batch_too_large", `At most ${MAX_BATCH} entries are taken at once.`, {
    field: "entries",
    rule: `at most ${MAX_BATCH}`,
  });

function onlyFirst(asked: readonly Asked[]): Asked[] {
  const first = new Map<string, Asked>();
  for (const input of asked) if (!first.has(nameOf(input))) first.set(nameOf(input), input);
  return [...first.values()];
}

async function findKnown(tx: Tx, asked: readonly Asked[]): Promise<Map<string, Found>> {
  const submitters = asked.map((input) => input.submitter);
  const keys = asked.map((input) => input.idempotency_key);
  const { rows } = await sql<Found>`
    SELECT e.log_id, e.submitter, e.idempotency_key, e.request_hash, e.leaf_hash, e.leaf_index, e.entry, e.accepted_at,
           e.promised_by, e.promise_signer, e.promise_signature, e.bulk_id, e.bulk_index, s.statement, s.salt
    FROM unnest(${submitters}::text[], ${keys}::text[]) AS asked (submitter, idempotency_key)
    JOIN log_entry e USING (submitter, idempotency_key)
    LEFT JOIN log_statement s USING (leaf_hash)`.execute(fromTx(tx));
  return new Map(rows.map((row) => [nameOf(row), row]));
}

function makeRow(input: Asked, acceptedAt: Date, randomness: Randomness): EntryRow {
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
    idempotency_key: input.idempotency_key,
    request_hash: input.request_hash,
    leaf_hash: leafHash(entry.bytes, nativeSha256),
    entry: entry.bytes,
    statement: input.statement,
    salt,
    public: input.public,
  };
}

const foundOf = (row: EntryRow, { acceptedAt, promisedBy }: Call): Found => ({
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
  tx: Tx,
  asked: readonly Asked[],
  known: ReadonlyMap<string, Found>,
  { rows, bulk }: Written,
  settings: LogSettings,
): Promise<AcceptedEntry[]> {
  const written = new Map(rows.map((row) => [nameOf(row), row]));
  const earlier = [...known.values()].flatMap(({ bulk_id: id }) => (id === null ? [] : [id]));
  const bulks = await readBulks(fromTx(tx), earlier);
  if (bulk !== null) bulks.set(bulk.bulkId, bulk);
  const seen = new Set<string>();
  return asked.map((input) => {
    const name = nameOf(input);
    const row = written.get(name);
    const found = row ?? known.get(name)!;
    if (!input.request_hash.equals(found.request_hash)) throw conflict(input);
    const repeated = row === undefined || seen.has(name);
    seen.add(name);
    return describe(found, repeated, settings, bulks);
  });
}

function conflict(input: Asked): LogError {
  return new LogError("log.idempotency_conflict", "This idempotency key was used for another hand-in.", {
    field: "idempotencyKey",
    rule: `one body per key: ${input.idempotency_key}`,
  });
}

function describe(
  row: Found,
  repeated: boolean,
  settings: LogSettings,
  bulks: ReadonlyMap<string, Bulk>,
): AcceptedEntry {
  return {
    leafHash: bytesToHex(row.leaf_hash),
    entry: row.entry.toString("utf8"),
    // Erased parts come back empty: the entry stays provable, its content is gone.
    statement: row.statement?.toString("utf8") ?? "",
    salt: row.salt?.toString("hex") ?? "",
    acceptedAt: row.accepted_at,
    promise: promiseOf(row, settings, bulks),
    state: row.leaf_index === null ? "accepted" : "integrated",
    repeated,
  };
}
