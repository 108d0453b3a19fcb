import { type Selectable, sql } from "kysely";
import type { Tx } from "../../app/ports.ts";
import type { ErasureRecord, ErasureStore, NewErasure } from "../../app/ports-erasure.ts";
import type { Erased } from "../../app/recover-log.ts";
import { type Database, fromTx } from "./database.ts";
import type { Erasure } from "./types.ts";

/** Requests for erasure, and the erasing itself. */
export function erasureStore(db: Database): ErasureStore {
  const all = () => db.kysely.selectFrom("erasure").selectAll();
  return {
    request,
    ofCase: async (caseId, tx) => {
      const query = tx === undefined ? all() : fromTx(tx).selectFrom("erasure").selectAll();
      return (await query.where("case_id", "=", caseId).execute()).map(recordOf);
    },
    due: async (limit) => {
      const query = all().where("erased_at", "is", null).where("look_at", "<=", sql<Date>`clock_timestamp()`);
      return (await query.orderBy("look_at").limit(limit).execute()).map(recordOf);
    },
    postpone: async (tx, evidenceId, lookAt) => {
      const update = fromTx(tx).updateTable("erasure").set({ look_at: lookAt });
      await update.where("evidence_id", "=", evidenceId).execute();
    },
    erase,
    withBlocks: async (limit) => {
      const query = all().where("erased_at", "is not", null).where("blocks_gone_at", "is", null);
      return (await query.orderBy(sql`random()`).limit(limit).execute()).map(recordOf);
    },
    done: async () => (await all().where("erased_at", "is not", null).execute()).map(recordOf),
    noteBlocksGone: async (evidenceId) => {
      const update = db.kysely.updateTable("erasure").set({ blocks_gone_at: sql<Date>`clock_timestamp()` });
      await update.where("evidence_id", "=", evidenceId).execute();
    },
    noteBlocksUnknown: async (evidenceIds) => {
      if (evidenceIds.length === 0) return;
      const update = db.kysely.updateTable("erasure").set({ blocks_gone_at: null });
      await update.where("evidence_id", "in", [...evidenceIds]).execute();
    },
  };
}

async function request(tx: Tx, asked: NewErasure): Promise<ErasureRecord> {
  const trx = fromTx(tx);
  await trx
    .insertInto("erasure")
    .values({
      evidence_id: asked.evidenceId,
      case_id: asked.caseId,
      leaf_hash: asked.leafHash,
      cid: asked.cid,
      requested_by: asked.requestedBy,
      basis: asked.basis,
      reason: asked.reason,
      requested_at: asked.requestedAt,
      look_at: asked.lookAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const query = trx.selectFrom("erasure").selectAll().where("evidence_id", "=", asked.evidenceId);
  return recordOf(await query.executeTakeFirstOrThrow());
}

/**
 * Erases a document the log says was erased, in a database restored from before. The request that was restored stands;
 * where there is none, who asked and why is not known any more. Its blocks go as after any erasure.
 *
 * @returns 1 when it still was there, else 0.
 */
export async function eraseAgain(tx: Tx, { document, entry, at }: Erased): Promise<number> {
  const trx = fromTx(tx);
  const left = await sql`
    SELECT FROM log_statement WHERE leaf_hash = ${Buffer.from(document, "hex")} AND erased_at IS NULL`.execute(
    trx,
  );
  if (left.rows.length === 0) return 0;
  const { rows } = await sql<{ evidence_id: string; case_id: string; cid: string | null }>`
    SELECT evidence_id, case_id, cid FROM evidence WHERE leaf_hash = ${document} AND erased_at IS NULL`.execute(
    trx,
  );
  for (const { evidence_id: evidenceId, case_id: caseId, cid } of rows) {
    const known = {
      evidenceId,
      caseId,
      cid,
      leafHash: document,
      requestedBy: "",
      basis: "unknown",
      reason: "",
    } as const;
    await request(tx, { ...known, requestedAt: at, lookAt: at });
    await erase(tx, evidenceId, { erasedAt: at, entryLeaf: entry });
  }
  await sql`
    UPDATE log_statement SET statement = NULL, salt = NULL, erased_at = ${at}
    WHERE leaf_hash = ${Buffer.from(document, "hex")} AND erased_at IS NULL`.execute(trx);
  return 1;
}

/** What stays of an item is what every party has seen of it and no longer says anything: its kind, size and place. */
async function erase(
  tx: Tx,
  evidenceId: string,
  { erasedAt, entryLeaf }: { erasedAt: Date; entryLeaf: string },
): Promise<void> {
  const trx = fromTx(tx);
  await trx.deleteFrom("evidence_key").where("evidence_id", "=", evidenceId).execute();
  const { rows } = await sql<{ leaf_hash: string }>`
    UPDATE evidence SET document_hash = NULL, cid = NULL, erased_at = ${erasedAt},
      meta = (meta - '{capturedAt,signer,signature,documentSm3}'::text[]) || '{"name": "", "proves": "", "statements": []}',
      accepted = accepted || '{"statement": "", "salt": "", "cid": null}'
    WHERE evidence_id = ${evidenceId} RETURNING leaf_hash`.execute(trx);
  const leaf = Buffer.from(rows[0]?.leaf_hash ?? "", "hex");
  await sql`
    UPDATE log_statement SET statement = NULL, salt = NULL, erased_at = ${erasedAt}
    WHERE leaf_hash = ${leaf} AND erased_at IS NULL`.execute(trx);
  const done = trx.updateTable("erasure").set({ erased_at: erasedAt, entry_leaf: entryLeaf });
  await done.where("evidence_id", "=", evidenceId).execute();
}

const recordOf = (row: Selectable<Erasure>): ErasureRecord => ({
  evidenceId: row.evidence_id,
  caseId: row.case_id,
  leafHash: row.leaf_hash,
  cid: row.cid,
  requestedBy: row.requested_by,
  basis: row.basis as ErasureRecord["basis"],
  reason: row.reason,
  requestedAt: row.requested_at,
  erasedAt: row.erased_at,
  entryLeaf: row.entry_leaf,
  blocksGoneAt: row.blocks_gone_at,
});
