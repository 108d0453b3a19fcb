import { MoneyError } from "./errors.ts";

/** The pool advances are paid from. */
export const FUND = "FUND";
/** Guarantees held for parties. */
export const BOND_CUSTODY = "BOND_CUSTODY";
/** Advanced, and not yet laid on anybody by a finding. */
export const SUSPENSE = "SUSPENSE";
/** What the platform paid in. */
export const CAPITAL = "CAPITAL";
/** What stays with the platform. */
export const PLATFORM_LOSS = "PLATFORM_LOSS";
/** Costs of arbitration. */
export const FEES = "FEES";

/** Owed to the fund by a party under a finding, and collectable from its bond. */
export const receivableOf = (partyId: string): string => named("RECV", partyId);
/** Owed to the fund by a party whose bond did not reach. */
export const debtOf = (partyId: string): string => named("DEBT", partyId);
/** A party's own guarantee, held in custody. */
export const bondOf = (partyId: string): string => named("BOND", partyId);
/** Owed by the fund to a payee. */
export const payableTo = (payee: string): string => named("PAYABLE", payee);
/** A penalty owed to a payee by way of the fund; never part of an award. */
export const penaltyTo = (payee: string): string => named("PENALTY", payee);

export type AccountClass = "asset" | "liability" | "equity" | "cost";

const SINGLE = new Map<string, AccountClass>([
  [FUND, "asset"],
  [BOND_CUSTODY, "asset"],
  [SUSPENSE, "asset"],
  [CAPITAL, "equity"],
  [PLATFORM_LOSS, "cost"],
  [FEES, "cost"],
]);
const FAMILIES = new Map<string, AccountClass>([
  ["RECV", "asset"],
  ["DEBT", "asset"],
  ["BOND", "liability"],
  ["PAYABLE", "liability"],
  ["PENALTY", "liability"],
]);

/** An account taken apart: its family, and whose it is where the family has one account per holder. */
export interface AccountName {
  readonly family: string;
  readonly holder: string | null;
  readonly class: AccountClass;
}

/**
 * Reads an account's name.
 *
 * @throws MoneyError `money.unknown_account` for a name outside the chart of accounts.
 */
export function parseAccount(account: string): AccountName {
  const single = SINGLE.get(account);
  if (single !== undefined) return { family: account, holder: null, class: single };
  const at = account.indexOf(":");
  const family = account.slice(0, at);
  const holder = account.slice(at + 1);
  const ofFamily = at < 0 ? undefined : FAMILIES.get(family);
  if (ofFamily === undefined || !isHolder(holder)) throw unknownAccount(account);
  return { family, holder, class: ofFamily };
}

function named(family: string, holder: string): string {
  if (!isHolder(holder)) throw unknownAccount(`${family}:${holder}`);
  return `${family}:${holder}`;
}

// Journals are public entries of the log: a holder is an opaque id, never a name with spaces or an address of a person.
function isHolder(holder: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,63}$/.test(holder);
}

function unknownAccount(account: string): MoneyError {
  return new MoneyError("money.unknown_account", `no account is called ${account}`, {
    field: "account",
    rule: "a name of the chart of accounts; holders are 2 to 64 of a-z, 0-9 and -",
  });
}
