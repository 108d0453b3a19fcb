import { sql } from "kysely";
import { gathered } from "../../app/gathered.ts";
import type { Tx, WrappedKey } from "../../app/ports.ts";
import type { CaseStore, FactPatch, NewEvidence } from "../../app/ports-cases.ts";
import type { HandInAccepted, HandInMeta } from "../../schema/evidence.ts";
import { type Database, fromTx, MOST_TOGETHER, type Queryable } from "./database.ts";

type EvidencePart = Pick<
  CaseStore,
  | "addEvidence"
  | "evidence"
  | "sameDocuments"
  | "acceptedEvidence"
  | "evidenceKey"
  | "addEvidenceKey"
  | "addFact"
  | "facts"
>;

/** Documents of a case, the keys they are wrapped in, and facts people added. */
export function caseEvidenceStore(db: Database): EvidencePart {
  const lookUp = gathered((keys: readonly HandInKey[]) => readAccepted(db.kysely, keys), MOST_TOGETHER);
  return {
    addEvidence,
    evidence: async (caseId, tx) => {
      const rows = await (tx === undefined ? db.kysely : fromTx(tx))
        .selectFrom("evidence")
        // Not what was answered then, which is most of a row.
        .select(["evidence_id", "case_id", "meta", "submitter", "size_bytes", "document_hash"])
        .select(["cid", "leaf_hash", "received_at", "erased_at"])
        .where("case_id", "=", caseId)
        .orderBy("received_at")
        .orderBy("evidence_id")
        .execute();
      return rows.map((row) => ({
        evidenceId: row.evidence_id,
        caseId: row.case_id,
        meta: row.meta as unknown as HandInMeta,
        submitter: row.submitter,
        sizeBytes: Number(row.size_bytes),
        documentHash: row.document_hash ?? "",
        cid: row.cid,
        leafHash: row.leaf_hash,
        receivedAt: row.received_at,
        ...(row.erased_at !== null && { erasedAt: row.erased_at }),
      }));
    },
    sameDocuments: async (caseId) => {
      const { rows } = await sql<{ count: string }>`
        SELECT count(*) AS count FROM evidence own
        WHERE own.case_id = ${caseId} AND EXISTS (
          SELECT 1 FROM evidence other
          WHERE other.document_hash = own.document_hash AND other.case_id <> own.case_id)`.execute(db.kysely);
      return Number(rows[0]?.count ?? 0);
    },
    acceptedEvidence: async (caseId, submitter, idempotencyKeys, tx) => {
      const asked = idempotencyKeys.map((key) => ({ caseId, submitter, key }));
      const isAlone = tx === undefined && asked.length === 1;
      const answers = isAlone
        ? [await lookUp(asked[0]!)]
        : await readAccepted(tx === undefined ? db.kysely : fromTx(tx), asked);
      return new Map(
        answers.flatMap((accepted, at) => (accepted === null ? [] : [[idempotencyKeys[at]!, accepted]])),
      );
    },
    evidenceKey: async (evidenceId, reader) => {
      const row = await db.kysely
        .selectFrom("evidence_key")
        .select("wrapped_key")
        .where("evidence_id", "=", evidenceId)
        .where("reader", "=", reader)
        .executeTakeFirst();
      return row === undefined ? null : new Uint8Array(row.wrapped_key);
    },
    addEvidenceKey,
    addFact,
    facts: async (caseId, tx) => {
      const rows = await (tx === undefined ? db.kysely : fromTx(tx))
        .selectFrom("case_fact")
        .selectAll()
        .where("case_id", "=", caseId)
        .orderBy("seq")
        .execute();
      return rows.map((row) => ({
        seq: row.seq,
        by: row.added_by,
        kind: row.kind as FactPatch["kind"],
        target: row.target,
        path: row.path,
        value: row.value,
        evidenceIds: row.evidence_ids,
        reason: row.reason,
        at: row.at,
      }));
    },
  };
}

interface HandInKey {
  readonly caseId: string;
  readonly submitter: string;
  readonly key: string;
}

