import { createHash } from "node:crypto";
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
import { describePromise, promiseInstant } from "../../domain/log/promise.ts";
import { signDigestFast } from "../signing.ts";
import { fromTx } from "./database.ts";
import type { LogSettings } from "./log-settings.ts";

/** Longest statement in bytes; documents are not in it, only their hashes. */
const MAX_STATEMENT_BYTES = 65_535;

/** Entries of one call; more are several calls. */
const MAX_BATCH = 10_000;

const MAX_KEY_CHARS = 200;

/** A row as this file writes and reads it. */
interface Row {
  readonly submitter: string;
  readonly idempotency_key: string;
  readonly request_hash: Buffer;
  readonly leaf_hash: Buffer;
  readonly entry: Buffer;
  readonly accepted_at: Date;
  readonly promised_by: Date;
  readonly promise_signer: Buffer;
  readonly promise_signature: Buffer;
  readonly statement: Buffer;
  readonly salt: Buffer;
  readonly public: boolean;
}

type Found = Omit<Row, "statement" | "salt" | "public"> & {
  readonly statement: Buffer | null;
  readonly salt: Buffer | null;
  readonly leaf_index: string | null;
};

const nameOf = (row: { submitter: string; idempotency_key: string }): string =>
  JSON.stringify([row.submitter, row.idempotency_key]);

/** Takes entries into the log within the caller's transaction; see {@link LogIntake}. */
export function createLogIntake(settings: LogSettings, randomness: Randomness): LogIntake {
  return { accept: (tx, entries) => accept(tx, entries, settings, randomness) };
}

async function accept(
  tx: Tx,
  entries: readonly EntryInput[],
  settings: LogSettings,
  randomness: Randomness,
): Promise<AcceptedEntry[]> {
  if (entries.length === 0) return [];
  if (entries.length > MAX_BATCH) throw tooMany();
  const asked = entries.map(checkInput);
  const known = await findKnown(tx, asked);
  const acceptedAt = await databaseTime(tx);
  const fresh = onlyFirst(asked.filter((input) => !known.has(nameOf(input)))).map((input) =>
    makeRow(input, acceptedAt, settings, randomness),
  );
  const inserted = await insertEntries(tx, fresh, settings);
  await insertStatements(tx, inserted);
  // Whatever another transaction took under the same key meanwhile was skipped by the insert and is read now.
  const raced = inserted.length === fresh.length ? known : await findKnown(tx, asked);
  return answer(asked, new Map(inserted.map((row) => [nameOf(row), row])), raced, settings);
}

