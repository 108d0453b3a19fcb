/** How accepted entries become rows: many at once in one statement, packed, because lists of values are slow to spell. */
import { sql } from "kysely";
import type { Tx } from "../../app/ports.ts";
import { HASH_BYTES } from "../../domain/log/hash.ts";
import { fromTx } from "./database.ts";

/** What is stored of an entry and its statement. */
export interface EntryRow {
  readonly submitter: string;
  readonly idempotency_key: string;
  /** 32 bytes; tells a repetition from another body under a used key. */
  readonly request_hash: Uint8Array;
  readonly leaf_hash: Uint8Array;
  readonly entry: Uint8Array;
  /** What only the owner of the entry may see. */
  readonly statement: Uint8Array;
  readonly salt: Uint8Array;
  readonly public: boolean;
}

/** What entries of one call have in common. */
export interface Acceptance {
  readonly logId: Uint8Array;
  readonly acceptedAt: Date;
  readonly promisedBy: Date;
  readonly promise: OwnPromises | TogetherPromised;
}

/** Each entry has a promise of its own; signatures in the order of the rows. */
export interface OwnPromises {
  readonly signer: Uint8Array;
  readonly signatures: readonly Uint8Array[];
}

/** All of them are items of one promise, in the order of the rows. */
export interface TogetherPromised {
  readonly bulkId: string;
}

const SIGNATURE_BYTES = 65;

/**
 * Inserts entries and statements of what no other transaction took first; waits for one that is just taking the same key.
 *
 * @returns How many rows were written.
 */
export async function insertEntries(
  tx: Tx,
  rows: readonly EntryRow[],
  { logId, acceptedAt, promisedBy, promise }: Acceptance,
): Promise<number> {
  const entries = pack(rows.map((row) => row.entry));
  const statements = pack(rows.map((row) => row.statement));
  const own = "bulkId" in promise ? null : promise;
  const signatures = own === null ? null : Buffer.concat(own.signatures);
  const { rows: counted } = await sql<{ written: number }>`
    WITH fresh AS (
      SELECT ${slice(joined(rows, "leaf_hash"), HASH_BYTES)} AS leaf_hash, ${slice(joined(rows, "request_hash"), HASH_BYTES)} AS request_hash,
             substring(${entries.bytes}::bytea FROM start FOR length) AS entry, submitter, key,
             ${slice(signatures, SIGNATURE_BYTES)} AS signature,
             substring(${statements.bytes}::bytea FROM statement_start FOR statement_length) AS statement,
             ${slice(joined(rows, "salt"), HASH_BYTES)} AS salt, public, at
      FROM unnest(${entries.starts}::integer[], ${entries.lengths}::integer[], ${rows.map((row) => row.submitter)}::text[],
                  ${rows.map((row) => row.idempotency_key)}::text[], ${statements.starts}::integer[],
                  ${statements.lengths}::integer[], ${rows.map((row) => row.public)}::boolean[])
        WITH ORDINALITY AS given (start, length, submitter, key, statement_start, statement_length, public, at)),
    entered AS (
      INSERT INTO log_entry (log_id, leaf_hash, entry, submitter, idempotency_key, request_hash, accepted_at,
                             promised_by, promise_signer, promise_signature, bulk_id, bulk_index)
      SELECT ${Buffer.from(logId)}::bytea, leaf_hash, entry, submitter, key, request_hash,
             ${acceptedAt}::timestamptz, ${promisedBy}::timestamptz,
             ${own === null ? null : Buffer.from(own.signer)}::bytea, signature,
             ${"bulkId" in promise ? promise.bulkId : null}::bigint,
             CASE WHEN ${own === null}::boolean THEN (at - 1)::integer END
      FROM fresh ORDER BY at
      ON CONFLICT (submitter, idempotency_key) DO NOTHING RETURNING leaf_hash),
    stated AS (
      INSERT INTO log_statement (leaf_hash, statement, salt, public)
      SELECT leaf_hash, statement, salt, public FROM fresh JOIN entered USING (leaf_hash))
    SELECT count(*)::integer AS written FROM entered`.execute(fromTx(tx));
  return counted[0]!.written;
}

const joined = (rows: readonly EntryRow[], column: "leaf_hash" | "request_hash" | "salt"): Buffer =>
  Buffer.concat(rows.map((row) => row[column]));

/** Cuts the piece of the row numbered `at` from one parameter. */
const slice = (bytes: Buffer | null, width: number) =>
  sql`substring(${bytes}::bytea FROM ((at - 1) * ${width})::integer + 1 FOR ${width})`;

function pack(parts: readonly Uint8Array[]): { bytes: Buffer; starts: number[]; lengths: number[] } {
  const starts: number[] = [];
  let next = 1;
  for (const part of parts) {
    starts.push(next);
    next += part.length;
  }
  return { bytes: Buffer.concat(parts), starts, lengths: parts.map((part) => part.length) };
}
