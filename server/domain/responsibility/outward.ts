import type { Behaviour } from "./behaviours.ts";
import { isBuyersCourier } from "./burden.ts";
import type { ExternalMode } from "./finding.ts";
import { type BpsByKind, sellerOf } from "./parties.ts";
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
  if (bps.platform > 0) external.add("platform");
  if (bps.logistics > 0 && isBuyersCourier(trace)) {
    external.add("logistics");
    trace.reasons.push(reason(trace, "buyers_courier_answers", { behaviours: ["courier_of_buyer"] }));
  }
  return { external: [...external], externalMode: modeOf(trace, external, grounds.length > 0) };
}

/** Tells whether the seller owes the consumer: always, except for a courier of the buyer's or another's promise. */
function sellerAnswers(trace: Trace, bps: BpsByKind): boolean {
  const { facts } = trace;
  if (!grounded(trace, "seller_answers")) return false;
  if (facts.seller === "self_operated") return bps.consumer < 10_000 && !onlyBuyersCourier(trace, bps);
  if (facts.claim === "no_reason" && bps.platform === 10_000) return false;
  return !onlyBuyersCourier(trace, bps);
}

function onlyBuyersCourier(trace: Trace, bps: BpsByKind): boolean {
  return bps.logistics > 0 && bps.merchant + bps.platform === 0 && isBuyersCourier(trace);
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
    trace.reasons.push(reason(trace, "fraud_for_people", { behaviours: ["fraud_to_people"] }));
  }
  const measured = factors?.some((factor) => factor.party === "platform");
  if (platform?.knewNoAction === true && !measured) {
    listNotFound(trace, "/platform/knewNoAction", "platform's inner share", "no_extent", platform.evidence);
  }
}
