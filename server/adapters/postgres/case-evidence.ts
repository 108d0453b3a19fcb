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
    evidence: async (caseId) => {
      const rows = await db.kysely
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
  const { rows } = await sql<{ at: string; accepted: HandInAccepted }>`
    SELECT at, accepted
    FROM unnest(${keys.map(({ caseId }) => caseId)}::text[], ${keys.map(({ submitter }) => submitter)}::text[],
                ${keys.map(({ key }) => key)}::text[]) WITH ORDINALITY AS asked (case_id, submitter, key, at)
    JOIN evidence e ON e.case_id = asked.case_id AND e.submitter = asked.submitter
                   AND e.meta->>'idempotencyKey' = asked.key`.execute(db);
  const found = new Map(rows.map((row) => [Number(row.at) - 1, row.accepted]));
  return keys.map((_, at) => found.get(at) ?? null);
}

async function addEvidence(tx: Tx, evidence: readonly NewEvidence[]): Promise<void> {
  if (evidence.length === 0) return;
  const documents = evidence.map((record) => ({
    evidence_id: record.evidenceId,
    case_id: record.caseId,
    meta: JSON.stringify(record.meta),
    submitter: record.submitter,
    size_bytes: record.sizeBytes,
    document_hash: record.documentHash,
    cid: record.cid,
    leaf_hash: record.leafHash,
    received_at: record.receivedAt,
    accepted: JSON.stringify(record.accepted),
  }));
  const keys = evidence.flatMap(({ evidenceId, wrappedKeys }) =>
    wrappedKeys.map(({ reader, key }) => ({
      evidence_id: evidenceId,
      reader,
      wrapped_key: Buffer.from(key),
    })),
  );
  await fromTx(tx)
    .with("documents", (db) => db.insertInto("evidence").values(documents))
    .insertInto("evidence_key")
    .values(keys)
    .execute();
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
