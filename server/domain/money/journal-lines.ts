/**
 * One function per row of the table of events that move money. Each gives the journal's lines; whoever books them
 * adds key, case and time. Amounts are whole minor units of one currency.
 */
import {
  BOND_CUSTODY,
  bondOf,
  CAPITAL,
  debtOf,
  FEES,
  FUND,
  PLATFORM_LOSS,
  payableTo,
  penaltyTo,
  receivableOf,
  SUSPENSE,
} from "./account.ts";
import { MoneyError } from "./errors.ts";
import { gather, type Line, move, smaller } from "./line.ts";

/** Money paid into the fund, or the platform refilling its own share. */
export const fundIn = (amountMinor: bigint): Line[] => move(amountMinor, FUND, CAPITAL);

/** Capital taken back out of the fund. */
export const fundOut = (amountMinor: bigint): Line[] => move(amountMinor, CAPITAL, FUND);

export const bondIn = (partyId: string, amountMinor: bigint): Line[] =>
  move(amountMinor, BOND_CUSTODY, bondOf(partyId));

export const bondOut = (partyId: string, amountMinor: bigint): Line[] =>
  move(amountMinor, bondOf(partyId), BOND_CUSTODY);

/** The fund owes the payee before anybody is found liable; until then the amount waits in suspense. */
export const advanceGranted = (payee: string, amountMinor: bigint): Line[] =>
  move(amountMinor, SUSPENSE, payableTo(payee));

/** A payable of the fund is paid: an advance, the rest of an award, or what a reopened case gives back. */
export const payablePaid = (payee: string, amountMinor: bigint): Line[] =>
  move(amountMinor, payableTo(payee), FUND);

/** What an obligor owes of an award under the finding. */
export interface Payable {
  readonly partyId: string;
  readonly amountMinor: bigint;
}

/** A final finding in terms of money. */
export interface FinalAward {
  readonly payee: string;
  /** What the payee is to have in all, in minor units; zero when the claim is denied. */
  readonly awardMinor: bigint;
  /** What was advanced on it, in minor units. */
  readonly advancedMinor: bigint;
  /** The platform's share, which the fund bears. */
  readonly borneMinor: bigint;
  /** What the others owe. Together with `borneMinor` it is the award; the payee is not among them. */
  readonly payables: readonly Payable[];
}

/**
 * Lays an award on those found liable: suspense is cleared by what was advanced, the payee is owed the rest, and what
 * was advanced beyond the award stays the platform's loss.
 *
 * @throws MoneyError `money.payables_not_award` when the shares do not sum to the award, and
 * `money.consumer_cannot_owe_award` when the payee is among the obligors.
 */
export function finalAward(award: FinalAward): Line[] {
  assertPayables(award);
  const { payee, awardMinor, advancedMinor } = award;
  const covered = smaller(advancedMinor, awardMinor);
  const sources = [
    { account: SUSPENSE, leftMinor: covered },
    { account: payableTo(payee), leftMinor: awardMinor - covered },
  ];
  const lines = [
    ...award.payables.flatMap((due) => draw(due.amountMinor, receivableOf(due.partyId), sources)),
    ...draw(award.borneMinor, PLATFORM_LOSS, sources),
  ];
  return gather([...lines, ...move(advancedMinor - covered, PLATFORM_LOSS, SUSPENSE)]);
}

/** A person has found that the advance was had by deceit: the consumer owes what had become a loss. */
export const consumerOwes = (consumer: string, amountMinor: bigint): Line[] =>
  move(amountMinor, receivableOf(consumer), PLATFORM_LOSS);

/** A receivable, of award or penalty, is met from the party's bond. */
export const collectedFromBond = (partyId: string, amountMinor: bigint): Line[] => [
  ...move(amountMinor, bondOf(partyId), receivableOf(partyId)),
  ...move(amountMinor, FUND, BOND_CUSTODY),
];

/** A party pays a receivable itself, its bond untouched. */
export const receivablePaid = (partyId: string, amountMinor: bigint): Line[] =>
  move(amountMinor, FUND, receivableOf(partyId));

export const becomesDebt = (partyId: string, amountMinor: bigint): Line[] =>
  move(amountMinor, debtOf(partyId), receivableOf(partyId));

export const debtPaid = (partyId: string, amountMinor: bigint): Line[] =>
  move(amountMinor, FUND, debtOf(partyId));

/** A person gives a debt up. */
export const debtWrittenOff = (partyId: string, amountMinor: bigint): Line[] =>
  move(amountMinor, PLATFORM_LOSS, debtOf(partyId));

/** A person gives up an advance that no finding ever laid on anybody. */
export const suspenseWrittenOff = (amountMinor: bigint): Line[] => move(amountMinor, PLATFORM_LOSS, SUSPENSE);

/** A penalty is found against a party; it is collected like any receivable and stands apart from the award. */
export const penaltyFound = (partyId: string, payee: string, amountMinor: bigint): Line[] =>
  move(amountMinor, receivableOf(partyId), penaltyTo(payee));

export const penaltyPaid = (payee: string, amountMinor: bigint): Line[] =>
  move(amountMinor, penaltyTo(payee), FUND);

export const arbitrationFee = (amountMinor: bigint): Line[] => move(amountMinor, FEES, FUND);

/** A reopened case: what the payee got of the undone award stays with the payee, as an advance on the next. */
export const awardKept = (payee: string, amountMinor: bigint): Line[] => advanceGranted(payee, amountMinor);

/**
 * A reopened case gives a party back what was collected from its bond, as soon as the fund can. Booked right after the
 * exact inverse of the collection: no cash has moved yet, so bond and fund are as before and the party is owed.
 */
export const bondRestitutionOwed = (partyId: string, amountMinor: bigint): Line[] => [
  ...restitutionOwed(partyId, amountMinor),
  ...bondOut(partyId, amountMinor),
];

/** The same for a debt that the party had paid from outside its bond. */
export const restitutionOwed = (partyId: string, amountMinor: bigint): Line[] =>
  move(amountMinor, FUND, payableTo(partyId));

/** What a reopened case owes a party is put into its bond. */
export const restituted = (partyId: string, amountMinor: bigint): Line[] => [
  ...payablePaid(partyId, amountMinor),
  ...bondIn(partyId, amountMinor),
];

interface Source {
  readonly account: string;
  leftMinor: bigint;
}

function draw(amountMinor: bigint, debit: string, sources: readonly Source[]): Line[] {
  let due = amountMinor;
  return sources.flatMap((source) => {
    const part = smaller(due, source.leftMinor);
    due -= part;
    source.leftMinor -= part;
    return move(part, debit, source.account);
  });
}

function assertPayables(award: FinalAward): void {
  const sum = award.payables.reduce((total, payable) => total + payable.amountMinor, award.borneMinor);
  if (sum !== award.awardMinor) {
    throw new MoneyError("money.payables_not_award", `shares of ${sum} for an award of ${award.awardMinor}`, {
      field: "payables",
      rule: "sum to the award",
    });
  }
  if (award.payables.some((payable) => payable.partyId === award.payee)) {
    throw new MoneyError("money.consumer_cannot_owe_award", "the payee cannot owe its own award", {
      field: "payables",
      rule: "the payee's own share lowers the award and is no payable",
    });
  }
}
