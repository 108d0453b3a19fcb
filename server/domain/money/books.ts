import { BOND_CUSTODY, FUND, PLATFORM_LOSS, parseAccount, SUSPENSE } from "./account.ts";
import type { Line } from "./line.ts";

/** Debits less credits per account, in minor units; accounts at zero are left out. */
export type Balances = ReadonlyMap<string, bigint>;

/** Adds a journal's lines to the balances. */
export function book(balances: Balances, lines: readonly Line[]): Map<string, bigint> {
  const next = new Map(balances);
  for (const { account, debitMinor, creditMinor } of lines) {
    const balance = (next.get(account) ?? 0n) + debitMinor - creditMinor;
    if (balance === 0n) next.delete(account);
    else next.set(account, balance);
  }
  return next;
}

/** The fund's position as its own books give it, in minor units. */
export interface Position {
  readonly fundMinor: bigint;
  readonly custodyMinor: bigint;
  /** Suspense, receivables and debts: paid out or owed, not yet back. */
  readonly outstandingMinor: bigint;
  readonly capitalMinor: bigint;
  readonly liabilitiesMinor: bigint;
  readonly costsMinor: bigint;
  /** What stays with the platform. */
  readonly writtenOffMinor: bigint;
}

/** Sums balances by class of account. */
export function positionOf(balances: Balances): Position {
  const sum = { outstanding: 0n, capital: 0n, liabilities: 0n, costs: 0n };
  for (const [account, balance] of balances) {
    const { family, class: kind } = parseAccount(account);
    if (family === SUSPENSE || family === "RECV" || family === "DEBT") sum.outstanding += balance;
    else if (kind === "equity") sum.capital -= balance;
    else if (kind === "liability") sum.liabilities -= balance;
    else if (kind === "cost") sum.costs += balance;
  }
  return {
    fundMinor: balances.get(FUND) ?? 0n,
    custodyMinor: balances.get(BOND_CUSTODY) ?? 0n,
    outstandingMinor: sum.outstanding,
    capitalMinor: sum.capital,
    liabilitiesMinor: sum.liabilities,
    costsMinor: sum.costs,
    writtenOffMinor: balances.get(PLATFORM_LOSS) ?? 0n,
  };
}

/** A rule the books have to keep after every journal, broken. */
export interface BrokenRule {
  readonly rule: "position" | "custody";
  readonly leftMinor: bigint;
  readonly rightMinor: bigint;
}

/**
 * Checks what holds after every journal: fund + custody + outstanding = capital + liabilities - costs, and
 * custody = the sum of the bonds. Gives the rules broken; none is the expected answer.
 */
export function brokenRules(balances: Balances): BrokenRule[] {
  const p = positionOf(balances);
  let bonds = 0n;
  for (const [account, balance] of balances) if (parseAccount(account).family === "BOND") bonds -= balance;
  const rules: BrokenRule[] = [
    {
      rule: "position",
      leftMinor: p.fundMinor + p.custodyMinor + p.outstandingMinor,
      rightMinor: p.capitalMinor + p.liabilitiesMinor - p.costsMinor,
    },
    { rule: "custody", leftMinor: p.custodyMinor, rightMinor: bonds },
  ];
  return rules.filter((check) => check.leftMinor !== check.rightMinor);
}
