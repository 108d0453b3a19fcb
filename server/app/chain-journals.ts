/**
 * What the fund's and the bonds' events mean in the books: each event gives its journals from itself and from the
 * events of its case before it, and from nothing else, so that the same journals can be found again to undo them.
 */
import {
  advanceGranted,
  awardKept,
  becomesDebt,
  bondIn,
  bondOut,
  bondRestitutionOwed,
  collectedFromBond,
  debtPaid,
  debtWrittenOff,
  finalAward,
  fundIn,
  fundOut,
  payablePaid,
  restituted,
  restitutionOwed,
} from "../domain/money/journal-lines.ts";
import { inverse, type Line } from "../domain/money/line.ts";
import type { ChainEvent } from "./ports.ts";

/** A journal to be booked for an event. */
export interface JournalDraft {
  /** Names the event's place on its chain: the same event in another block is booked anew. */
  readonly key: string;
  readonly kind: string;
  readonly caseId: string | null;
  readonly lines: readonly Line[];
  /** The journal it undoes. */
  readonly reverses?: JournalDraft;
}

/** An event with its party named as in the books; `caseId` as off chain. */
export interface MoneyEvent extends ChainEvent {
  readonly caseId: string | null;
  readonly partyId: string | null;
}

/**
 * Gives the journals of one event. Those without lines are left out.
 *
 * @param history All earlier events of the same case, in chain order; empty for an event of no case.
 */
export function journalsOf(event: MoneyEvent, history: readonly MoneyEvent[]): JournalDraft[] {
  return draftsOf(event, history).filter((draft) => draft.lines.length > 0);
}

function draftsOf(event: MoneyEvent, history: readonly MoneyEvent[]): JournalDraft[] {
  const one = (kind: string, lines: Line[]) => [draft(event, kind, lines)];
  switch (event.name) {
    case "CapitalDeposited":
      return one("fund.in", fundIn(amountOf(event)));
    case "CapitalWithdrawn":
      return one("fund.out", fundOut(amountOf(event)));
    case "BondDeposited":
      return one("bond.in", bondIn(partyOf(event), amountOf(event)));
    case "BondWithdrawn":
      return one("bond.out", bondOut(partyOf(event), amountOf(event)));
    case "Advanced":
      return one("advance.granted", advanceGranted(payeeOf(event), amountOf(event)));
    case "CreditPaid":
      return one("payable.paid", payablePaid(payeeOf(event), amountOf(event)));
    case "DebtRepaid":
      return one("debt.paid", debtPaid(partyOf(event), amountOf(event)));
    case "DebtWrittenOff":
      return one("debt.written_off", debtWrittenOff(partyOf(event), amountOf(event)));
    case "Restituted":
      return one("restitution.paid", restituted(partyOf(event), amountOf(event)));
    case "Settled":
      return settlement(event, history);
    case "Reversed":
      return reversal(event, history);
    default:
      return [];
  }
}

/** The contract tells collections and debts before it says what they were for: all are booked here, award first. */
function settlement(event: MoneyEvent, history: readonly MoneyEvent[]): JournalDraft[] {
  const together = history.filter((earlier) => earlier.transaction === event.transaction);
  const slashed = together.filter((earlier) => earlier.name === "BondSlashed");
  const debts = together.filter((earlier) => earlier.name === "DebtRecorded");
  const payables = [...slashed, ...debts].map((due) => ({
    partyId: partyOf(due),
    amountMinor: amountOf(due),
  }));
  // What capital could not pay of the platform's share is recorded among the debts, but counted in `borne`.
  const unpaidShare = sum(debts) - minor(event.args.debt);
  const award = finalAward({
    payee: payeeOfCase(history),
    awardMinor: minor(event.args.award),
    advancedMinor: paidBefore(event, history),
    borneMinor: minor(event.args.borne) - unpaidShare,
    payables,
  });
  return [
    draft(event, "award.final", award),
    ...slashed.map((due) =>
      draft(event, "recourse.collected", collectedFromBond(partyOf(due), amountOf(due)), partyOf(due)),
    ),
    ...debts.map((due) =>
      draft(event, "recourse.debt", becomesDebt(partyOf(due), amountOf(due)), partyOf(due)),
    ),
  ];
}

