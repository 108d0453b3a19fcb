import type { Behaviour } from "./behaviours.ts";
import { type CustodyWindow, noticeStatus } from "./custody-window.ts";
import type { Exoneration } from "./facts.ts";
import type { FindingMode } from "./finding.ts";
import { moveByGaps } from "./gaps.ts";
import { answeringId, kindOf, rolePrefix, sellerOf } from "./parties.ts";
import { WHOLE_BPS } from "./rounding.ts";
import { grounded, isFound, listNotFound, reason, type Trace } from "./trace.ts";

/** A split before it is laid over legs: shares by named party, and why they are what they are. */
export interface Split {
  readonly shares: Map<string, number>;
  readonly mode: FindingMode;
}

interface WholeGround {
  readonly evidence?: readonly string[] | undefined;
  readonly values?: Readonly<Record<string, number>>;
}

/** Gives the whole loss to one party and records the reason. */
export function whole(
  trace: Trace,
  party: string,
  mode: FindingMode,
  code: string,
  behaviours: readonly Behaviour[],
  { evidence = [], values = {} }: WholeGround = {},
): Split {
  trace.reasons.push(
    reason(trace, code, {
      behaviours,
      values: { party, ...values },
      evidence,
      effectBps: { [party]: WHOLE_BPS },
    }),
  );
  return { shares: new Map([[party, WHOLE_BPS]]), mode };
}

/** Tells whether the buyer chose the courier, so that the risk of the way is the buyer's (电商法 20). */
export function isBuyersCourier(trace: Trace): boolean {
  return trace.facts.courierChosenBy === "consumer" && grounded(trace, "courier_of_buyer");
}

/** Returns who bears the loss that nobody is at fault for. */
export function riskBearer(trace: Trace): string {
  return isBuyersCourier(trace) ? "consumer" : sellerOf(trace.facts);
}

const GROUNDS: Readonly<Record<Exoneration["kind"], Behaviour>> = {
  force_majeure: "force_majeure",
  nature_of_goods: "nature_of_goods",
  shippers_fault: "shipper_fault",
  consignees_fault: "shipper_fault",
};

/** Lists the exonerations that are proved for a carrier; the others are listed as not found. */
export function provedExonerations(trace: Trace): Exoneration[] {
  return (trace.facts.exonerations ?? []).filter((item, i) => {
    const what = `${item.party}.${item.kind}`;
    const path = `/exonerations/${i}`;
    if (!isFound(trace, item)) {
      listNotFound(trace, path, what, "below_standard", item.evidence);
      return false;
    }
    // 民法典 590: who cannot perform says so in time, or answers all the same.
    if (item.kind === "force_majeure" && item.timelyNotice === false) {
      listNotFound(trace, path, what, "not_timely", item.evidence);
      return false;
    }
    if (kindOf(item.party, trace.facts) === "logistics" && grounded(trace, GROUNDS[item.kind])) return true;
    listNotFound(trace, path, what, "not_relevant", item.evidence);
    return false;
  });
}

/** Tells whether an exoneration speaks for a carrier inside the window; one that names a leg speaks for it alone. */
export function coversWindow(item: Exoneration, trace: Trace, window: CustodyWindow | null): boolean {
  if (window === null) return true;
  const carriers = window.holders.filter((holder) => kindOf(holder, trace.facts) === "logistics");
  const leg = [item.party, item.id].find((id) => id?.includes(":") && rolePrefix(id) === "logistics");
  return leg === undefined ? carriers.length > 0 : carriers.includes(leg);
}

/** Divides a loss that no factor explains: whoever had to prove and could not bears it. */
export function splitByBurden(
  trace: Trace,
  window: CustodyWindow,
  exonerations: readonly Exoneration[],
): Split {
  const { facts } = trace;
  const { candidates } = window;
  if (window.to === 0) {
    return whole(trace, sellerOf(facts), "burden", "bad_before_custody", ["burden_of_proof"]);
  }
  const onlyConsumer = candidates.every((holder) => kindOf(holder, facts) === "consumer");
  if (onlyConsumer) {
    return whole(trace, "consumer", "burden", "in_consumers_hands", [
      "burden_of_proof",
      "risk_until_delivery",
      "return_refusal_proof",
    ]);
  }
  if (isTooLate(trace, window)) {
    return splitLate(trace);
  }
  const free = exonerations.filter((item) => coversWindow(item, trace, window));
  if (free.length > 0) return splitByRisk(trace, window, free);
  return moveByGaps(trace, window, bearer(trace, window));
}

