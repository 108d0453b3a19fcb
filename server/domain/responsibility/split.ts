import type { Behaviour } from "./behaviours.ts";
import { coversWindow, provedExonerations, type Split, splitByBurden, whole } from "./burden.ts";
import { type Contributions, type DefectState, findFactors, readDefect, weigh } from "./contributions.ts";
import { type CustodyWindow, findWindow } from "./custody-window.ts";
import type { Claim, Exoneration, Facts } from "./facts.ts";
import { placeLegs } from "./legs.ts";
import { limitOf } from "./pack-limits.ts";
import { kindOf, sellerOf } from "./parties.ts";
import { apportionBps } from "./rounding.ts";
import { grounded, listNotFound, reason, type Trace } from "./trace.ts";

const QUALITY: ReadonlySet<Claim> = new Set([
  "quality_defect",
  "not_as_described",
  "counterfeit",
  "food_unsafe",
]);
const MUST_BE_SHOWN_BAD: ReadonlySet<Claim> = new Set(["damaged", "lost", "short", "return_mismatch"]);
// What a courier may not do to a parcel or in the addressee's name, and what makes a loss larger than it was.
const CARRIER_CONDUCT = ["station", "locker", "signed_for", "unauthorised", "throw", "trampl"];
const ENLARGING = ["mitigat", "enlarg", "continued_use"];

/** The inner split with the custody window it rests on. */
export interface InnerSplit extends Split {
  readonly window: CustodyWindow | null;
}

/** Tells whether a claim is about the goods themselves rather than their way. */
export function isQualityClaim(claim: Claim): boolean {
  return QUALITY.has(claim);
}

/** Finds who finally bears the loss: proved factors first, else the burden of proof, else risk. */
export function splitInside(trace: Trace): InnerSplit {
  const { facts } = trace;
  const window = facts.custody && facts.claim !== "late" ? findWindow(trace) : null;
  const exonerations = provedExonerations(trace);
  const split = divide(trace, window, exonerations);
  return { shares: placeLegs(trace, split.shares, window), mode: split.mode, window };
}

function divide(trace: Trace, window: CustodyWindow | null, exonerations: readonly Exoneration[]): Split {
  const { facts } = trace;
  if (facts.custody && window === null && MUST_BE_SHOWN_BAD.has(facts.claim)) {
    return notEstablished(trace, "condition_not_proved");
  }
  const defect = readDefect(trace, isQualityClaim(facts.claim));
  const factors = findFactors(trace, window);
  const floors = findFloors(trace, window, exonerations, defect);
  const byFactors = splitByFactors(trace, { factors, floors }, defect);
  if (byFactors) return byFactors;
  if (window !== null && placesLoss(facts, window)) return splitByBurden(trace, window, exonerations);
  return withoutWindow(trace, defect, exonerations);
}

// That goods fail in the consumer's hands shows no defect: a quality claim is placed only before they came there.
function placesLoss(facts: Facts, window: CustodyWindow): boolean {
  if (!isQualityClaim(facts.claim)) return true;
  return !window.candidates.some((holder) => kindOf(holder, facts) === "consumer");
}

/** Finds the parties that weigh at least as a defect: the seller of defective goods, the shipper proved at fault. */
function findFloors(
  trace: Trace,
  window: CustodyWindow | null,
  exonerations: readonly Exoneration[],
  defect: DefectState,
): Set<string> {
  const { facts } = trace;
  const floors = new Set<string>();
  if ((defect === "yes" || defect === "presumed") && grounded(trace, "defect_liability")) {
    floors.add(sellerOf(facts));
  }
  const fromConsumer = facts.custody !== undefined && kindOf(facts.custody.holders[0]!, facts) === "consumer";
  const shipper = fromConsumer || facts.courierChosenBy === "consumer" ? "consumer" : sellerOf(facts);
  const consignee = fromConsumer ? sellerOf(facts) : "consumer";
  for (const item of exonerations) {
    if (!coversWindow(item, trace, window)) continue;
    if (item.kind === "shippers_fault") floors.add(shipper);
    if (item.kind === "consignees_fault") floors.add(consignee);
  }
  return floors;
}

function splitByFactors(trace: Trace, contributions: Contributions, defect: DefectState): Split | null {
  const weights = weigh(trace, contributions).filter(([, weight]) => weight > 0n);
  if (weights.length === 0) return null;
  const equal = trace.facts.extentUndeterminable === true && grounded(trace, "share_equally");
  const shares = apportionBps(weights.map(([id, weight]) => [id, equal ? 1n : weight] as const));
  const presumedOnly = defect === "presumed" && contributions.factors.length === 0 && weights.length === 1;
  trace.reasons.push(
    reason(trace, presumedOnly ? "defect_presumed" : equal ? "shared_equally" : "shared_by_fault", {
      behaviours: factorBehaviours(contributions, defect, equal),
      values: presumedOnly
        ? { days: trace.pack.parameters.DURABLE_DAYS }
        : { parties: weights.map(([id]) => id).join(", ") },
      effectBps: Object.fromEntries(shares),
      because: contributionReasons(trace, contributions, defect),
    }),
  );
  return { shares, mode: presumedOnly ? "burden" : "fault" };
}

