import { sql } from "kysely";
import type {
  AcceptedCommitments,
  CommitmentBatch,
  CommitmentInput,
  SubmitterSignatures,
  Tx,
} from "../../app/ports.ts";
import { bytesToHex } from "../../domain/log/bytes.ts";
import { entryWriter } from "../../domain/log/entry.ts";
import { encodeBundle, LENGTH_BYTES } from "../../domain/log/entry-bundle.ts";
import { LogError } from "../../domain/log/errors.ts";
import { leafHash } from "../../domain/log/hash.ts";
import { formatMinute, formatSeconds } from "../../domain/log/instants.ts";
import { promiseInstant } from "../../domain/log/promise.ts";
import { nativeSha256 } from "../native-sha256.ts";
import { fromTx } from "./database.ts";
import { type Bulk, promiseTogether, readBulks } from "./log-bulks.ts";
import { timeOfIntake } from "./log-halt.ts";
import { type LogSettings, memberOf } from "./log-settings.ts";

/** Takes commitments whose statements are kept elsewhere; see `LogIntake.acceptCommitments`. */
export async function acceptCommitments(
  tx: Tx,
  batch: CommitmentBatch,
  settings: LogSettings,
): Promise<AcceptedCommitments> {
  const requestHash = hashOfBody(batch.items);
  const before = await findBatch(tx, batch);
  if (before !== null) return repeat(tx, before, { requestHash, signed: batch.signed }, settings);
  const acceptedAt = await timeOfIntake(tx, settings);
  const entries = batch.items.map(entryWriter(formatMinute(acceptedAt)));
  const leaves = entries.map((entry) => leafHash(entry, nativeSha256));
  const bulk = await promiseTogether(tx, settings, leaves, promiseInstant(acceptedAt), batch.signed);
  const row = { ...batch, requestHash, acceptedAt, entries, bulk, logId: settings.logId };
  // The same hand-in, sent twice at once: the caller's transaction ends, and a repeat finds what the other one wrote.
  if (!(await insertBatch(tx, row)))
    throw new LogError("log.busy", "The same hand-in is being taken at this moment.");
  return describe(bulk, acceptedAt, "accepted", false, settings);
}

/** Covers every item and how many there are, so that neither a shorter nor a longer batch passes for the same one. */
function hashOfBody(items: readonly CommitmentInput[]): Uint8Array {
  const lines = items.map((item) => `${item.type} ${item.subject} ${item.commitment} ${item.previous ?? ""}`);
  return nativeSha256(Buffer.from(lines.join("\n")));
}

export interface NewBatch extends Pick<CommitmentBatch, "submitter" | "idempotencyKey"> {
  readonly logId: Uint8Array;
  readonly requestHash: Uint8Array;
  readonly acceptedAt: Date;
  readonly entries: readonly Uint8Array[];
  readonly bulk: Bulk;
}

/** Writes a batch and where each of its leaves is found; false when its key was used meanwhile. */
export async function insertBatch(tx: Tx, batch: NewBatch): Promise<boolean> {
  const { rows } = await sql<{ written: boolean }>`
    WITH batch AS (
      INSERT INTO log_batch (bulk_id, log_id, submitter, idempotency_key, request_hash, accepted_at, entries, count, starts)
      VALUES (${batch.bulk.bulkId}, ${Buffer.from(batch.logId)}, ${batch.submitter}, ${batch.idempotencyKey},
              ${Buffer.from(batch.requestHash)}, ${batch.acceptedAt}, ${Buffer.from(encodeBundle(batch.entries))},
              ${batch.entries.length}, ${startsOf(batch.entries)})
      ON CONFLICT (submitter, idempotency_key) DO NOTHING RETURNING bulk_id),
    leaves AS (
      INSERT INTO log_batch_leaf (leaf_hash, bulk_id, bulk_index)
      SELECT substring(${Buffer.concat(batch.bulk.tree.leaves)}::bytea FROM at * 32 + 1 FOR 32), bulk_id, at
      FROM batch, generate_series(0, ${batch.entries.length}::integer - 1) AS at)
    SELECT EXISTS (SELECT FROM batch) AS written`.execute(fromTx(tx));
  return rows[0]!.written;
}

/** Where entries begin in their bundle, counted from 1, and where it ends. Spelled here: the driver would quote each number. */
function startsOf(entries: readonly Uint8Array[]): string {
  let next = 1;
  const starts = entries.map(({ length }) => {
    const start = next;
    next += LENGTH_BYTES + length;
    return start;
  });
  return `{${[...starts, next].join(",")}}`;
}

interface Before {
  readonly log_id: Buffer;
  readonly request_hash: Buffer;
  readonly accepted_at: Date;
  readonly bulk_id: string;
  readonly integrated: boolean;
  readonly submitter_signer: Buffer | null;
  readonly signatures: number | null;
}

async function findBatch(tx: Tx, { submitter, idempotencyKey }: CommitmentBatch): Promise<Before | null> {
  const { rows } = await sql<Before>`
    SELECT b.log_id, request_hash, accepted_at, bulk_id, first_index IS NOT NULL AS integrated, submitter_signer,
           octet_length(submitter_signatures) / 65 AS signatures
    FROM log_batch b JOIN log_bulk USING (bulk_id) WHERE submitter = ${submitter} AND idempotency_key = ${idempotencyKey}`.execute(
    fromTx(tx),
  );
  return rows[0] ?? null;
}

async function repeat(
  tx: Tx,
  before: Before,
  { requestHash, signed }: { requestHash: Uint8Array; signed: SubmitterSignatures | null },
  settings: LogSettings,
): Promise<AcceptedCommitments> {
  if (!before.request_hash.equals(requestHash) || !isSignedAlike(before, signed))
    throw new LogError("log.idempotency_conflict", "This idempotency key was used for another hand-in.", {
      field: "/idempotencyKey",
      rule: "one body per key",
    });
  const bulk = (await readBulks(fromTx(tx), [before.bulk_id])).get(before.bulk_id)!;
  const state = before.integrated ? "integrated" : "accepted";
  return describe(bulk, before.accepted_at, state, true, memberOf(settings, before.log_id));
}

/**
 * Tells whether the same signer signed in the same way. The bytes may differ: both signatures were checked over the same
 * items, and not every key signs the same twice.
 */
function isSignedAlike(
  { submitter_signer: signer, signatures }: Before,
  signed: SubmitterSignatures | null,
): boolean {
  if (signer === null || signed === null) return signer === signed;
  return `0x${signer.toString("hex")}` === signed.signer && signatures === signed.signatures.length;
}

function describe(
  { tree, promisedBy, signer, signature }: Bulk,
  acceptedAt: Date,
  state: "accepted" | "integrated",
  repeated: boolean,
  settings: LogSettings,
): AcceptedCommitments {
  return {
    acceptedAt,
    state,
    repeated,
    receivedAt: formatMinute(acceptedAt),
    leafHashes: tree.leaves.map(bytesToHex),
    promise: {
      logId: bytesToHex(settings.logId),
      root: bytesToHex(tree.root),
      count: tree.leaves.length,
      promisedBy: formatSeconds(promisedBy),
      chainId: settings.identity.chainId,
      contract: settings.identity.contract,
      signer,
      signature: `0x${bytesToHex(signature)}`,
    },
  };
}
