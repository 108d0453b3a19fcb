import { clockEnd } from "../clocks.ts";
import type { RulePack } from "../pack.ts";
import { cite } from "../trace.ts";
import { returnWithoutReason } from "./no-reason.ts";
import { REMEDY_NAMES, SAY } from "./texts.ts";
import type { GoodsFacts, OrderFacts, RemedyEligibility } from "./types.ts";
import { timedRemedies } from "./windows.ts";

/**
 * Lists the remedies for an order and its goods as they stand today: open or not, until which day, and why.
 * A remedy that no rule of the pack grounds is not listed.
 *
 * @param today calendar date, YYYY-MM-DD
 * @throws ResponsibilityError `facts_invalid` for what is no calendar date
 */
export function eligibility(
  order: OrderFacts,
  goods: GoodsFacts,
  today: string,
  pack: RulePack,
): RemedyEligibility[] {
  const first =
    order.receivedOn === undefined
      ? [beforeReceipt(order, pack)]
      : [returnWithoutReason(order, goods, today, pack), refundAndKeep(pack)].filter((item) => item !== null);
  return [...first, ...timedRemedies(order, goods, today, pack)];
}

function beforeReceipt(order: OrderFacts, pack: RulePack): RemedyEligibility {
  const due = clockEnd("delivery", order.orderedOn, pack);
  const code = order.shipped ? "refund_not_received" : "refund_not_shipped";
  return {
    code,
    open: true,
    lastDay: null,
    holidaysKnown: true,
    say: REMEDY_NAMES[code],
    because: [SAY.notDelivered, ...(due === null ? [] : [SAY.deliverBy(due.lastDay)])],
    rules: cite(
      pack,
      "transport_risk",
      "risk_until_delivery",
      ...(due === null ? [] : (["clock_delivery"] as const)),
    ),
  };
}

// Closed as of right: only the merchant can grant it, and the platform may not make it do so.
function refundAndKeep(pack: RulePack): RemedyEligibility | null {
  if (!pack.byBehaviour.has("no_forced_refund_only")) return null;
  return {
    code: "refund_keep_goods",
    open: false,
    lastDay: null,
    holidaysKnown: true,
    say: REMEDY_NAMES.refund_keep_goods,
    because: [SAY.consentOnly],
    rules: cite(pack, "no_forced_refund_only"),
  };
}
