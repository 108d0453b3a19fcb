import type { Behaviour } from "./behaviours.ts";
import { type CalendarTerm, daysBetween, termEnd } from "./calendar.ts";
import type { CitedRule } from "./finding.ts";
import type { Bilingual } from "./finding-texts.ts";
import type { RulePack } from "./pack.ts";
import { cite } from "./trace.ts";

/** The order line as eligibility reads it; dates are calendar dates of the consumer's place. */
export interface OrderFacts {
  readonly orderedOn: string;
  /** Day of signing for the goods; absent while nothing was received. */
  readonly receivedOn?: string;
  readonly shipped: boolean;
  /** Day of the invoice, from which warranty runs; the day of receipt when absent. */
  readonly invoicedOn?: string;
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
  | "refund_keep_goods"
  | "invoice";

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

const t = (zh: string, en: string): Bilingual => ({ "zh-CN": zh, en });

const SAY: Record<RemedyCode, Bilingual> = {
  refund_not_shipped: t("未发货，仅退款", "refund: not shipped yet"),
  refund_not_received: t("未收到货，仅退款", "refund: not received"),
  return_no_reason: t("七日无理由退货", "return without a reason"),
  return_quality: t("质量不符合要求，退货退款", "return for non-conforming quality"),
  choose_quality: t(
    "性能故障，可选退货、换货或者修理",
    "performance fault: return, exchange or repair, as you choose",
  ),
  exchange_quality: t("性能故障，换货或者修理", "performance fault: exchange or repair"),
  repair_warranty: t("三包有效期内免费修理", "free repair under warranty"),
  replace_after_repairs: t(
    "两次修理仍不能正常使用，换货或者退货",
    "replacement or return after two repairs failed",
  ),
  damages_conformity: t("商品不符合约定，要求承担违约责任", "claim for goods that do not conform"),
  claim_carriage: t("快递损失查询与索赔", "enquiry and claim for loss in carriage"),
  refund_keep_goods: t("仅退款不退货", "refund and keep the goods"),
  invoice: t("要求开具发票", "ask for the invoice"),
};

interface Window {
  readonly code: RemedyCode;
  readonly behaviour: Behaviour;
  readonly term: CalendarTerm;
  readonly from: string | undefined;
  /** Warranty terms end by the calendar; a deadline to act moves with holidays. */
  readonly extend: boolean;
  readonly when: boolean;
  /** Whether the goods may be durable; only a clear no leaves the reversed burden unsaid. */
  readonly durable: boolean;
  /** Whether the goods were a gift or premium, which is no ground to refuse. */
  readonly gift: boolean;
}

/** Reads a number of the pack's rules that ground a behaviour, or the statute's usual one. */
function limit(pack: RulePack, behaviour: Behaviour, name: string, usual: number): number {
  const rule = pack.byBehaviour.get(behaviour)?.find((one) => typeof one.limits[name] === "number");
  return rule ? Number(rule.limits[name]) : usual;
}

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
  const remedies = windows(order, goods, pack)
    .filter((window) => window.when && pack.byBehaviour.has(window.behaviour))
    .map((window) => openWindow(window, today, pack));
  const noReason = returnWithoutReason(order, goods, today, pack);
  const kept = order.receivedOn === undefined ? null : refundAndKeep(pack);
  return [...beforeReceipt(order, pack), ...[noReason, kept].filter((item) => item !== null), ...remedies];
}

function beforeReceipt(order: OrderFacts, pack: RulePack): RemedyEligibility[] {
  if (order.receivedOn !== undefined) return [];
  const code = order.shipped ? "refund_not_received" : "refund_not_shipped";
  const rules = cite(pack, "transport_risk", "risk_until_delivery");
  const because = [
    t("货物尚未交付，风险由卖方负担", "the goods are not delivered; until then the seller bears the risk"),
  ];
  return [{ code, open: true, lastDay: null, holidaysKnown: true, say: SAY[code], because, rules }];
}

