import { sql } from "kysely";
import type { Cosignature, SignedHead, WitnessBook } from "../../app/log-witnessing.ts";
import { equalBytes } from "../../domain/log/bytes.ts";
import { signCheckpoint } from "../../domain/log/checkpoint.ts";
import { type CheckedCheckpoint, checkedCheckpoint } from "../../domain/log/contract-calls.ts";
import { LogError } from "../../domain/log/errors.ts";
import { EMPTY_ROOT } from "../../domain/log/hash.ts";
import type { LogIdentity } from "../../domain/log/log-identity.ts";
import type { Database, Queryable } from "./database.ts";
import { checkpointSigner, type LogSettings } from "./log-settings.ts";
import { readConsistencyProof, readRoot } from "./log-tiles.ts";

/** What witnessing keeps of one log, on Postgres. */
export function createWitnessBook(database: Database, settings: LogSettings): WitnessBook {
  const db = database.kysely;
  const id = Buffer.from(settings.logId);
  return {
    newest: () => readNewest(db, id),
    empty: () => {
      const checkpoint = { origin: settings.identity.origin, size: 0, root: EMPTY_ROOT };
      return { size: 0, note: signCheckpoint(checkpoint, checkpointSigner(settings)).note };
    },
    cosigners: async (size) => {
      const { rows } = await sql<{ witness: string }>`
        SELECT witness FROM log_cosignature WHERE log_id = ${id} AND size = ${size}`.execute(db);
      return rows.map((row) => row.witness);
    },
    keep: (size, cosignature) => writeCosignature(db, id, size, cosignature),
    noteWitnessed: async (size) => {
      await sql`
        UPDATE log_checkpoint SET witnessed_at = clock_timestamp()
        WHERE log_id = ${id} AND size = ${size} AND witnessed_at IS NULL`.execute(db);
    },
    compare: (note, size) => compare(db, settings, note, size),
    proof: (from, to) => readConsistencyProof(db, id, from, to),
  };
}

async function compare(
  db: Queryable,
  { identity, logId }: LogSettings,
  note: string,
  size: number,
): ReturnType<WitnessBook["compare"]> {
  const checked = checkedOrNull(note, identity);
  if (checked?.size !== size) return "nothing";
  const { rows } = await sql<{ size: string }>`
    SELECT size FROM log WHERE log_id = ${Buffer.from(logId)}`.execute(db);
  if (Number(rows[0]?.size ?? 0) < size) return "contradicts";
  return equalBytes(await readRoot(db, logId, size), checked.root) ? "agrees" : "contradicts";
}

function checkedOrNull(note: string, identity: LogIdentity): CheckedCheckpoint | null {
  try {
    return checkedCheckpoint(note, identity);
  } catch (error) {
    if (error instanceof LogError) return null;
    throw error;
  }
}

async function readNewest(db: Queryable, id: Buffer): Promise<SignedHead | null> {
  const { rows } = await sql<{ size: string; note: string }>`
    SELECT c.size, c.note FROM log_checkpoint c JOIN log USING (log_id)
    WHERE c.log_id = ${id} AND (log.sealed_at IS NULL OR (c.size = log.size AND c.witnessed_at IS NULL))
    ORDER BY c.size DESC LIMIT 1`.execute(db);
  return rows[0] === undefined ? null : { size: Number(rows[0].size), note: rows[0].note };
}

/** A second cosignature of one witness for one size is ignored. */
async function writeCosignature(
  db: Queryable,
  id: Buffer,
  size: number,
  { witness, line, at }: Cosignature,
): Promise<void> {
  await sql`
    INSERT INTO log_cosignature (log_id, size, witness, line, at)
    VALUES (${id}, ${size}, ${witness}, ${line}, ${at}) ON CONFLICT DO NOTHING`.execute(db);
}
