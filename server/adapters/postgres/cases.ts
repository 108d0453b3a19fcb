import { type Selectable, sql } from "kysely";
import { gathered } from "../../app/gathered.ts";
import type { Tx } from "../../app/ports.ts";
import type { CaseRecord, CaseStore, ClaimRecord, NewCase, StoredCaseEvent } from "../../app/ports-cases.ts";
import { eventFromJson, eventToJson } from "./case-event-json.ts";
import { caseEvidenceStore } from "./case-evidence.ts";
import { caseOutcomeStore } from "./case-outcome.ts";
import { type Database, fromTx, MOST_TOGETHER } from "./database.ts";
import type { DisputeCase } from "./types.ts";

/** Cases: their events are the truth, the columns beside them answer lists and clocks. */
export function caseStore(db: Database): CaseStore {
  return { ...caseCore(db), ...caseEvidenceStore(db), ...caseOutcomeStore(db) };
}

function caseCore(db: Database) {
  return {
    create: createCase,
    byIdempotencyKey: async (tx: Tx, merchant: string, orderId: string, key: string) =>
      one(
        await fromTx(tx)
          .selectFrom("dispute_case")
          .selectAll()
          .where("merchant", "=", merchant)
          .where("order_id", "=", orderId)
          .where("idempotency_key", "=", key)
          .executeTakeFirst(),
        fromTx(tx),
      ),
    get: gathered((caseIds: readonly string[]) => readCases(db, caseIds), MOST_TOGETHER),
    lock: async (tx: Tx, caseId: string) =>
      one(
        await fromTx(tx)
          .selectFrom("dispute_case")
          .selectAll()
          .where("case_id", "=", caseId)
          .forUpdate()
          .executeTakeFirst(),
        fromTx(tx),
      ),
    lockFree: async (tx: Tx, caseIds: readonly string[]) => {
      const { rows } = await sql<{ case_id: string; status: string }>`
        SELECT case_id, status FROM dispute_case WHERE case_id = ANY (${[...caseIds]}::text[])
        FOR SHARE SKIP LOCKED`.execute(fromTx(tx));
      return new Map(rows.map((row) => [row.case_id, row.status]));
    },
    byTokenHash: async (tokenHash: string) =>
      (
        await db.kysely
          .selectFrom("dispute_case")
          .select("case_id")
          .where("token_hash", "=", tokenHash)
          .executeTakeFirst()
      )?.case_id ?? null,
    events: async (caseId: string, tx?: Tx) => {
      const rows = await (tx === undefined ? db.kysely : fromTx(tx))
        .selectFrom("case_event")
        .selectAll()
        .where("case_id", "=", caseId)
        .orderBy("seq")
        .execute();
      return rows.map((row) => ({
        seq: row.seq,
        event: eventFromJson(row.payload),
        at: row.at,
        leafHash: row.leaf_hash,
      }));
    },
    append: appendEvents,
    list: async (partyId: string | null, limit: number) => {
      let query = db.kysely.selectFrom("dispute_case").selectAll().orderBy("filed_at", "desc").limit(limit);
      if (partyId !== null) {
        query = query.where("case_id", "in", (inner) =>
          inner.selectFrom("case_party").select("case_id").where("party_id", "=", partyId),
        );
      }
      return await many(await query.execute(), db.kysely);
    },
    ofOrder: async (merchant: string, orderId: string) =>
      await many(
        await db.kysely
          .selectFrom("dispute_case")
          .selectAll()
          .where("merchant", "=", merchant)
          .where("order_id", "=", orderId)
          .orderBy("filed_at")
          .execute(),
        db.kysely,
      ),
    withStatus: async (statuses: readonly string[], limit: number) => {
      const { rows } = await sql<{ case_id: string }>`
        SELECT case_id FROM dispute_case WHERE status = ANY(${statuses})
        ORDER BY deadline_at NULLS LAST LIMIT ${limit}`.execute(db.kysely);
      return rows.map((row) => row.case_id);
    },
    due: async (statuses: readonly string[], limit: number) => {
      const { rows } = await sql<{ case_id: string }>`
        SELECT case_id FROM dispute_case
        WHERE deadline_at <= now() OR status = ANY(${statuses})
        ORDER BY deadline_at NULLS LAST LIMIT ${limit}`.execute(db.kysely);
      return rows.map((row) => row.case_id);
    },
  };
}

