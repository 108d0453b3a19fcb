import { PartyError } from "../domain/party/errors.ts";
import { type CitedRule, chinaPack, eligibility, type RemedyCode } from "../domain/responsibility/index.ts";
import type { ClaimKind, Demand, Remedy, RuleQuote } from "../schema/claim.ts";
import type { OrderRecord } from "./ports-cases.ts";

/** What each remedy of the pack lets a consumer ask for. */
const DEMANDS: Readonly<Record<RemedyCode, Demand>> = {
  refund_not_shipped: "refund_only",
  refund_not_received: "refund_only",
  return_no_reason: "return_and_refund",
  return_quality: "return_and_refund",
  choose_quality: "exchange",
  exchange_quality: "exchange",
  repair_warranty: "repair",
  replace_after_repairs: "exchange",
  damages_conformity: "compensation",
  claim_carriage: "return_and_refund",
  reserve_damage: "compensation",
  reserve_delay: "compensation",
  refund_keep_goods: "refund_only",
  invoice: "invoice",
};

/** Quotes a rule of the pack, with how sure the pack is of it. */
export function quote(ruleId: string): RuleQuote[] {
  const rule = chinaPack.byId.get(ruleId);
  if (rule === undefined) return [];
  const { source: article, confidence } = rule;
  return [
    { ruleId, article, text: { "zh-CN": article, en: `${rule.condition}: ${rule.effect}` }, confidence },
  ];
}

const CHINA_OFFSET_MILLISECONDS = 8 * 3_600_000;

/** Calendar date in China, where the terms of these rules run. */
const dayOf = (instant: string | Date): string =>
  new Date(new Date(instant).getTime() + CHINA_OFFSET_MILLISECONDS).toISOString().slice(0, 10);

/** Which remedies are open for this order today, why, and until when, before anything is filed. */
export function openRemedies(order: OrderRecord, now: Date): Remedy[] {
  return listed(order, now).map(({ code, open, lastDay, say, because, rules }) => ({
    demand: DEMANDS[code],
    open,
    endsAt: lastDay === null ? null : `${lastDay}T23:59:59+08:00`,
    why: {
      "zh-CN": [say, ...because].map((text) => text["zh-CN"]).join(";"),
      en: [say, ...because].map((text) => text.en).join("; "),
    },
    rules: rules.flatMap((rule: CitedRule) => quote(rule.id)),
  }));
}

function listed(order: OrderRecord, now: Date) {
  const { orderedAt, signedFor, carriers } = order;
  return eligibility(
    {
      orderedOn: dayOf(orderedAt),
      shipped: carriers.length > 0,
      ...(signedFor === undefined ? {} : { receivedOn: dayOf(signedFor) }),
    },
    { exceptions: [] },
    dayOf(now),
    chinaPack,
  );
}

/**
 * Refuses a claim whose every ground has run out. Loss, damage and breach are grounds of their own and have no
 * seven days; only a return without a reason lives by them alone.
 * @throws PartyError `claim.remedy_closed`.
 */
export function requireOpenRemedy(order: OrderRecord, demand: Demand, kind: ClaimKind, now: Date): void {
  const remedies = listed(order, now);
  const noReason = remedies.find(({ code }) => code === "return_no_reason");
  if (kind === "no_reason" && noReason?.open !== true) throw closed("/kind", noReason?.lastDay ?? null);
  const grounds = remedies.filter(({ code }) => DEMANDS[code] === demand);
  if (kind !== "no_reason" || grounds.length === 0 || grounds.some(({ open }) => open)) return;
  throw closed("/demand", null);
}

function closed(field: string, lastDay: string | null): PartyError {
  return new PartyError("claim.remedy_closed", "The time for this remedy is over for this order.", {
    field,
    rule: lastDay === null ? "a remedy that is open" : `until ${lastDay}`,
  });
}
