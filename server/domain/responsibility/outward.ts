import type { Behaviour } from "./behaviours.ts";
import { isBuyersCourier } from "./burden.ts";
import type { ExternalMode, Reason } from "./finding.ts";
import { type BpsByKind, sellerOf } from "./parties.ts";
import { WHOLE_BPS } from "./rounding.ts";
import { isQualityClaim } from "./split.ts";
import { grounded, listNotFound, reason, type Trace } from "./trace.ts";

/** Whom the consumer may claim from, and how these stand to each other. */
export interface Outward {
  readonly external: readonly string[];
  readonly externalMode: ExternalMode;
}

interface PlatformGround {
  readonly code: string;
  readonly behaviours: readonly Behaviour[];
}

/** Finds the outward obligors, which follow contract and statute and not the inner split. */
export function findOutward(trace: Trace, bps: BpsByKind, denied: boolean): Outward {
  if (denied) return { external: [], externalMode: "none" };
  const seller = sellerOf(trace.facts);
  const external = new Set<string>();
  if (sellerAnswers(trace, bps)) {
    external.add(seller);
    trace.reasons.push(
      reason(trace, "seller_answers", {
        behaviours: seller === "platform" ? ["platform_self_operated", "seller_answers"] : ["seller_answers"],
        values: { party: seller },
      }),
    );
  }
  const grounds = seller === "platform" ? [] : platformGrounds(trace);
  for (const { code, behaviours } of grounds) {
    external.add("platform");
    trace.reasons.push(reason(trace, code, { behaviours, evidence: trace.facts.platform?.evidence ?? [] }));
  }
  if (grounds.length > 0) tellRecourse(trace, bps);
  if (bps.platform > 0) external.add("platform");
  if (bps.logistics > 0 && isBuyersCourier(trace)) {
    external.add("logistics");
    trace.reasons.push(reason(trace, "buyers_courier_answers", { behaviours: ["courier_of_buyer"] }));
    tellFranchise(trace);
  }
  return { external: [...external], externalMode: modeOf(trace, external, grounds.length > 0) };
}

// Whoever answers outwardly beyond its inner share gets the rest back from the one that bears it.
function tellRecourse(trace: Trace, bps: BpsByKind): void {
  if (!grounded(trace, "platform_recourse")) return;
  const bearers = (["merchant", "logistics"] as const).filter((kind) => bps[kind] > 0);
  if (bearers.length === 0) return;
  const values = { party: bearers.join(", ") };
  trace.reasons.push(reason(trace, "platform_recourse", { behaviours: ["platform_recourse"], values }));
}

function tellFranchise(trace: Trace): void {
  if (!grounded(trace, "franchise_network")) return;
  const branches = (trace.facts.parties ?? []).filter((party) => party.kind === "carrier_branch");
  if (branches.length === 0) return;
  const values = { party: branches.map((party) => party.id).join(", ") };
  trace.reasons.push(reason(trace, "franchise_network", { behaviours: ["franchise_network"], values }));
}

/** Tells whether the seller owes the consumer: always, except for a courier of the buyer's or another's promise. */
function sellerAnswers(trace: Trace, bps: BpsByKind): boolean {
  const { facts } = trace;
  if (!grounded(trace, "seller_answers")) return false;
  const byPromise = facts.claim === "no_reason" && bps.platform === WHOLE_BPS;
  if (byPromise && sellerOf(facts) !== "platform") return false;
  return !onlyBuyersCourier(trace, bps);
}

function onlyBuyersCourier(trace: Trace, bps: BpsByKind): boolean {
  return bps.merchant + bps.platform === 0 && isBuyersCourier(trace);
}

function platformGrounds(trace: Trace): PlatformGround[] {
  const { facts } = trace;
  const { platform } = facts;
  const isFood = facts.food === true || facts.claim === "food_unsafe";
  const candidates: (PlatformGround & { when: boolean })[] = [
    {
      when: facts.seller === "appears_self_operated",
      code: "platform_looks_self_operated",
      behaviours: ["platform_looks_self_operated"],
    },
    {
      when: platform?.identityDisclosed === false,
      code: "platform_identity",
      behaviours: isFood ? ["platform_identity_food", "platform_identity"] : ["platform_identity"],
    },
    { when: platform?.knewNoAction === true, code: "platform_knew", behaviours: ["platform_knew"] },
    { when: Boolean(platform?.promise), code: "platform_promise", behaviours: ["platform_promise"] },
  ];
  return candidates.filter((ground) => ground.when && ground.behaviours.some((b) => grounded(trace, b)));
}

function modeOf(trace: Trace, external: ReadonlySet<string>, wholeEach: boolean): ExternalMode {
  if (external.size === 0) return "none";
  if (external.size > 1) return wholeEach ? "joint" : "several";
  const { facts } = trace;
  const isFood = facts.food === true || facts.claim === "food_unsafe";
  if (isFood && isQualityClaim(facts.claim) && grounded(trace, "food_first_claimed")) {
    trace.reasons.push(reason(trace, "food_first_claimed", { behaviours: ["food_first_claimed"] }));
    return "first_claimed";
  }
  return "single";
}

/** Lists what is alleged and never found here: fraud needs proof beyond reasonable doubt, and a person (民诉法解释 109). */
export function listAlleged(trace: Trace): void {
  const { consumerFraud, platform, factors } = trace.facts;
  if (consumerFraud) {
    listNotFound(trace, "/consumerFraud", "consumer fraud", "fraud_for_people", consumerFraud.evidence);
    trace.reasons.push(
      reason(trace, "fraud_for_people", {
        behaviours: ["fraud_to_people"],
        because: consequencesOfFraud(trace),
      }),
    );
  }
  const measured = factors?.some((factor) => factor.party === "platform");
  if (platform?.knewNoAction === true && !measured) {
    listNotFound(trace, "/platform/knewNoAction", "platform's inner share", "no_extent", platform.evidence);
  }
}

// What a person's finding of fraud would do to a penalty; nothing here depends on whether it is made.
function consequencesOfFraud(trace: Trace): Reason[] {
  const { penal } = trace.facts;
  if (penal === "fraud3x" && grounded(trace, "fraud_costs_multiple")) {
    return [reason(trace, "fraud_would_end_penalty", { behaviours: ["fraud_costs_multiple"] })];
  }
  if (penal === "food10x" && grounded(trace, "fraud_costs_food_claim")) {
    return [reason(trace, "fraud_would_end_claim", { behaviours: ["fraud_costs_food_claim"] })];
  }
  return [];
}