/** Undoes every journal of the round, newest first, then books what the chain leaves standing. */
function reversal(event: MoneyEvent, history: readonly MoneyEvent[]): JournalDraft[] {
  const settledAt = history.findLastIndex((earlier) => earlier.name === "Settled");
  const round = history.slice(settledAt);
  const undone = round.flatMap((earlier) => {
    const before = history.slice(0, history.indexOf(earlier));
    return ["Settled", "DebtRepaid", "DebtWrittenOff"].includes(earlier.name)
      ? journalsOf(earlier, before)
      : [];
  });
  const settled = history[settledAt];
  const credited = history.filter(
    (earlier) =>
      earlier.name === "AwardCredited" &&
      (earlier.transaction === settled?.transaction || history.indexOf(earlier) > settledAt),
  );
  return [
    ...undone.reverse().map((journal) => reversalDraft(event, journal)),
    ...restitutions(event, settled, round, history),
    ...(credited.length === 0
      ? []
      : [draft(event, "award.kept", awardKept(payeeOfCase(history), sum(credited)))]),
  ];
}

function restitutions(
  event: MoneyEvent,
  settled: MoneyEvent | undefined,
  round: readonly MoneyEvent[],
  history: readonly MoneyEvent[],
): JournalDraft[] {
  const collected = history.filter(
    (earlier) => earlier.name === "BondSlashed" && earlier.transaction === settled?.transaction,
  );
  const repaid = round.filter((earlier) => earlier.name === "DebtRepaid");
  return [
    ...collected.map((due) =>
      draft(
        event,
        "restitution.owed",
        bondRestitutionOwed(partyOf(due), amountOf(due)),
        `bond:${due.logIndex}`,
      ),
    ),
    ...repaid.map((due) =>
      draft(
        event,
        "restitution.owed",
        restitutionOwed(partyOf(due), amountOf(due)),
        `debt:${due.blockNumber}:${due.logIndex}`,
      ),
    ),
  ];
}

function reversalDraft(event: MoneyEvent, reverses: JournalDraft): JournalDraft {
  const place = reverses.key.slice("chain:".length);
  const undoing = draft(event, `${reverses.kind}.reversed`, inverse(reverses.lines));
  return { ...undoing, key: `${keyOf(event)}:${hashless(place)}`, reverses };
}

/** A block hash twice in one key would make it longer than keys may be. */
const hashless = (place: string): string => place.replace(/^0x([0-9a-f]{16})[0-9a-f]+/, "$1");

/** Credited to the payee before this settlement: advances, and awards of rounds that were undone. */
function paidBefore(event: MoneyEvent, history: readonly MoneyEvent[]): bigint {
  return sum(
    history.filter(
      (earlier) =>
        earlier.name === "Advanced" ||
        (earlier.name === "AwardCredited" && earlier.transaction !== event.transaction),
    ),
  );
}

function payeeOfCase(history: readonly MoneyEvent[]): string {
  const opened = history.find((earlier) => earlier.name === "AccountOpened");
  if (opened === undefined) throw new Error("A settlement of a case whose account was never opened");
  return payeeOf(opened);
}

function draft(event: MoneyEvent, kind: string, lines: readonly Line[], part = ""): JournalDraft {
  const key = `${keyOf(event)}:${kind}${part === "" ? "" : `:${part}`}`;
  return { key, kind, caseId: event.caseId, lines };
}

const keyOf = (event: MoneyEvent): string => `chain:${event.blockHash}:${event.logIndex}`;
const sum = (events: readonly MoneyEvent[]): bigint =>
  events.reduce((total, event) => total + amountOf(event), 0n);
const amountOf = (event: MoneyEvent): bigint => minor(event.args.amount);
const payeeOf = (event: MoneyEvent): string => String(event.args.payee).toLowerCase();

function partyOf(event: MoneyEvent): string {
  if (event.partyId === null) throw new Error(`${event.contract}.${event.name} names no party`);
  return event.partyId;
}

function minor(value: unknown): bigint {
  if (typeof value === "bigint") return value;
  throw new Error("An amount of an event is no integer");
}
