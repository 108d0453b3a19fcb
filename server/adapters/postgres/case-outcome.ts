import { sql } from "kysely";
import type { Tx } from "../../app/ports.ts";
import type { AdvanceRecord, CaseChainRecord, CaseStore } from "../../app/ports-cases.ts";
import { type Database, fromTx } from "./database.ts";

type OutcomePart = Pick<
  CaseStore,
  | "addFinding"
  | "findings"
  | "addSignature"
  | "signatures"
  | "setAdvance"
  | "awaitingAdvance"
  | "advance"
  | "setChain"
  | "chain"
  | "byDispute"
>;

/** Between two looks at paying first: a hundred documents at once are not a hundred looks. */
const REST = "5 seconds";

const nothingOnChain: CaseChainRecord = {
  terms: null,
  openedTransaction: null,
  disputeId: null,
  ruling: null,
  ruledAt: null,
  ruledTransaction: null,
  finalNumber: null,
  enforcedTransaction: null,
};

/** Findings, signatures, the advance, and what the chain has said of a case. */
export function caseOutcomeStore(db: Database): OutcomePart {
  const from = (tx?: Tx) => (tx === undefined ? db.kysely : fromTx(tx));
  return {
    ...findingPart(from),
    ...signaturePart(from),
    ...advancePart(from),
    setChain: async (tx, caseId, patch) => {
      const values = columnsOf(patch);
      await fromTx(tx)
        .insertInto("case_chain")
        .values({ case_id: caseId, ...values })
        .onConflict((conflict) => conflict.column("case_id").doUpdateSet(values))
        .execute();
    },
    chain: async (caseId, tx) => {
      const row = await from(tx)
        .selectFrom("case_chain")
        .selectAll()
        .where("case_id", "=", caseId)
        .executeTakeFirst();
      if (row === undefined) return nothingOnChain;
      return {
        terms: row.terms,
        openedTransaction: row.opened_transaction,
        disputeId: row.dispute_id,
        ruling: row.ruling,
        ruledAt: row.ruled_at,
        ruledTransaction: row.ruled_transaction,
        finalNumber: row.final_number,
        enforcedTransaction: row.enforced_transaction,
      };
    },
    byDispute: async (disputeId, tx) =>
      (
        await from(tx)
          .selectFrom("case_chain")
          .select("case_id")
          .where("dispute_id", "=", disputeId)
          .executeTakeFirst()
      )?.case_id ?? null,
  };
}

type From = (tx?: Tx) => Database["kysely"];

function findingPart(from: From): Pick<OutcomePart, "addFinding" | "findings"> {
  return {
    addFinding: async (tx, caseId, finding) => {
      await fromTx(tx)
        .insertInto("case_finding")
        .values({
          case_id: caseId,
          number: finding.number,
          by_party: finding.by,
          finding_hash: finding.findingHash,
          document: finding.document,
          facts: finding.facts,
          chain_hash: finding.chainHash,
          chain_finding: JSON.stringify(finding.chainFinding),
          counterfactuals: JSON.stringify(finding.counterfactuals),
          leaf_hash: finding.leafHash,
          at: finding.at,
        })
        .execute();
    },
    findings: async (caseId, tx) => {
      const rows = await from(tx)
        .selectFrom("case_finding")
        .selectAll()
        .where("case_id", "=", caseId)
        .orderBy("number")
        .execute();
      return rows.map((row) => ({
        number: row.number,
        by: row.by_party,
        findingHash: row.finding_hash,
        document: row.document,
        facts: row.facts,
        chainHash: row.chain_hash,
        chainFinding: row.chain_finding,
        counterfactuals: row.counterfactuals,
        leafHash: row.leaf_hash,
        at: row.at,
      }));
    },
  };
}

function signaturePart(from: From): Pick<OutcomePart, "addSignature" | "signatures"> {
  return {
    addSignature: async (tx, caseId, step, { partyId, signer, signature }) => {
      await fromTx(tx)
        .insertInto("case_signature")
        .values({ case_id: caseId, step, party_id: partyId, signer, signature })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    signatures: async (caseId, step, tx) => {
      const rows = await from(tx)
        .selectFrom("case_signature")
        .selectAll()
        .where("case_id", "=", caseId)
        .where("step", "=", step)
        .execute();
      return rows.map((row) => ({ partyId: row.party_id, signer: row.signer, signature: row.signature }));
    },
  };
}

function advancePart(from: From): Pick<OutcomePart, "setAdvance" | "awaitingAdvance" | "advance"> {
  return {
    setAdvance: async (tx, caseId, advance) => {
      const values = {
        state: advance.state,
        amount_minor: advance.amountMinor,
        reasons: JSON.stringify(advance.reasons),
        reserved: JSON.stringify(advance.reserved),
        transaction: advance.transaction,
        at: advance.at,
        evidence_seen: advance.evidenceSeen,
      };
      await fromTx(tx)
        .insertInto("case_advance")
        .values({ case_id: caseId, ...values })
        .onConflict((conflict) => conflict.column("case_id").doUpdateSet(values))
        .execute();
    },
    awaitingAdvance: async (limit) => {
      const { rows } = await sql<{ case_id: string }>`
        SELECT dispute_case.case_id FROM dispute_case LEFT JOIN case_advance advance USING (case_id)
        WHERE dispute_case.status IN ('TRIAGED', 'RESPONSE', 'EVIDENCE')
          AND (advance.state IS NULL OR (advance.state = 'refused' AND advance.at < clock_timestamp() - ${REST}::interval))
          AND (SELECT count(*) FROM evidence WHERE evidence.case_id = dispute_case.case_id) > coalesce(advance.evidence_seen, 0)
        LIMIT ${limit}`.execute(from());
      return rows.map((row) => row.case_id);
    },
    advance: async (caseId, tx) => {
      const row = await from(tx)
        .selectFrom("case_advance")
        .selectAll()
        .where("case_id", "=", caseId)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        state: row.state as AdvanceRecord["state"],
        amountMinor: BigInt(row.amount_minor),
        reasons: row.reasons as unknown as AdvanceRecord["reasons"],
        reserved: row.reserved as unknown as AdvanceRecord["reserved"],
        transaction: row.transaction,
        at: row.at,
        evidenceSeen: row.evidence_seen,
      };
    },
  };
}

function columnsOf(patch: Partial<CaseChainRecord>) {
  const names = {
    terms: "terms",
    openedTransaction: "opened_transaction",
    disputeId: "dispute_id",
    ruling: "ruling",
    ruledAt: "ruled_at",
    ruledTransaction: "ruled_transaction",
    finalNumber: "final_number",
    enforcedTransaction: "enforced_transaction",
  } as const;
  const entries = Object.entries(patch).map(([key, value]) => [
    names[key as keyof typeof names],
    key === "terms" ? JSON.stringify(value) : value,
  ]);
  return Object.fromEntries(entries) as Record<string, never>;
}