function factorBehaviours(
  contributions: Contributions,
  defect: DefectState,
  equal: boolean,
): readonly Behaviour[] {
  const behaviours: Behaviour[] = [];
  if (defect === "presumed") behaviours.push("durable_reversal", "reversal_any_goods");
  if (contributions.factors.length + contributions.floors.size > 1) {
    behaviours.push(equal ? "share_equally" : "share_by_size");
  }
  behaviours.push("standard_of_proof");
  return behaviours;
}

function contributionReasons(trace: Trace, { factors, floors }: Contributions, defect: DefectState) {
  const { facts } = trace;
  const nodes = factors.map(({ party, factor }) =>
    reason(trace, "factor_found", {
      behaviours: behavioursOf(factor.kind, kindOf(party, facts), facts.claim),
      values: { party, kind: factor.kind, grade: factor.grade },
      evidence: factor.evidence ?? [],
    }),
  );
  const proved = defect === "yes" || defect === "presumed";
  for (const party of floors) {
    const isDefect = proved && party === sellerOf(facts);
    nodes.push(
      reason(
        trace,
        isDefect ? (defect === "yes" ? "defect_proved" : "defect_presumed_weight") : "shipper_at_fault",
        {
          behaviours: isDefect ? ["defect_liability"] : ["shipper_fault"],
          values: { party },
          evidence: (isDefect ? facts.defect?.evidence : undefined) ?? [],
        },
      ),
    );
  }
  return nodes;
}

function behavioursOf(kind: string, party: string | undefined, claim: Claim): Behaviour[] {
  if (kind.includes("packag") || kind.includes("packing")) return ["packing_duty", "shipper_fault"];
  if (kind.includes("warning")) return ["warning_duty"];
  if (party === "consumer") return behavioursOfConsumer(kind, claim);
  if (party === "logistics") return behavioursOfCarrier(kind);
  if (party === "platform") return ["platform_own_fault"];
  return [];
}

function behavioursOfConsumer(kind: string, claim: Claim): Behaviour[] {
  if (claim === "no_reason") return ["not_intact"];
  return ENLARGING.some((part) => kind.includes(part))
    ? ["mitigation", "claimant_fault"]
    : ["claimant_fault"];
}

function behavioursOfCarrier(kind: string): Behaviour[] {
  const isConduct = CARRIER_CONDUCT.some((part) => kind.includes(part));
  return isConduct ? ["carrier_conduct", "carrier_strict_liability"] : ["carrier_strict_liability"];
}

/** Decides a claim that no custody window places and no factor explains. */
function withoutWindow(trace: Trace, defect: DefectState, exonerations: readonly Exoneration[]): Split {
  const { facts } = trace;
  if (facts.claim === "no_reason") return splitNoReason(trace);
  if (facts.claim === "late" || facts.claim === "lost") {
    const party = sellerOf(facts);
    if (exonerations.length > 0) {
      return whole(trace, party, "risk", "risk_without_fault", ["force_majeure", "transport_risk"]);
    }
    return whole(trace, party, "burden", "delivery_not_proved", [
      "burden_of_proof",
      "transport_risk",
      "signing_delivers",
    ]);
  }
  return notEstablished(trace, defect === "no" ? "defect_disproved" : "claim_not_proved");
}

function splitNoReason(trace: Trace): Split {
  const { facts } = trace;
  const days = facts.daysSinceReceipt;
  if (days === undefined) listNotFound(trace, "/daysSinceReceipt", "days since receipt", "unknown");
  if (grounded(trace, "no_reason_return")) {
    const limit = limitOf(trace.pack, "no_reason_claim_days");
    if (days === undefined || days <= limit) {
      const rest = { values: { days: limit } };
      return whole(trace, sellerOf(facts), "risk", "no_reason_in_time", ["no_reason_return"], rest);
    }
  }
  if (facts.platform?.promise && grounded(trace, "platform_promise")) {
    return whole(trace, "platform", "risk", "promise_binds", ["platform_promise"], facts.platform);
  }
  return notEstablished(trace, "no_reason_too_late", ["no_reason_return"]);
}

/** Leaves the loss where it fell: with the consumer, or with the seller who says the wrong thing came back. */
function notEstablished(trace: Trace, code: string, behaviours: readonly Behaviour[] = []): Split {
  const { facts } = trace;
  const party = facts.claim === "return_mismatch" ? sellerOf(facts) : "consumer";
  if (isQualityClaim(facts.claim)) {
    trace.missing.push({ path: "/defect", what: "inspection report that proves the defect" });
  } else if (!facts.custody && facts.claim !== "no_reason") {
    trace.missing.push({ path: "/custody", what: "records of condition at the hand-overs" });
  }
  return whole(trace, party, "not_established", code, [
    ...behaviours,
    "burden_of_proof",
    "standard_of_proof",
  ]);
}