interface Asked extends EntryInput {
  readonly idempotency_key: string;
  readonly request_hash: Buffer;
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
  const statementHash = createHash("sha256").update(statement).digest("hex");
  return createHash("sha256")
    .update(canonicalJson({ type, subject, statementHash, public: isPublic, previous: previous ?? null }))
    .digest();
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

/** The database's time, so that all processes date and promise by one clock. */
async function databaseTime(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`SELECT clock_timestamp() AS now`.execute(fromTx(tx));
  return rows[0]!.now;
}

async function findKnown(tx: Tx, asked: readonly Asked[]): Promise<Map<string, Found>> {
  const submitters = asked.map((input) => input.submitter);
  const keys = asked.map((input) => input.idempotency_key);
  const { rows } = await sql<Found>`
    SELECT e.submitter, e.idempotency_key, e.request_hash, e.leaf_hash, e.leaf_index, e.entry, e.accepted_at,
           e.promised_by, e.promise_signer, e.promise_signature, s.statement, s.salt
    FROM unnest(${submitters}::text[], ${keys}::text[]) AS asked (submitter, idempotency_key)
    JOIN log_entry e USING (submitter, idempotency_key)
    JOIN log_statement s USING (leaf_hash)`.execute(fromTx(tx));
  return new Map(rows.map((row) => [nameOf(row), row]));
}

function makeRow(input: Asked, acceptedAt: Date, settings: LogSettings, randomness: Randomness): Row {
  const salt = randomness.bytes(SALT_BYTES);
  const entry = encodeEntry({
    commitment: bytesToHex(commit(input.statement, salt)),
    receivedAt: formatMinute(acceptedAt),
    subject: input.subject,
    type: input.type,
    ...(input.previous !== undefined && { previous: input.previous }),
  });
  const leaf = leafHash(entry.bytes);
  const promisedBy = promiseInstant(acceptedAt);
  const digest = promiseDigest(settings.identity, settings.logId, leaf, promisedBy);
  return {
    submitter: input.submitter,
    idempotency_key: input.idempotency_key,
    request_hash: input.request_hash,
    leaf_hash: Buffer.from(leaf),
    entry: Buffer.from(entry.bytes),
    accepted_at: acceptedAt,
    promised_by: new Date(promisedBy * 1000),
    promise_signer: Buffer.from(settings.promiseSigner.slice(2), "hex"),
    promise_signature: Buffer.from(signDigestFast(settings.keys.promise, digest)),
    statement: Buffer.from(input.statement),
    salt: Buffer.from(salt),
    public: input.public,
  };
}

/** Inserts what no other transaction took first; waits for one that is just taking the same key. */
async function insertEntries(tx: Tx, rows: readonly Row[], settings: LogSettings): Promise<Row[]> {
  if (rows.length === 0) return [];
  const column = <K extends keyof Row>(name: K) => rows.map((row) => row[name]);
  const inserted = await sql<{ leaf_hash: Buffer }>`
    INSERT INTO log_entry (log_id, leaf_hash, entry, submitter, idempotency_key, request_hash, accepted_at,
                           promised_by, promise_signer, promise_signature)
    SELECT ${Buffer.from(settings.logId)}::bytea, fresh.*
    FROM unnest(${column("leaf_hash")}::bytea[], ${column("entry")}::bytea[], ${column("submitter")}::text[],
                ${column("idempotency_key")}::text[], ${column("request_hash")}::bytea[],
                ${column("accepted_at")}::timestamptz[], ${column("promised_by")}::timestamptz[],
                ${column("promise_signer")}::bytea[], ${column("promise_signature")}::bytea[]) AS fresh
    ON CONFLICT (submitter, idempotency_key) DO NOTHING
    RETURNING leaf_hash`.execute(fromTx(tx));
  const written = new Set(inserted.rows.map((row) => row.leaf_hash.toString("hex")));
  return rows.filter((row) => written.has(row.leaf_hash.toString("hex")));
}

async function insertStatements(tx: Tx, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const column = <K extends keyof Row>(name: K) => rows.map((row) => row[name]);
  await sql`
    INSERT INTO log_statement (leaf_hash, statement, salt, public)
    SELECT * FROM unnest(${column("leaf_hash")}::bytea[], ${column("statement")}::bytea[],
                         ${column("salt")}::bytea[], ${column("public")}::boolean[])`.execute(fromTx(tx));
}

function answer(
  asked: readonly Asked[],
  inserted: ReadonlyMap<string, Row>,
  known: ReadonlyMap<string, Found>,
  settings: LogSettings,
): AcceptedEntry[] {
  const seen = new Set<string>();
  return asked.map((input) => {
    const name = nameOf(input);
    const row = inserted.get(name);
    const found: Found = row === undefined ? known.get(name)! : { ...row, leaf_index: null };
    if (!input.request_hash.equals(found.request_hash)) throw conflict(input);
    const repeated = row === undefined || seen.has(name);
    seen.add(name);
    return describe(found, repeated, settings);
  });
}

function conflict(input: Asked): LogError {
  return new LogError("log.idempotency_conflict", "This idempotency key was used for another hand-in.", {
    field: "idempotencyKey",
    rule: `one body per key: ${input.idempotency_key}`,
  });
}

function describe(row: Found, repeated: boolean, settings: LogSettings): AcceptedEntry {
  const promisedBy = Math.floor(row.promised_by.getTime() / 1000);
  const terms = { domain: settings.identity, logId: settings.logId, leafHash: row.leaf_hash, promisedBy };
  return {
    leafHash: row.leaf_hash.toString("hex"),
    entry: row.entry.toString("utf8"),
    // Erased parts come back empty: the entry stays provable, its content is gone.
    statement: row.statement?.toString("utf8") ?? "",
    salt: row.salt?.toString("hex") ?? "",
    acceptedAt: row.accepted_at,
    promise: describePromise(terms, `0x${row.promise_signer.toString("hex")}`, row.promise_signature),
    state: row.leaf_index === null ? "accepted" : "integrated",
    repeated,
  };
}
