import type { CitedRule } from "../finding.ts";
import type { Bilingual } from "../finding-texts.ts";

/** The order line as eligibility reads it; dates are calendar dates of the consumer's place. */
export interface OrderFacts {
  readonly orderedOn: string;
  /** Day of signing for the goods; absent while nothing was received. */
  readonly receivedOn?: string;
  readonly shipped: boolean;
  /** Day of the invoice, from which warranty runs; the day of receipt when absent. */
  readonly invoicedOn?: string;
  /** Whether the shop told of the right to withdraw where the law asks it to; absent is unknown. */
  readonly informedOfWithdrawal?: boolean;
}

/** What the shop declared of the goods, and what the consumer says of their state. */
export interface GoodsFacts {
  /** Ids of the pack's exceptions to return without reason that these goods fall under. */
  readonly exceptions: readonly string[];
  /** Whether the buyer confirmed the exclusion in its own step at purchase; absent is unknown. */
  readonly exclusionConfirmed?: boolean;
  /** Whether seller or platform promised return without reason all the same, and for how many days. */
  readonly promisedDays?: number;
  /** `intact` also when opened to look or try reasonably; absent is unknown. */
  readonly state?: "intact" | "not_intact";
  readonly durable?: boolean;
  /** Warranty class of the pack, where the goods are in its catalogue. */
  readonly warrantyClass?: string;
  /** Whether an authority found the goods substandard. */
  readonly foundSubstandard?: boolean;
  /** Whether the goods came as a gift, premium or exchange. */
  readonly gift?: boolean;
  /** Repairs under warranty that left the goods unusable. */
  readonly failedRepairs?: number;
  /** Whether the goods were repaired once already because they did not conform. */
  readonly repaired?: boolean;
}

export type RemedyCode =
  | "refund_not_shipped"
  | "refund_not_received"
  | "return_no_reason"
  | "return_quality"
  | "choose_quality"
  | "exchange_quality"
  | "repair_warranty"
  | "replace_after_repairs"
  | "damages_conformity"
  | "claim_carriage"
  | "reserve_damage"
  | "reserve_delay"
  | "refund_keep_goods"
  | "invoice";

/** A remedy whose name is the same under every pack; a return without a reason is named by its days. */
export type NamedRemedy = Exclude<RemedyCode, "return_no_reason">;

/** One remedy with whether it is open today, until when, and why; unknown is said, not guessed. */
export interface RemedyEligibility {
  readonly code: RemedyCode;
  readonly open: boolean;
  /** Last day on which it is open, YYYY-MM-DD; `null` where nothing ends it. */
  readonly lastDay: string | null;
  /** Whether the pack's holiday table covers that day. */
  readonly holidaysKnown: boolean;
  readonly say: Bilingual;
  readonly because: readonly Bilingual[];
  readonly rules: readonly CitedRule[];
}
