import type { CaseView } from "../schema/case.ts";
import type { ChainFinding } from "./chain-finding.ts";
import { chainPartyId } from "./chain-ids.ts";
import type { Deps } from "./deps.ts";
import type { CaseRecord } from "./ports-cases.ts";
import { journalView } from "./read-fund.ts";

/** The money of a case: what was advanced and why, what is reserved, what each owes and has paid, and the journals. */
export async function caseMoney(deps: Deps, record: CaseRecord, currency: "CNY"): Promise<CaseView["money"]> {
  const [advance, journals, chain, findings] = await Promise.all([
    deps.cases.advance(record.caseId),
    deps.ledger.journals({ caseId: record.caseId }),
    deps.cases.chain(record.caseId),
    deps.cases.findings(record.caseId),
  ]);
  const outcome = findings.find(({ number }) => number === chain.finalNumber);
  return {
    currency,
    claimedMinor: record.claim.amountMinor,
    advance:
      advance === null
        ? null
        : {
            amountMinor: advance.amountMinor.toString(),
            state: advance.state,
            reasons: [...advance.reasons],
            transaction: advance.transaction,
            at: advance.at.toISOString(),
          },
    reserved: chain.finalNumber === null ? [...(advance?.reserved ?? [])] : [],
    recourse: outcome === undefined ? [] : await recourse(deps, record, outcome.chainFinding as ChainFinding),
    journals: journals.map(journalView),
  };
}

async function recourse(
  { chain }: Deps,
  record: CaseRecord,
  finding: ChainFinding,
): Promise<CaseView["money"]["recourse"]> {
  const owing = record.parties.filter(({ partyId }) => amountOf(finding, partyId) > 0n);
  return await Promise.all(
    owing.map(async ({ partyId }) => {
      const ids = [finding.caseId, chainPartyId(partyId)];
      const collected = BigInt(String(await chain.read("CompensationFund", "collectedFrom", ids)));
      const debt = BigInt(String(await chain.read("CompensationFund", "debtOf", ids)));
      return {
        partyId,
        dueMinor: amountOf(finding, partyId).toString(),
        collectedMinor: collected.toString(),
        debtMinor: debt.toString(),
      };
    }),
  );
}

function amountOf(finding: ChainFinding, partyId: string): bigint {
  const index = finding.parties.indexOf(chainPartyId(partyId));
  return index < 0 ? 0n : BigInt(finding.payables[index] ?? "0");
}
