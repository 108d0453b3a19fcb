import { DomainError } from "../errors.ts";

export type MoneyErrorCode =
  | "money.amount_invalid"
  | "money.unknown_account"
  | "money.unbalanced"
  | "money.no_lines"
  | "money.payables_not_award"
  | "money.consumer_cannot_owe_award"
  | "money.no_weight"
  | "money.journal_conflict"
  | "money.journal_unknown"
  | "money.not_the_inverse";

/** A rule of bookkeeping broken. */
export class MoneyError extends DomainError<MoneyErrorCode> {}