async function createCase(tx: Tx, record: NewCase): Promise<void> {
  const trx = fromTx(tx);
  await trx
    .insertInto("dispute_case")
    .values({
      case_id: record.caseId,
      merchant: record.merchant,
      order_id: record.orderId,
      claim: JSON.stringify(record.claim),
      subject: record.subject,
      token_hash: record.tokenHash,
      claimant_signer: record.claimantSigner,
      idempotency_key: record.idempotencyKey,
      rule_pack_id: record.rulePackId,
      rule_pack_hash: record.rulePackHash,
      status: "NONE",
      filed_at: record.filedAt,
    })
    .execute();
  await trx
    .insertInto("case_party")
    .values(record.parties.map(({ partyId, role }) => ({ case_id: record.caseId, party_id: partyId, role })))
    .execute();
  await trx
    .insertInto("case_line")
    .values(
      record.claim.lines.map((line) => ({
        case_id: record.caseId,
        merchant: record.merchant,
        order_id: record.orderId,
        line_id: line.lineId,
        quantity: line.quantity,
        amount_minor: line.amountMinor,
      })),
    )
    .execute();
}

async function appendEvents(
  tx: Tx,
  caseId: string,
  events: readonly StoredCaseEvent[],
  now: { status: string; deadlineAt: string | null; turn: readonly string[] },
): Promise<void> {
  const trx = fromTx(tx);
  if (events.length === 0) return;
  await trx
    .insertInto("case_event")
    .values(
      events.map(({ seq, event, at, leafHash }) => ({
        case_id: caseId,
        seq,
        type: event.type,
        payload: eventToJson(event),
        at,
        leaf_hash: leafHash,
      })),
    )
    .execute();
  await trx
    .updateTable("dispute_case")
    .set({
      status: now.status,
      deadline_at: now.deadlineAt,
      turn: [...now.turn],
      event_count: (events.at(-1)?.seq ?? 0) + 1,
    })
    .where("case_id", "=", caseId)
    .execute();
}

async function one(
  row: Selectable<DisputeCase> | undefined,
  db: Database["kysely"],
): Promise<CaseRecord | null> {
  return row === undefined ? null : ((await many([row], db))[0] ?? null);
}

async function many(rows: readonly Selectable<DisputeCase>[], db: Database["kysely"]): Promise<CaseRecord[]> {
  if (rows.length === 0) return [];
  const parties = await db
    .selectFrom("case_party")
    .selectAll()
    .where(
      "case_id",
      "in",
      rows.map((row) => row.case_id),
    )
    .execute();
  return rows.map((row) =>
    recordOf(
      row,
      parties.filter((party) => party.case_id === row.case_id),
    ),
  );
}

/** Reads cases asked for at the same time, each with its parties, in one question. */
async function readCases(db: Database, caseIds: readonly string[]): Promise<(CaseRecord | null)[]> {
  const rows = await db.kysely
    .selectFrom("dispute_case")
    .selectAll()
    .select(PARTIES.as("parties"))
    .where("case_id", "=", sql<string>`ANY (${caseIds}::text[])`)
    .execute();
  const found = new Map(rows.map((row) => [row.case_id, recordOf(row, row.parties)]));
  return caseIds.map((caseId) => found.get(caseId) ?? null);
}

/** Parties of a case in the same question, as {@link recordOf} takes them. */
const PARTIES = sql<{ party_id: string; role: string }[]>`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('party_id', p.party_id, 'role', p.role)), '[]')
  FROM case_party p WHERE p.case_id = dispute_case.case_id)`;

function recordOf(
  row: Selectable<DisputeCase>,
  parties: readonly { readonly party_id: string; readonly role: string }[],
): CaseRecord {
  return {
    caseId: row.case_id,
    merchant: row.merchant,
    orderId: row.order_id,
    claim: row.claim as unknown as ClaimRecord,
    subject: row.subject,
    tokenHash: row.token_hash,
    claimantSigner: row.claimant_signer,
    idempotencyKey: row.idempotency_key,
    rulePackId: row.rule_pack_id,
    rulePackHash: row.rule_pack_hash,
    filedAt: row.filed_at,
    status: row.status,
    deadlineAt: row.deadline_at,
    turn: row.turn,
    parties: parties.map(({ party_id, role }) => ({
      partyId: party_id,
      role: role as "claimant" | "obligor",
    })),
  };
}
