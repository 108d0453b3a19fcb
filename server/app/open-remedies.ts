import { canonicalJson } from "../domain/log/canonical-json.ts";
import { PartyError } from "../domain/party/errors.ts";
import {
  type CitedRule,
  CURRENT_PACKS,
  chinaPack,
  choosePack,
  eligibility,
  type OrderFacts,
  type RemedyCode,
  type RemedyEligibility,
  ResponsibilityError,
  type RulePack,
} from "../domain/responsibility/index.ts";
import type { Demand, FileClaim, Remedy, RuleQuote } from "../schema/claim.ts";
import { dayOf } from "./order-days.ts";
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

const JURISDICTION = "CN";
const HOLIDAYS_UNKNOWN = {
  "zh-CN": "该年节假日安排尚未收录，末日遇节假日顺延",
  en: "the holidays of that year are not in the table yet: a last day on one of them moves on",
};

/** Quotes a rule of the pack, with how sure the pack is of it. */
export function quote(ruleId: string, pack: RulePack = chinaPack): RuleQuote[] {
  const rule = pack.byId.get(ruleId);
  if (rule === undefined) return [];
  const { source: article, confidence, condition, effect, zh } = rule;
  const text = {
    "zh-CN": zh ? `${zh.condition}：${zh.effect}` : article,
    en: `${condition}: ${effect}`,
  };
  return [{ ruleId, article, text, confidence }];
}

/**
 * The rule pack in force on the day of an order: its claims are filed and decided under it, whatever comes later.
 * @throws PartyError `claim.no_rules` for a day that no pack covers.
 */
export function packOf({ orderedAt }: Pick<OrderRecord, "orderedAt">): RulePack {
  try {
    return choosePack(CURRENT_PACKS, JURISDICTION, dayOf(orderedAt));
  } catch (cause) {
    if (!(cause instanceof ResponsibilityError)) throw cause;
    const rule = cause.issues.map((issue) => issue.rule).join("; ");
    throw new PartyError("claim.no_rules", "No rule pack covers the day of this order.", {
      field: "/orderedAt",
      rule,
      cause,
    });
  }
}

type Line = OrderRecord["lines"][number];

/** Lines whose goods are alike in all that the rules ask of them. */
interface LineGroup {
  readonly lines: readonly Line[];
  readonly remedies: readonly RemedyEligibility[];
}

/** Which remedies are open for this order today, why, and until when, before anything is filed. */
export function openRemedies(order: OrderRecord, now: Date): Remedy[] {
  const groups = listed(order, order.lines, now);
  return groups.flatMap(({ lines, remedies }) => {
    const which = groups.length === 1 ? "" : lines.map(({ name }) => name).join(" / ");
    return remedies.map((remedy) => view(remedy, which, packOf(order)));
  });
}

function view(remedy: RemedyEligibility, which: string, pack: RulePack): Remedy {
  const { code, open, lastDay, holidaysKnown, say, because, rules } = remedy;
  const texts = [say, ...because, ...(holidaysKnown || lastDay === null ? [] : [HOLIDAYS_UNKNOWN])];
  return {
    demand: DEMANDS[code],
    open,
    endsAt: lastDay === null ? null : `${lastDay}T23:59:59+08:00`,
    why: {
      "zh-CN": `${which && `${which}：`}${texts.map((text) => text["zh-CN"]).join("；")}`,
      en: `${which && `${which}: `}${texts.map((text) => text.en).join("; ")}`,
    },
    rules: rules.flatMap((rule: CitedRule) => quote(rule.id, pack)),
  };
}

function listed(order: OrderRecord, lines: readonly Line[], now: Date): LineGroup[] {
  const alike = Map.groupBy(lines, ({ goods }) => canonicalJson(goods ?? {}));
  return [...alike.values()].map((group) => ({
    lines: group,
    remedies: eligibility(factsOf(order), { exceptions: [], ...group[0]?.goods }, dayOf(now), packOf(order)),
  }));
}

function factsOf({ orderedAt, signedFor, invoicedAt, carriers }: OrderRecord): OrderFacts {
  return {
    orderedOn: dayOf(orderedAt),
    shipped: carriers.length > 0,
    ...(signedFor === undefined ? {} : { receivedOn: dayOf(signedFor) }),
    ...(invoicedAt === undefined ? {} : { invoicedOn: dayOf(invoicedAt) }),
  };
}

/**
 * Refuses a claim when a claimed line has no ground left. Loss, damage and breach are grounds of their own and have no
 * seven days; only a return without a reason lives by them alone.
 * @throws PartyError `claim.remedy_closed`.
 */
export function requireOpenRemedy(
  order: OrderRecord,
  { kind, demand, lines }: Pick<FileClaim, "kind" | "demand" | "lines">,
  now: Date,
): void {
  if (kind !== "no_reason") return;
  const claimed = new Set(lines.map(({ lineId }) => lineId));
  const groups = listed(
    order,
    order.lines.filter(({ lineId }) => claimed.has(lineId)),
    now,
  );
  for (const { remedies } of groups) {
    const noReason = remedies.find(({ code }) => code === "return_no_reason");
    if (noReason?.open !== true) throw closed("/kind", noReason);
    const grounds = remedies.filter(({ code }) => DEMANDS[code] === demand);
    if (grounds.length > 0 && !grounds.some(({ open }) => open)) throw closed("/demand", undefined);
  }
}

function closed(field: string, remedy: RemedyEligibility | undefined): PartyError {
  const because = remedy?.because.map((text) => text.en).join("; ");
  return new PartyError("claim.remedy_closed", "This remedy is not open for this order.", {
    field,
    rule: because ?? "a remedy that is open",
  });
}