/** What hand-ins with these keys were answered, in their order. */
async function readAccepted(db: Queryable, keys: readonly HandInKey[]): Promise<(HandInAccepted | null)[]> {
  // One look in the index each: as a join it is planned while the table is empty, as a walk through all of it.
  const { rows } = await sql<{ accepted: HandInAccepted | null }>`
    SELECT (SELECT accepted FROM evidence e WHERE e.case_id = asked.case_id AND e.submitter = asked.submitter
                                              AND e.meta->>'idempotencyKey' = asked.key)
    FROM unnest(${keys.map(({ caseId }) => caseId)}::text[], ${keys.map(({ submitter }) => submitter)}::text[],
                ${keys.map(({ key }) => key)}::text[]) WITH ORDINALITY AS asked (case_id, submitter, key, at)
    ORDER BY at`.execute(db);
  return rows.map(({ accepted }) => accepted);
}

/** In one statement of one text, however many: spelling and planning a list of values costs more than writing it. */
async function addEvidence(tx: Tx, evidence: readonly NewEvidence[]): Promise<void> {
  if (evidence.length === 0) return;
  const { rows, sealed } = rowsOf(evidence);
  await sql`
    WITH given AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (
        evidence_id text, case_id text, meta jsonb, submitter text, size_bytes bigint, document_hash text, cid text,
        leaf_hash text, received_at timestamptz, accepted jsonb, keys jsonb, start integer, length integer)),
    documents AS (
      INSERT INTO evidence (evidence_id, case_id, meta, submitter, size_bytes, document_hash, cid, leaf_hash, received_at, accepted)
      SELECT evidence_id, case_id, meta, submitter, size_bytes, document_hash, cid, leaf_hash, received_at, accepted
      FROM given),
    blocks AS (
      INSERT INTO document_block (cid, bytes)
      SELECT cid, substring(${sealed}::bytea FROM start FOR length) FROM given WHERE length IS NOT NULL)
    INSERT INTO evidence_key (evidence_id, reader, wrapped_key)
    SELECT evidence_id, wrapped->>'reader', decode(wrapped->>'key', 'base64')
    FROM given, jsonb_array_elements(keys) AS wrapped`.execute(fromTx(tx));
}

/** Rows as JSON, and all small documents one after another. Places count from one, as in SQL. */
function rowsOf(evidence: readonly NewEvidence[]): { rows: unknown[]; sealed: Buffer } {
  let start = 1;
  const rows = evidence.map((record) => {
    const place = record.sealed === null ? {} : { start, length: record.sealed.length };
    start += record.sealed?.length ?? 0;
    return {
      evidence_id: record.evidenceId,
      case_id: record.caseId,
      meta: record.meta,
      submitter: record.submitter,
      size_bytes: record.sizeBytes,
      document_hash: record.documentHash,
      cid: record.cid,
      leaf_hash: record.leafHash,
      received_at: record.receivedAt,
      accepted: record.accepted,
      keys: record.wrappedKeys.map(({ reader, key }) => ({
        reader,
        key: Buffer.from(key).toString("base64"),
      })),
      ...place,
    };
  });
  return { rows, sealed: Buffer.concat(evidence.flatMap(({ sealed }) => sealed ?? [])) };
}

async function addEvidenceKey(
  tx: Tx,
  evidenceId: string,
  { reader, key }: WrappedKey,
): Promise<"added" | "known" | "erased"> {
  const trx = fromTx(tx);
  const { rows } = await sql<{ erased: boolean }>`
    SELECT erased_at IS NOT NULL AS erased FROM evidence WHERE evidence_id = ${evidenceId}`.execute(trx);
  if (rows[0]?.erased !== false) return "erased";
  const added = await trx
    .insertInto("evidence_key")
    .values({ evidence_id: evidenceId, reader, wrapped_key: Buffer.from(key) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n ? "added" : "known";
}

async function addFact(tx: Tx, caseId: string, fact: Omit<FactPatch, "seq">): Promise<void> {
  const trx = fromTx(tx);
  const { count } = await trx
    .selectFrom("case_fact")
    .select((select) => select.fn.countAll<string>().as("count"))
    .where("case_id", "=", caseId)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto("case_fact")
    .values({
      case_id: caseId,
      seq: Number(count),
      added_by: fact.by,
      kind: fact.kind,
      target: fact.target,
      path: fact.path,
      value: JSON.stringify(fact.value),
      evidence_ids: [...fact.evidenceIds],
      reason: fact.reason,
      at: fact.at,
    })
    .execute();
}
