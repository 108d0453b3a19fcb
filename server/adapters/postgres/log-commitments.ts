import { sql } from "kysely";
import type { AcceptedCommitments, CommitmentBatch, CommitmentInput, Tx } from "../../app/ports.ts";
import { bytesToHex, concatBytes, uintBytes } from "../../domain/log/bytes.ts";
import { encodeEntry } from "../../domain/log/entry.ts";
import { LogError } from "../../domain/log/errors.ts";
import { leafHash } from "../../domain/log/hash.ts";
import { formatMinute, formatSeconds } from "../../domain/log/instants.ts";
import { promiseInstant } from "../../domain/log/promise.ts";
import { nativeSha256 } from "../native-sha256.ts";
import { fromTx } from "./database.ts";
import { type Bulk, promiseTogether, readBulks } from "./log-bulks.ts";
import { timeOfIntake } from "./log-halt.ts";
import { type EntryRow, insertEntries } from "./log-rows.ts";
import { type LogSettings, memberOf } from "./log-settings.ts";

/** Takes commitments whose statements are kept elsewhere; see `LogIntake.acceptCommitments`. */
export async function acceptCommitments(
  tx: Tx,
  batch: CommitmentBatch,
  settings: LogSettings,
): Promise<AcceptedCommitments> {
  const bodyHash = hashOfBody(batch.items);
  const before = await findBatch(tx, batch);
  if (before !== null) return repeat(tx, before, bodyHash, settings);
  const acceptedAt = await timeOfIntake(tx, settings);
  const rows = batch.items.map((item, index) => makeRow(batch, item, index, acceptedAt, bodyHash));
  const leaves = rows.map((row) => row.leaf_hash);
  const bulk = await promiseTogether(tx, settings, leaves, promiseInstant(acceptedAt), batch.signed);
  const promisedBy = new Date(bulk.promisedBy * 1000);
  const written = await insertEntries(tx, rows, {
    logId: settings.logId,
    acceptedAt,
    promisedBy,
    promise: bulk,
  });
  // The same hand-in, sent twice at once: the caller's transaction ends, and a repeat finds what the other one wrote.
  if (written !== rows.length)
    throw new LogError("log.busy", "The same hand-in is being taken at this moment.");
  return describe(bulk, acceptedAt, "accepted", false, settings);
}

const keyOf = (batch: CommitmentBatch, index: number): string =>
  `commitments/${batch.idempotencyKey}/${index}`;

/** Covers every item and how many there are, so that neither a shorter nor a longer batch passes for the same one. */
function hashOfBody(items: readonly CommitmentInput[]): Uint8Array {
  const lines = items.map((item) =>
    [item.type, item.subject, item.commitment, item.previous ?? ""].join(" "),
  );
  return nativeSha256(Buffer.from(lines.join("\n")));
}

function makeRow(
  batch: CommitmentBatch,
  item: CommitmentInput,
  index: number,
  acceptedAt: Date,
  bodyHash: Uint8Array,
): EntryRow {
  const { type, subject, commitment, previous } = item;
  const receivedAt = formatMinute(acceptedAt);
  const entry = encodeEntry({
    ...{ type, subject, commitment, receivedAt },
    ...(previous !== undefined && { previous }),
  });
  return {
    submitter: batch.submitter,
    idempotency_key: keyOf(batch, index),
    request_hash: nativeSha256(concatBytes(bodyHash, uintBytes(index, 4))),
    leaf_hash: leafHash(entry.bytes, nativeSha256),
    entry: entry.bytes,
  };
}

interface Before {
  readonly log_id: Buffer;
  readonly request_hash: Buffer;
  readonly accepted_at: Date;
  readonly bulk_id: string;
  readonly integrated: boolean;
}

async function findBatch(tx: Tx, batch: CommitmentBatch): Promise<Before | null> {
  const { rows } = await sql<Before>`
    SELECT e.log_id, e.request_hash, e.accepted_at, e.bulk_id, last.leaf_index IS NOT NULL AS integrated
    FROM log_entry e JOIN log_bulk b USING (bulk_id)
    JOIN log_entry last ON last.leaf_hash = substring(b.leaves FROM octet_length(b.leaves) - 31)
    WHERE e.submitter = ${batch.submitter} AND e.idempotency_key = ${keyOf(batch, 0)}`.execute(fromTx(tx));
  return rows[0] ?? null;
}

async function repeat(
  tx: Tx,
  before: Before,
  bodyHash: Uint8Array,
  settings: LogSettings,
): Promise<AcceptedCommitments> {
  if (!before.request_hash.equals(nativeSha256(concatBytes(bodyHash, uintBytes(0, 4)))))
    throw new LogError("log.idempotency_conflict", "This idempotency key was used for another hand-in.", {
      field: "/idempotencyKey",
      rule: "one body per key",
    });
  const bulk = (await readBulks(fromTx(tx), [before.bulk_id])).get(before.bulk_id)!;
  const state = before.integrated ? "integrated" : "accepted";
  return describe(bulk, before.accepted_at, state, true, memberOf(settings, before.log_id));
}

function describe(
  { tree, promisedBy, signer, signature }: Bulk,
  acceptedAt: Date,
  state: "accepted" | "integrated",
  repeated: boolean,
  settings: LogSettings,
): AcceptedCommitments {
  return {
    ...{ acceptedAt, state, repeated },
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
