import { type Cover, planCover, type Reserve } from "./advance-cover.ts";
import { smaller } from "./line.ts";

/** A rolling limit of 24 hours, in minor units. */
export interface RollingLimit {
  readonly scope: "merchant" | "payee" | "pool";
  readonly limitMinor: bigint;
  readonly usedMinor: bigint;
}

/** What the decision to pay a consumer first (先行赔付) looks at; amounts in minor units. */
export interface AdvanceFacts {
  /** Whether the platform's promise or a law has it pay first for such a claim. */
  readonly promised: boolean;
  /** Article that has the platform pay whatever the cover; null where none does. */
  readonly legalDuty: string | null;
  readonly claimedMinor: bigint;
  /** What the order's lines cost less what was refunded for them anywhere. */
  readonly refundableMinor: bigint;
  /** Of the price, what the shop still holds: it goes back first, and needs no fund. */
  readonly heldMinor: bigint;
  /** Evidence the claim kind asks for, by name, and what of it is there. */
  readonly evidenceNeeded: readonly string[];
  readonly evidenceAtHand: readonly string[];
  /** Whether goods go back, and have been scanned when they were picked up. */
  readonly goods: "stay" | "awaited" | "scanned";
  readonly covers: readonly Cover[];
  readonly limits: readonly RollingLimit[];
  /** Largest single advance without a second person. */
  readonly singleLimitMinor: bigint;
  readonly freeFundMinor: bigint;
  /** Advances of this consumer that a person found to be had by deceit. */
  readonly deceitsFound: number;
  /** Other claims that show the same picture. */
  readonly samePictureClaims: number;
}

export type AdvanceRule =
  | "promised"
  | "amount_left"
  | "not_held"
  | "evidence_at_hand"
  | "goods_scanned"
  | "clean_record"
  | "fresh_picture"
  | "covered"
  | "fund_sufficient"
  | "single_limit"
  | "merchant_limit"
  | "payee_limit"
  | "pool_limit";

/** One rule, whether it is met, and the figures it was held against, as text. */
export interface AdvanceReason {
  readonly rule: AdvanceRule;
  readonly met: boolean;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * `granted` without a person; `person`: somebody may still grant it, over a limit or beyond cover a second one has
 * to; `refused` until what the unmet reasons name has changed.
 */
export interface AdvanceVerdict {
  readonly outcome: "granted" | "person" | "refused";
  readonly amountMinor: bigint;
  /** Reserved of bonds in the same transaction as the advance. */
  readonly reserves: readonly Reserve[];
  readonly reasons: readonly AdvanceReason[];
}

/** Rules whose breach only a change of facts can mend; the others a person may set aside. */
const FIRM = new Set<AdvanceRule>([
  "promised",
  "amount_left",
  "not_held",
  "evidence_at_hand",
  "goods_scanned",
  "fund_sufficient",
]);

/**
 * Decides whether the fund pays first. Every rule is answered, so that a refusal names all that would change it.
 * Nothing is advanced without cover unless a person or a legal duty has it so: a merchant with false buyers takes at
 * most its bond.
 */
export function decideAdvance(facts: AdvanceFacts): AdvanceVerdict {
  const asked = smaller(facts.claimedMinor, facts.refundableMinor);
  const amountMinor = asked > facts.heldMinor ? asked - facts.heldMinor : 0n;
  const plan = planCover(amountMinor, facts.covers);
  const reasons = [
    ...claimReasons(facts, asked, amountMinor),
    ...riskReasons(facts, amountMinor, plan.uncoveredMinor),
  ];
  const unmet = reasons.filter((reason) => !reason.met);
  const refused = unmet.some((reason) => FIRM.has(reason.rule));
  const outcome = refused ? "refused" : unmet.length > 0 ? "person" : "granted";
  return { outcome, amountMinor, reserves: refused ? [] : plan.reserves, reasons };
}

function claimReasons(facts: AdvanceFacts, asked: bigint, amountMinor: bigint): AdvanceReason[] {
  const missing = facts.evidenceNeeded.filter((name) => !facts.evidenceAtHand.includes(name));
  const { heldMinor, refundableMinor } = facts;
  return [
    reason("promised", facts.promised || facts.legalDuty !== null, { article: facts.legalDuty ?? "" }),
    reason("amount_left", asked > 0n, { refundableMinor }),
    reason("not_held", asked === 0n || amountMinor > 0n, { heldMinor }),
    reason("evidence_at_hand", missing.length === 0, { missing: missing.join(", ") }),
    reason("goods_scanned", facts.goods !== "awaited", {}),
  ];
}

function riskReasons(facts: AdvanceFacts, amountMinor: bigint, uncoveredMinor: bigint): AdvanceReason[] {
  const { deceitsFound, freeFundMinor, samePictureClaims, singleLimitMinor } = facts;
  const covered = uncoveredMinor === 0n || facts.legalDuty !== null;
  return [
    reason("clean_record", deceitsFound === 0, { deceitsFound }),
    reason("fresh_picture", samePictureClaims === 0, { samePictureClaims }),
    reason("covered", covered, { uncoveredMinor }),
    reason("fund_sufficient", freeFundMinor >= amountMinor, { freeFundMinor }),
    reason("single_limit", amountMinor <= singleLimitMinor, { limitMinor: singleLimitMinor }),
    ...facts.limits.map(({ scope, limitMinor, usedMinor }) =>
      reason(`${scope}_limit`, usedMinor + amountMinor <= limitMinor, { limitMinor, usedMinor }),
    ),
  ];
}

function reason(
  rule: AdvanceRule,
  met: boolean,
  params: Readonly<Record<string, string | number | bigint>>,
): AdvanceReason {
  const text = Object.entries(params).map(([name, value]) => [name, String(value)]);
  return { rule, met, params: Object.fromEntries(text) as Record<string, string> };
}
