import { sql } from "kysely";
import { HASH_BYTES } from "../../domain/log/hash.ts";
import { type PublishedEntry, RecoveryRefused } from "../../domain/log/recovery.ts";
import type { Queryable } from "./database.ts";

/** Batches of commitments that a restored database has accepted and not integrated. */
export interface PendingBatches {
  /** Gives batches that were published their place, as wholes; answers the entries that belong to none. */
  place(entries: readonly PublishedEntry[]): Promise<PublishedEntry[]>;
  /** @throws RecoveryRefused `other_history` when the published log ends within a batch. */
  refuseHalf(): void;
}

interface Batch {
  readonly bulk_id: string;
  /** Leaf hashes in their order. */
  readonly leaves: Buffer;
}

interface Begun extends Batch {
  readonly first: number;
}

/** Follows the published entries in their order; a batch may reach over several calls. */
export function pendingBatches(db: Queryable, logId: Uint8Array): PendingBatches {
  let begun: Begun | null = null;
  return {
    place: async (entries) => {
      const rest: PublishedEntry[] = [];
      const candidates = await beginningWith(db, logId, entries);
      for (const [at, entry] of entries.entries()) {
        if (begun === null) begun = await begin(db, candidates, entries.slice(at));
        if (begun === null) rest.push(entry);
        else begun = goOn(begun, entry);
      }
      return rest;
    },
    refuseHalf: () => {
      if (begun !== null) throw half(begun);
    },
  };
}

async function beginningWith(
  db: Queryable,
  logId: Uint8Array,
  entries: readonly PublishedEntry[],
): Promise<Batch[]> {
  const { rows } = await sql<Batch>`
    SELECT b.bulk_id, p.leaves FROM log_batch b JOIN log_bulk p USING (bulk_id)
    WHERE b.log_id = ${Buffer.from(logId)} AND b.first_index IS NULL
      AND substring(p.leaves FOR ${HASH_BYTES}) = ANY (${entries.map(({ leafHash }) => Buffer.from(leafHash))}::bytea[])
    ORDER BY octet_length(p.leaves) DESC, b.bulk_id`.execute(db);
  return rows;
}

/** Two batches may begin alike: who committed to the same twice within a minute. The one that goes on alike for longest is meant. */
async function begin(
  db: Queryable,
  candidates: Batch[],
  ahead: readonly PublishedEntry[],
): Promise<Begun | null> {
  const at = candidates.findIndex(({ leaves }) =>
    ahead.slice(0, leaves.length / HASH_BYTES).every(({ leafHash }, n) => leafAt(leaves, n).equals(leafHash)),
  );
  const [found] = at < 0 ? [] : candidates.splice(at, 1);
  if (found === undefined) return null;
  const first = ahead[0]!.index;
  await sql`UPDATE log_batch SET first_index = ${first} WHERE bulk_id = ${found.bulk_id}`.execute(db);
  return { ...found, first };
}

function goOn(begun: Begun, { index, leafHash }: PublishedEntry): Begun | null {
  const at = index - begun.first;
  if (!leafAt(begun.leaves, at).equals(leafHash)) throw half(begun);
  return (at + 1) * HASH_BYTES === begun.leaves.length ? null : begun;
}

const leafAt = (leaves: Buffer, at: number): Buffer =>
  leaves.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);

const half = ({ first }: Begun): RecoveryRefused =>
  new RecoveryRefused(
    "other_history",
    `From index ${first} the entries begin like a batch that the database accepted, and go on otherwise.`,
  );
