import { positionOf } from "../domain/money/books.ts";
import type { JournalView } from "../schema/case.ts";
import type { FundView } from "../schema/money.ts";
import type { JournalRecord, Ledger } from "./ports.ts";

export interface ReadFundDeps {
  readonly ledger: Ledger & {
    turnover(): Promise<{ advancedMinor: bigint; recoveredMinor: bigint }>;
  };
}

const SHOWN_JOURNALS = 100;

/** Shows the fund's position as its books have it, and the newest journals. */
export async function readFund({ ledger }: ReadFundDeps): Promise<FundView> {
  const position = positionOf(await ledger.balances());
  const { advancedMinor, recoveredMinor } = await ledger.turnover();
  const journals = await ledger.journals({ limit: SHOWN_JOURNALS });
  return {
    currency: "CNY",
    balanceMinor: position.fundMinor.toString(),
    outstandingMinor: position.outstandingMinor.toString(),
    advancedMinor: advancedMinor.toString(),
    recoveredMinor: recoveredMinor.toString(),
    writtenOffMinor: position.writtenOffMinor.toString(),
    journals: journals.map(journalView),
  };
}

/** Gives a journal the shape it has on the wire. */
export function journalView(journal: JournalRecord): JournalView {
  return {
    journalId: journal.journalId,
    at: journal.at.toISOString(),
    kind: journal.kind,
    caseId: journal.caseId,
    currency: journal.currency,
    lines: journal.lines.map((line) => ({
      account: line.account,
      debitMinor: line.debitMinor.toString(),
      creditMinor: line.creditMinor.toString(),
    })),
    leafHash: journal.leafHash,
  };
}
