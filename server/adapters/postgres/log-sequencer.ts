import type { Transaction } from "kysely";
import { sql } from "kysely";
import { refuseUnseen } from "../../app/log-fork.ts";
import type { LogSequencer } from "../../app/log-ports.ts";
import { bytesToHex, equalBytes } from "../../domain/log/bytes.ts";
import { signCheckpoint } from "../../domain/log/checkpoint.ts";
import { LogError } from "../../domain/log/errors.ts";
import { HASH_BYTES } from "../../domain/log/hash.ts";
import { edgeTiles, TreeEdge } from "../../domain/log/tree.ts";
import { nativeSha256 } from "../native-sha256.ts";
import type { Database } from "./database.ts";
import type { LogLine } from "./log-line.ts";
import { SUCCESSION } from "./log-rotation.ts";
import { checkpointSigner, type LogSettings } from "./log-settings.ts";
import { readRoot, readTiles, writeTiles } from "./log-tiles.ts";
import type { DB } from "./types.ts";

/** Entries put into the tree by one transaction. */
const MAX_BATCH = 4096;

/** Hand-ins of commitments beside them. */
const MAX_BATCHES = 4;

interface Head {
  readonly size: number;
  /** Whether the log goes on from another one. */
  readonly isSuccessor?: boolean;
  readonly root: Uint8Array;
}

interface Pending {
  readonly id: string;
  readonly leaf_hash: Buffer;
}

/** A hand-in of commitments, whose entries take their places one after the other. */
interface PendingBatch {
  readonly bulk_id: string;
  readonly leaves: Buffer;
}

/** Sequences every log that is not sealed yet: one, or two while one is being closed. */
export function createLineSequencer(database: Database, line: LogLine): LogSequencer {
  const sequencers = new Map<string, LogSequencer>();
  return {
    async sequence() {
      let count = 0;
      for (const settings of await line.unsealed()) {
        const { origin } = settings.identity;
        const own = sequencers.get(origin) ?? createLogSequencer(database, settings);
        sequencers.set(origin, own);
        count += await own.sequence().catch((error: unknown) => {
          // Sealed since it was listed: nothing waits in it any more.
          if (settings.logId !== line.logId && (error as { code?: unknown }).code === "log.not_registered")
            return 0;
          throw error;
        });
      }
      return count;
    },
  };
}

/**
 * Keeps the tree's unfinished tiles in memory between batches; the database decides whether they are still true. It also
 * remembers the newest head it saw committed: a database that does not lead there, such as a replica that lagged behind
 * when it took over, would have another root signed for a size that was shown.
 */
export function createLogSequencer(database: Database, settings: LogSettings): LogSequencer {
  let edge: TreeEdge | null = null;
  let seen: Head | null = null;
  return {
    async sequence() {
      const kept = edge;
      // Forgotten first: after a failure nobody knows how far the edge got.
      edge = null;
      const done = await database.kysely
        .transaction()
        .execute((trx) => sequenceBatch(trx, settings, kept, seen));
      edge = done.edge;
      seen = done.head;
      return done.count;
    },
  };
}

async function sequenceBatch(
  trx: Transaction<DB>,
  settings: LogSettings,
  kept: TreeEdge | null,
  seen: Head | null,
): Promise<{ count: number; edge: TreeEdge | null; head: Head }> {
  const head = await lockHead(trx, settings);
  if (seen !== null) await refuseBehind(trx, settings, head, seen);
  const pending = await readPending(trx, settings, head);
  const batches = await readPendingBatches(trx, settings, head);
  if (pending.length + batches.length === 0) return { count: 0, edge: kept, head };
  const edge = kept !== null && isAt(kept, head) ? kept : await loadEdge(trx, settings, head);
  for (const { leaf_hash } of pending) edge.append(leaf_hash);
  const firsts = batches.map(({ leaves }) => appendAll(edge, leaves));
  await writeTiles(trx, settings.logId, edge.takeChanged());
  await writeIndices(trx, settings, pending, head.size);
  await writeFirstIndices(trx, batches, firsts);
  const next = { size: edge.size, root: edge.root() };
  await writeHead(trx, settings, next);
  return { count: next.size - head.size, edge, head: next };
}

/** @throws LogError `log.fork_refused` when the database does not lead to a head seen before. */
async function refuseBehind(
  trx: Transaction<DB>,
  { identity, logId }: LogSettings,
  head: Head,
  { size, root }: Head,
): Promise<void> {
  const now = head.size > size && size > 0 ? await readRoot(trx, logId, size) : head.root;
  if (head.size >= size && (size === 0 || equalBytes(now, root))) return;
  throw refuseUnseen({ origin: identity.origin, size, root: bytesToHex(root) }, head.size);
}