function windows(order: OrderFacts, goods: GoodsFacts, pack: RulePack): Window[] {
  const { receivedOn } = order;
  const invoiced = order.invoicedOn ?? receivedOn;
  const warranty = pack.data.warranties.find((one) => one.class === goods.warrantyClass);
  const days = (count: number): CalendarTerm => ({ unit: "days", count });
  const repairs = limit(pack, "repair_count", "repairs", 2);
  const substandard = goods.foundSubstandard === true && pack.byBehaviour.has("return_substandard");
  const base = {
    extend: true,
    when: receivedOn !== undefined,
    durable: goods.durable !== false,
    gift: goods.gift === true && pack.byBehaviour.has("gift_no_defence"),
  };
  return [
    {
      ...base,
      code: "return_quality",
      behaviour: substandard ? "return_substandard" : "window_quality_return",
      from: substandard ? undefined : receivedOn,
      term: days(limit(pack, "window_quality_return", "return_days_from_receipt", 7)),
    },
    {
      ...base,
      code: "choose_quality",
      behaviour: "window_quality_choice",
      from: invoiced,
      term: days(limit(pack, "window_quality_choice", "days_from_sale", 7)),
      when: base.when && warranty !== undefined,
    },
    {
      ...base,
      code: "exchange_quality",
      behaviour: "window_quality_exchange",
      from: invoiced,
      term: days(limit(pack, "window_quality_exchange", "days_from_sale", 15)),
      when: base.when && warranty !== undefined,
    },
    {
      ...base,
      code: "repair_warranty",
      behaviour: "window_warranty",
      from: invoiced,
      term: { unit: "months", count: warranty?.months ?? 0 },
      extend: false,
      when: base.when && warranty !== undefined,
    },
    {
      ...base,
      code: "replace_after_repairs",
      behaviour: "repair_count",
      from: invoiced,
      term: { unit: "months", count: warranty?.months ?? 0 },
      extend: false,
      when: base.when && warranty !== undefined && (goods.failedRepairs ?? 0) >= repairs,
    },
    {
      ...base,
      code: "damages_conformity",
      behaviour: "window_latest_notice",
      from: receivedOn,
      term: { unit: "years", count: limit(pack, "window_latest_notice", "years", 2) },
    },
    {
      ...base,
      code: "claim_carriage",
      behaviour: "window_carriage",
      from: order.orderedOn,
      term: days(limit(pack, "window_carriage", "domestic_days", 365)),
      when: order.shipped,
    },
    { ...base, code: "invoice", behaviour: "invoice_claim", from: undefined, term: days(0), when: true },
  ];
}

function openWindow(window: Window, today: string, pack: RulePack): RemedyEligibility {
  const { code, behaviour, from } = window;
  const rules = cite(
    pack,
    behaviour,
    ...(window.extend && from ? (["calendar"] as const) : []),
    ...(saysGift(window) ? (["gift_no_defence"] as const) : []),
  );
  if (from === undefined) {
    const because = moreTexts(window, today, pack);
    return { code, open: true, lastDay: null, holidaysKnown: true, say: SAY[code], because, rules };
  }
  const { lastDay, holidaysKnown } = termEnd(from, window.term, pack, window.extend);
  const open = daysBetween(today, lastDay) >= 0;
  const because = [untilText(open, lastDay), ...moreTexts(window, today, pack)];
  return { code, open, lastDay, holidaysKnown, say: SAY[code], because, rules };
}

// Closed as of right: only the merchant can grant it, and the platform may not make it do so.
function refundAndKeep(pack: RulePack): RemedyEligibility | null {
  if (!pack.byBehaviour.has("no_forced_refund_only")) return null;
  const code = "refund_keep_goods";
  const because = [
    t("须经商家同意，平台不得强制", "needs the merchant's consent; the platform may not force it"),
  ];
  const rules = cite(pack, "no_forced_refund_only");
  return { code, open: false, lastDay: null, holidaysKnown: true, say: SAY[code], because, rules };
}

function saysGift(window: Window): boolean {
  return window.gift && (window.code === "return_quality" || window.code === "damages_conformity");
}

function moreTexts(window: Window, today: string, pack: RulePack): Bilingual[] {
  const texts: Bilingual[] = [];
  if (window.behaviour === "return_substandard") {
    texts.push(t("已依法认定不合格，应当退货", "found substandard by an authority: must be taken back"));
  }
  if (window.code === "return_quality" && pack.byBehaviour.has("quality_freight")) {
    texts.push(t("运输等必要费用由经营者承担", "transport and other necessary costs are the operator's"));
  }
  if (saysGift(window)) {
    texts.push(t("赠品、奖品、换购商品同样适用", "a gift, premium or exchange is no ground to refuse"));
  }
  if (window.code !== "damages_conformity" || !window.from || !window.durable) return texts;
  return [...texts, ...durableText(window.from, today, pack)];
}