// Where the duty to object is owed to the carrier alone, the seller still answers to the buyer for goods at its risk.
function splitLate(trace: Trace): Split {
  const ground = { evidence: trace.facts.discovery?.evidence };
  if (!grounded(trace, "late_notice_frees_carrier")) {
    return whole(trace, "consumer", "burden", "notice_too_late", ["late_notice"], ground);
  }
  const behaviours = ["late_notice_frees_carrier", "transport_risk", "risk_until_delivery"] as const;
  return whole(trace, riskBearer(trace), "burden", "carrier_not_objected_to", behaviours, ground);
}

function isTooLate(trace: Trace, window: CustodyWindow): boolean {
  const { facts } = trace;
  if (facts.claim !== "damaged" && facts.claim !== "short") return false;
  if (noticeStatus(trace) !== "late") return false;
  if (!grounded(trace, "late_notice") && !grounded(trace, "late_notice_frees_carrier")) return false;
  const held = (holders: readonly string[]) => holders.some((h) => kindOf(h, facts) === "consumer");
  if (held(window.holders)) return true;
  // With nobody after the carrier named, the goods were with the consumer between delivery and discovery.
  return !held(facts.custody!.holders) && window.to === facts.custody!.holders.length;
}

// A buyer's courier takes over the risk only of goods that were handed over good.
function bearsRisk(trace: Trace, window: CustodyWindow): string {
  const [first] = window.holders.map((holder) => kindOf(holder, trace.facts));
  const handedOver = first === "consumer" || (first === "logistics" && window.startGood);
  return handedOver ? riskBearer(trace) : sellerOf(trace.facts);
}

function splitByRisk(trace: Trace, window: CustodyWindow, free: readonly Exoneration[]): Split {
  const party = bearsRisk(trace, window);
  const grounds = [...new Set(free.map((item) => GROUNDS[item.kind]))].toSorted();
  return whole(
    trace,
    party,
    "risk",
    "risk_without_fault",
    [...grounds, "risk_until_delivery", party === "consumer" ? "courier_of_buyer" : "transport_risk"],
    {
      evidence: free.flatMap((item) => item.evidence ?? (item.id && !item.id.includes(":") ? [item.id] : [])),
    },
  );
}

/** Returns who bears an unexplained loss before evidence gaps move a part of it. */
function bearer(trace: Trace, window: CustodyWindow): Split {
  const { facts } = trace;
  if (tookOverGood(trace, window)) {
    return whole(trace, "logistics", "burden", "lost_with_carrier", [
      "carrier_strict_liability",
      "burden_of_proof",
    ]);
  }
  if (window.candidates.length === 1) {
    const holder = answeringId(window.candidates[0]!, facts);
    return whole(trace, holder, "burden", "lost_with_holder", ["burden_of_proof"]);
  }
  const isReturn = kindOf(window.holders[0]!, facts) === "consumer";
  return whole(
    trace,
    sellerOf(facts),
    "burden",
    isReturn ? "refusal_not_proved" : "delivery_not_proved",
    isReturn
      ? ["return_refusal_proof", "burden_of_proof"]
      : ["burden_of_proof", "transport_risk", "risk_until_delivery"],
  );
}

/**
 * Tells whether carriers took the goods over in proved good condition and nobody but the consumer comes after them.
 * A consumer who was not late then reports what the carrier delivered (民法典 831).
 */
function tookOverGood(trace: Trace, window: CustodyWindow): boolean {
  if (!window.startGood) return false;
  const kinds = window.candidates.map((holder) => kindOf(holder, trace.facts));
  return kinds[0] === "logistics" && kinds.every((kind) => kind === "logistics" || kind === "consumer");
}