/** Appends leaf hashes that lie in one piece of memory; returns the index of the first. */
function appendAll(edge: TreeEdge, leaves: Buffer): number {
  const first = edge.size;
  for (let at = 0; at < leaves.length; at += HASH_BYTES) edge.append(leaves.subarray(at, at + HASH_BYTES));
  return first;
}

const isAt = (edge: TreeEdge, head: Head): boolean =>
  edge.size === head.size && equalBytes(edge.root(), head.root);

/** Not FOR UPDATE: that would make every intake, whose rows refer to this one, wait for the batch, and the batch for it. */
async function lockHead(trx: Transaction<DB>, { logId }: LogSettings): Promise<Head> {
  const { rows } = await sql<{ size: string; root: Buffer; succeeds: boolean; stopped: string | null }>`
    SELECT size, root, predecessor IS NOT NULL AS succeeds, stopped FROM log WHERE log_id = ${Buffer.from(logId)} AND sealed_at IS NULL FOR NO KEY UPDATE`.execute(
    trx,
  );
  const row = rows[0];
  if (row === undefined) throw new LogError("log.not_registered", "The log has no row, or is sealed.");
  // Asked under the lock: whoever stops the log waits for a batch that has begun, and no other one begins.
  if (row.stopped !== null) throw new LogError("log.fork_refused", row.stopped);
  return { size: Number(row.size), root: row.root, isSuccessor: row.succeeds };
}

/** A log that goes on from another begins with that one's last checkpoint; until it is there, nothing has its index. */
const awaitsFirst = ({ size, isSuccessor = false }: Head): boolean => isSuccessor && size === 0;

async function readPending(trx: Transaction<DB>, { logId }: LogSettings, head: Head): Promise<Pending[]> {
  const only = awaitsFirst(head) ? sql`AND submitter = ${SUCCESSION}` : sql``;
  const { rows } = await sql<Pending>`
    SELECT id, leaf_hash FROM log_entry
    WHERE log_id = ${Buffer.from(logId)} AND leaf_index IS NULL ${only} ORDER BY id LIMIT ${MAX_BATCH}`.execute(
    trx,
  );
  return rows;
}

async function readPendingBatches(
  trx: Transaction<DB>,
  { logId }: LogSettings,
  head: Head,
): Promise<PendingBatch[]> {
  if (awaitsFirst(head)) return [];
  const { rows } = await sql<PendingBatch>`
    SELECT bulk_id, b.leaves FROM log_batch JOIN log_bulk b USING (bulk_id)
    WHERE log_batch.log_id = ${Buffer.from(logId)} AND first_index IS NULL ORDER BY bulk_id LIMIT ${MAX_BATCHES}`.execute(
    trx,
  );
  return rows;
}

/** Goes on from stored tiles, and only when they lead to the stored root: a damaged table must not become a fork. */
async function loadEdge(trx: Transaction<DB>, { logId }: LogSettings, head: Head): Promise<TreeEdge> {
  const edge = new TreeEdge(head.size, await readTiles(trx, logId, edgeTiles(head.size)), nativeSha256);
  if (isAt(edge, head)) return edge;
  throw new LogError("log.fork_refused", `The stored tiles do not lead to the root of size ${head.size}.`);
}

async function writeIndices(
  trx: Transaction<DB>,
  { logId }: LogSettings,
  pending: readonly Pending[],
  first: number,
): Promise<void> {
  if (pending.length === 0) return;
  const ids = pending.map((row) => row.id);
  await sql`
    UPDATE log_entry SET leaf_index = ${first}::bigint + fresh.position - 1
    FROM unnest(${ids}::bigint[]) WITH ORDINALITY AS fresh (id, position)
    WHERE log_entry.id = fresh.id AND log_entry.log_id = ${Buffer.from(logId)}`.execute(trx);
}

async function writeFirstIndices(
  trx: Transaction<DB>,
  batches: readonly PendingBatch[],
  firsts: readonly number[],
): Promise<void> {
  if (batches.length === 0) return;
  const ids = batches.map((batch) => batch.bulk_id);
  await sql`
    UPDATE log_batch SET first_index = fresh.first
    FROM unnest(${ids}::bigint[], ${firsts}::bigint[]) AS fresh (id, first) WHERE bulk_id = fresh.id`.execute(
    trx,
  );
}

async function writeHead(trx: Transaction<DB>, settings: LogSettings, head: Head): Promise<void> {
  const { origin } = settings.identity;
  const { note, logSignature } = signCheckpoint({ origin, ...head }, checkpointSigner(settings));
  const [logId, root] = [Buffer.from(settings.logId), Buffer.from(head.root)];
  await sql`UPDATE log SET size = ${head.size}, root = ${root} WHERE log_id = ${logId}`.execute(trx);
  await sql`
    INSERT INTO log_checkpoint (log_id, size, root, note, log_signature, created_at)
    VALUES (${logId}, ${head.size}, ${root}, ${note}, ${Buffer.from(logSignature)}, clock_timestamp())`.execute(
    trx,
  );
}
