import { parseAccount } from "./account.ts";
import { MoneyError } from "./errors.ts";

/** One line of a journal, in minor units; exactly one side is above zero. */
export interface Line {
  readonly account: string;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
}

/** Largest amount of one line: what the wire's 18 digits and the store's 8-byte integers both hold. */
export const MAX_AMOUNT_MINOR = 10n ** 18n - 1n;

/**
 * Books an amount from one account to another: the smallest balanced pair of lines. Zero books nothing.
 *
 * @throws MoneyError `money.amount_invalid` for a negative amount or one of more than 18 digits.
 */
export function move(amountMinor: bigint, debit: string, credit: string): Line[] {
  if (amountMinor < 0n || amountMinor > MAX_AMOUNT_MINOR) throw invalidAmount(amountMinor);
  if (amountMinor === 0n) return [];
  return [
    { account: debit, debitMinor: amountMinor, creditMinor: 0n },
    { account: credit, debitMinor: 0n, creditMinor: amountMinor },
  ];
}

/** The smaller of two amounts. */
export const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Gives the lines that undo a journal exactly, account by account. */
export function inverse(lines: readonly Line[]): Line[] {
  return lines.map((line) => ({
    account: line.account,
    debitMinor: line.creditMinor,
    creditMinor: line.debitMinor,
  }));
}

/** Joins lines that book on one side of one account, in order of first appearance. */
export function gather(lines: readonly Line[]): Line[] {
  const sums = new Map<string, Line>();
  for (const line of lines) {
    const key = `${line.account} ${line.debitMinor > 0n ? "debit" : "credit"}`;
    const sum = sums.get(key);
    sums.set(key, {
      account: line.account,
      debitMinor: (sum?.debitMinor ?? 0n) + line.debitMinor,
      creditMinor: (sum?.creditMinor ?? 0n) + line.creditMinor,
    });
  }
  return [...sums.values()];
}

/**
 * Checks what every journal must be: known accounts, one side a line, above zero, debits equal to credits.
 *
 * @throws MoneyError `money.no_lines`, `money.amount_invalid`, `money.unknown_account` or `money.unbalanced`.
 */
export function assertBookable(lines: readonly Line[]): void {
  if (lines.length === 0) {
    throw new MoneyError("money.no_lines", "a journal needs lines", { field: "lines", rule: "at least two" });
  }
  let sum = 0n;
  for (const line of lines) {
    parseAccount(line.account);
    const amount = line.debitMinor + line.creditMinor;
    const oneSided = line.debitMinor === 0n || line.creditMinor === 0n;
    if (!oneSided || line.debitMinor < 0n || line.creditMinor < 0n || amount === 0n)
      throw invalidAmount(amount);
    if (amount > MAX_AMOUNT_MINOR) throw invalidAmount(amount);
    sum += line.debitMinor - line.creditMinor;
  }
  if (sum !== 0n) {
    throw new MoneyError("money.unbalanced", `debits exceed credits by ${sum}`, {
      field: "lines",
      rule: "debits equal credits",
    });
  }
}

function invalidAmount(amountMinor: bigint): MoneyError {
  return new MoneyError("money.amount_invalid", `${amountMinor} is no amount of a journal line`, {
    field: "amountMinor",
    rule: "whole minor units of at most 18 digits, on one side of a line",
  });
}
