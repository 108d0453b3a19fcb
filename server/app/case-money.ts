import { bondOf, debtOf } from "../domain/money/account.ts";
import type { CaseView } from "../schema/case.ts";
import type { ChainFinding } from "./chain-finding.ts";
import { chainPartyId } from "./chain-ids.ts";
import type { Deps } from "./deps.ts";
import type { JournalRecord } from "./ports.ts";
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
            evidenceSeen: advance.evidenceSeen,
          },
    reserved: chain.finalNumber === null ? [...(advance?.reserved ?? [])] : [],
    recourse: outcome === undefined ? [] : recourse(record, outcome.chainFinding as ChainFinding, journals),
    journals: journals.map(journalView),
  };
}

/**
 * What each owes and has paid, from the journals: they hold what the chain said, to the cent, and can be read while
 * the chain cannot.
 */
function recourse(
  record: CaseRecord,
  finding: ChainFinding,
  journals: readonly JournalRecord[],
): CaseView["money"]["recourse"] {
  const lines = journals.flatMap((journal) => journal.lines);
  const balance = (account: string) =>
    lines
      .filter((line) => line.account === account)
      .reduce((sum, line) => sum + line.debitMinor - line.creditMinor, 0n);
  return record.parties
    .filter(({ partyId }) => amountOf(finding, partyId) > 0n)
    .map(({ partyId }) => ({
      partyId,
      dueMinor: amountOf(finding, partyId).toString(),
      // A bond is a liability: what was taken from it stands as debit.
      collectedMinor: balance(bondOf(partyId)).toString(),
      debtMinor: balance(debtOf(partyId)).toString(),
    }));
}

function amountOf(finding: ChainFinding, partyId: string): bigint {
  const index = finding.parties.indexOf(chainPartyId(partyId));
  return index < 0 ? 0n : BigInt(finding.payables[index] ?? "0");
}
