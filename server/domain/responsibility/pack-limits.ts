import type { Behaviour } from "./behaviours.ts";
import { ResponsibilityError } from "./errors.ts";
import type { RulePack } from "./pack.ts";

interface LimitSource {
  readonly behaviour: Behaviour;
  /** Names under which a rule may state the number. */
  readonly names: readonly string[];
  /** Whether a pack may ground the behaviour without stating this number. */
  readonly optional?: true;
}

/** Every number that the engine, the eligibility check and the clocks read out of a pack's rules. */
const LIMITS = {
  no_reason_days: { behaviour: "window_no_reason", names: ["days_from_receipt", "days"] },
  no_reason_claim_days: { behaviour: "no_reason_return", names: ["days_from_receipt"] },
  send_back_days: { behaviour: "return_freight", names: ["return_days"], optional: true },
  uninformed_months: { behaviour: "withdrawal_uninformed", names: ["months"] },
  quality_return_days: { behaviour: "window_quality_return", names: ["return_days_from_receipt"] },
  quality_choice_days: { behaviour: "window_quality_choice", names: ["days_from_sale"] },
  quality_exchange_days: { behaviour: "window_quality_exchange", names: ["days_from_sale"] },
  failed_repairs: { behaviour: "repair_count", names: ["repairs"] },
  conformity_years: { behaviour: "window_latest_notice", names: ["years"] },
  repair_extension_months: { behaviour: "repair_extends", names: ["extension_months"] },
  durable_months: { behaviour: "window_durable", names: ["months_from_receipt"] },
  presumption_months: { behaviour: "reversal_any_goods", names: ["months_from_receipt"] },
  carriage_days: { behaviour: "window_carriage", names: ["domestic_days"] },
  reserve_damage_days: { behaviour: "reserve_damage", names: ["hidden_days"] },
  reserve_delay_days: { behaviour: "reserve_delay", names: ["delay_days"] },
  fraud_price_multiple: { behaviour: "penalty_fraud", names: ["multiple_of_price"] },
  fraud_least: { behaviour: "penalty_fraud", names: ["min_cny"] },
  food_price_multiple: { behaviour: "penalty_food", names: ["multiple_of_price"] },
  food_loss_multiple: { behaviour: "penalty_food", names: ["or_multiple_of_loss"] },
  food_least: { behaviour: "penalty_food", names: ["min_cny"] },
} as const satisfies Record<string, LimitSource>;

/** Name of a number that a pack states. */
export type LimitName = keyof typeof LIMITS;

/** Returns a number of the pack's rules; `undefined` where no rule of the pack states it. */
export function statedLimit(pack: RulePack, name: LimitName): number | undefined {
  const { behaviour, names }: LimitSource = LIMITS[name];
  for (const rule of pack.byBehaviour.get(behaviour) ?? []) {
    const stated = names.map((one) => rule.limits[one]).find((limit) => typeof limit === "number");
    if (typeof stated === "number") return stated;
  }
  return undefined;
}

/**
 * Returns a number that the pack must state because it grounds what the number belongs to.
 *
 * @throws ResponsibilityError `pack_invalid` when the pack grounds no such thing
 */
export function limitOf(pack: RulePack, name: LimitName): number {
  const stated = statedLimit(pack, name);
  if (stated !== undefined) return stated;
  throw new ResponsibilityError("pack_invalid", [{ path: "/rules", rule: missing(LIMITS[name]) }]);
}

/**
 * Refuses a pack that grounds something without the number it takes: a guessed one would decide cases.
 *
 * @throws ResponsibilityError `pack_invalid` naming the first rule that should state it
 */
export function requireLimits(pack: RulePack): void {
  for (const name of Object.keys(LIMITS) as LimitName[]) {
    const source: LimitSource = LIMITS[name];
    const [rule] = pack.byBehaviour.get(source.behaviour) ?? [];
    if (rule === undefined || source.optional || statedLimit(pack, name) !== undefined) continue;
    const path = `/rules/${pack.data.rules.indexOf(rule)}/limits`;
    throw new ResponsibilityError("pack_invalid", [{ path, rule: missing(source) }]);
  }
}

function missing({ behaviour, names }: LimitSource): string {
  return `"${behaviour}" needs a number: ${names.join(" or ")}`;
}