function untilText(open: boolean, lastDay: string): Bilingual {
  return open ? t(`至 ${lastDay} 止`, `until ${lastDay}`) : t(`已于 ${lastDay} 届满`, `ended on ${lastDay}`);
}

function durableText(receivedOn: string, today: string, pack: RulePack): Bilingual[] {
  if (!pack.byBehaviour.has("window_durable")) return [];
  const months = limit(pack, "window_durable", "months_from_receipt", 6);
  const { lastDay } = termEnd(receivedOn, { unit: "months", count: months }, pack, false);
  if (daysBetween(today, lastDay) < 0) return [];
  return [
    t(
      `耐用商品在 ${lastDay} 前发现瑕疵，由经营者举证`,
      `for durable goods the operator must disprove a defect found by ${lastDay}`,
    ),
  ];
}

function returnWithoutReason(
  order: OrderFacts,
  goods: GoodsFacts,
  today: string,
  pack: RulePack,
): RemedyEligibility | null {
  if (order.receivedOn === undefined || !pack.byBehaviour.has("window_no_reason")) return null;
  const statutory = limit(pack, "window_no_reason", "days_from_receipt", 7);
  const promised = pack.byBehaviour.has("no_reason_promise") ? (goods.promisedDays ?? 0) : 0;
  const count = Math.max(statutory, promised);
  const { lastDay, holidaysKnown } = termEnd(order.receivedOn, { unit: "days", count }, pack);
  const inTime = daysBetween(today, lastDay) >= 0;
  const barred = promised > 0 ? [] : exclusions(goods, pack);
  const notIntact = goods.state === "not_intact" && pack.byBehaviour.has("no_reason_not_intact");
  return {
    code: "return_no_reason",
    open: inTime && barred.length === 0 && !notIntact,
    lastDay,
    holidaysKnown,
    say: SAY.return_no_reason,
    because: [untilText(inTime, lastDay), ...barred, ...conditionTexts(goods, notIntact, promised, pack)],
    rules: cite(pack, ...noReasonRules(goods, notIntact, promised)),
  };
}

/** Lists the exceptions that bar the return; one that needs the buyer's confirmation bars only when it is shown. */
function exclusions(goods: GoodsFacts, pack: RulePack): Bilingual[] {
  return pack.data.noReasonExceptions
    .filter(({ id }) => goods.exceptions.includes(id))
    .filter(({ needsConfirmation, rule }) => {
      if (!pack.byId.get(rule)?.does?.length) return false;
      return (
        !needsConfirmation ||
        !pack.byBehaviour.has("no_reason_confirm_step") ||
        goods.exclusionConfirmed === true
      );
    })
    .map(({ say }) => t(`不适用：${say.zh}`, `excluded: ${say.en}`));
}

function conditionTexts(
  goods: GoodsFacts,
  notIntact: boolean,
  promised: number,
  pack: RulePack,
): Bilingual[] {
  const texts: Bilingual[] = [];
  const unconfirmed = pack.data.noReasonExceptions.some(
    ({ id, needsConfirmation }) => needsConfirmation && goods.exceptions.includes(id),
  );
  if (promised > 0)
    texts.push(t(`商家或者平台承诺 ${promised} 天`, `seller or platform promised ${promised} days`));
  else if (unconfirmed && goods.exclusionConfirmed !== true) {
    texts.push(
      t("购买时未经单独确认，不得拒绝", "not confirmed in its own step at purchase: may not be refused"),
    );
  }
  if (notIntact) texts.push(t("商品不完好，可以拒绝", "the goods are not intact: may be refused"));
  else if (pack.byBehaviour.has("no_reason_opened")) {
    texts.push(
      t(
        "为查验而打开包装、合理试用，视为完好",
        "opening to look and trying reasonably keep the goods intact",
      ),
    );
  }
  if (pack.byBehaviour.has("return_freight")) {
    texts.push(
      t("退货运费由消费者承担，另有约定的除外", "return freight is the consumer's unless agreed otherwise"),
    );
  }
  return texts;
}

function noReasonRules(goods: GoodsFacts, notIntact: boolean, promised: number): Behaviour[] {
  return [
    "window_no_reason",
    "calendar",
    ...(goods.exceptions.length > 0
      ? (["no_reason_excluded", "no_reason_confirmed_exclusion", "no_reason_confirm_step"] as const)
      : []),
    ...(promised > 0 ? (["no_reason_promise"] as const) : []),
    notIntact ? "no_reason_not_intact" : "no_reason_opened",
    "return_freight",
  ];
}
