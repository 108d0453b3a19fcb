/** How accepted entries become rows: many at once in one statement, packed, because lists of values are slow to spell. */
import { sql } from "kysely";
import type { Tx } from "../../app/ports.ts";
import { HASH_BYTES } from "../../domain/log/hash.ts";
import { fromTx } from "./database.ts";

/** What is stored of an entry, whoever promised it. */
export interface EntryRow {
  readonly submitter: string;
  readonly idempotency_key: string;
  /** 32 bytes; tells a repetition from another body under a used key. */
  readonly request_hash: Uint8Array;
  readonly leaf_hash: Uint8Array;
  readonly entry: Uint8Array;
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
 * Inserts what no other transaction took first; waits for one that is just taking the same key.
 *
 * @returns How many rows were written.
 */
export async function insertEntries(
  tx: Tx,
  rows: readonly EntryRow[],
  { logId, acceptedAt, promisedBy, promise }: Acceptance,
): Promise<number> {
  const entries = pack(rows.map((row) => row.entry));
  const submitters = rows.map((row) => row.submitter);
  const keys = rows.map((row) => row.idempotency_key);
  const own = "bulkId" in promise ? null : promise;
  const signatures = own === null ? null : Buffer.concat(own.signatures);
  const { numAffectedRows } = await sql`
    INSERT INTO log_entry (log_id, leaf_hash, entry, submitter, idempotency_key, request_hash, accepted_at,
                           promised_by, promise_signer, promise_signature, bulk_id, bulk_index)
    SELECT ${Buffer.from(logId)}::bytea, ${slice(Buffer.concat(rows.map((row) => row.leaf_hash)), HASH_BYTES)},
           substring(${entries.bytes}::bytea FROM start FOR length), submitter, key,
           ${slice(Buffer.concat(rows.map((row) => row.request_hash)), HASH_BYTES)},
           ${acceptedAt}::timestamptz, ${promisedBy}::timestamptz,
           ${own === null ? null : Buffer.from(own.signer)}::bytea, ${slice(signatures, SIGNATURE_BYTES)},
           ${"bulkId" in promise ? promise.bulkId : null}::bigint,
           CASE WHEN ${own === null}::boolean THEN (at - 1)::integer END
    FROM unnest(${entries.starts}::integer[], ${entries.lengths}::integer[], ${submitters}::text[], ${keys}::text[])
      WITH ORDINALITY AS fresh (start, length, submitter, key, at)
    ORDER BY at
    ON CONFLICT (submitter, idempotency_key) DO NOTHING`.execute(fromTx(tx));
  return Number(numAffectedRows ?? 0n);
}

/** What only the owner of an entry may see. */
export interface StatementRow {
  readonly leaf_hash: Uint8Array;
  readonly statement: Uint8Array;
  readonly salt: Uint8Array;
  readonly public: boolean;
}

export async function insertStatements(tx: Tx, rows: readonly StatementRow[]): Promise<void> {
  if (rows.length === 0) return;
  const statements = pack(rows.map((row) => row.statement));
  await sql`
    INSERT INTO log_statement (leaf_hash, statement, salt, public)
    SELECT ${slice(Buffer.concat(rows.map((row) => row.leaf_hash)), HASH_BYTES)},
           substring(${statements.bytes}::bytea FROM start FOR length),
           ${slice(Buffer.concat(rows.map((row) => row.salt)), HASH_BYTES)}, public
    FROM unnest(${statements.starts}::integer[], ${statements.lengths}::integer[],
                ${rows.map((row) => row.public)}::boolean[])
      WITH ORDINALITY AS fresh (start, length, public, at)`.execute(fromTx(tx));
}

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
