import { opensAsDispute } from "./opening.ts";

/** What the decision to pay a consumer first (先行赔付) looks at; amounts in minor units. */
export interface AdvanceInput {
  readonly kind: string;
  readonly demand: string;
  readonly amountMinor: bigint;
  readonly evidenceCount: number;
  /** The engine, over the evidence so far, would turn the claim down. */
  readonly wouldBeDenied: boolean;
  readonly freeBondMinor: bigint;
  readonly freeFundMinor: bigint;
  readonly limitMinor: bigint;
}

/** Why an advance is granted or not: a stable name the screens say in words, and the rule behind it. */
export interface AdvanceReason {
  readonly code:
    | "promised"
    | "evidence_at_hand"
    | "covered_by_bond"
    | "not_promised"
    | "no_evidence"
    | "not_established"
    | "not_covered"
    | "fund_short"
    | "over_limit";
  readonly ruleId: string;
}

export interface AdvanceDecision {
  readonly granted: boolean;
  readonly reasons: readonly AdvanceReason[];
}

const PROMISE = "CN-CRPL-44-1b";
const RECOURSE = "CN-ECL-58-3";
const BOND = "CN-ECL-58-2";

/**
 * Decides whether the fund pays first. Never beyond cover: whoever files false claims against a merchant takes at
 * most that merchant's bond. Every refusal names all its reasons, so that the consumer knows what would change it.
 */
export function decideAdvance(input: AdvanceInput): AdvanceDecision {
  const refusals = refusalsOf(input);
  if (refusals.length > 0) return { granted: false, reasons: refusals };
  return {
    granted: true,
    reasons: [
      { code: "promised", ruleId: PROMISE },
      { code: "evidence_at_hand", ruleId: RECOURSE },
      { code: "covered_by_bond", ruleId: BOND },
    ],
  };
}

function refusalsOf(input: AdvanceInput): AdvanceReason[] {
  const checks: [boolean, AdvanceReason][] = [
    [!opensAsDispute(input.kind, input.demand), { code: "not_promised", ruleId: PROMISE }],
    [input.evidenceCount === 0, { code: "no_evidence", ruleId: RECOURSE }],
    [input.wouldBeDenied, { code: "not_established", ruleId: RECOURSE }],
    [input.freeBondMinor < input.amountMinor, { code: "not_covered", ruleId: BOND }],
    [input.freeFundMinor < input.amountMinor, { code: "fund_short", ruleId: RECOURSE }],
    [input.amountMinor > input.limitMinor, { code: "over_limit", ruleId: RECOURSE }],
  ];
  return checks.filter(([refused]) => refused).map(([, reason]) => reason);
}
