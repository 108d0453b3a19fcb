import type { Behaviour } from "../behaviours.ts";
import { type CalendarTerm, daysBetween, termEnd } from "../calendar.ts";
import type { Bilingual } from "../finding-texts.ts";
import type { RulePack } from "../pack.ts";
import { type LimitName, limitOf } from "../pack-limits.ts";
import { cite } from "../trace.ts";
import { REMEDY_NAMES, SAY } from "./texts.ts";
import type { GoodsFacts, NamedRemedy, OrderFacts, RemedyEligibility } from "./types.ts";

/** A remedy that runs for a time: which rule gives it, since when, for how long, and what is to be said of it. */
interface Window {
  readonly code: NamedRemedy;
  readonly behaviour: Behaviour;
  /** Start of the term; absent where nothing ends it. */
  readonly from?: string;
  readonly term?: CalendarTerm;
  /** Warranty terms end by the calendar; a deadline to act moves with holidays. */
  readonly byCalendar?: true;
  readonly texts?: readonly Bilingual[];
  readonly alsoCite?: readonly Behaviour[];
}

/** The day of receipt, what the goods are, and the pack and the day by which they are judged. */
interface Received {
  readonly on: string;
  readonly invoicedOn: string;
  readonly goods: GoodsFacts;
  readonly today: string;
  readonly pack: RulePack;
}

/** Lists the remedies that run for a time and that a rule of the pack gives. */
export function timedRemedies(
  order: OrderFacts,
  goods: GoodsFacts,
  today: string,
  pack: RulePack,
): RemedyEligibility[] {
  const { receivedOn: on, invoicedOn = on } = order;
  const received = on && invoicedOn ? { on, invoicedOn, goods, today, pack } : null;
  return [
    ...(received ? afterReceipt(received) : []),
    ...(order.shipped ? carriage(order.orderedOn, pack) : []),
    ...(received ? reservations(received) : []),
    ...given(pack, "invoice_claim", () => ({ code: "invoice", behaviour: "invoice_claim" })),
  ].map((one) => openWindow(one, today, pack));
}

// A window is only made where the pack grounds it: its numbers stand there.
function given(pack: RulePack, behaviour: Behaviour, make: () => Window): Window[] {
  return pack.byBehaviour.has(behaviour) ? [make()] : [];
}

function afterReceipt(received: Received): Window[] {
  const { pack } = received;
  return [
    ...qualityReturn(received),
    ...underWarranty(received),
    ...given(pack, "window_latest_notice", () => conformity(received)),
  ];
}

function openWindow(one: Window, today: string, pack: RulePack): RemedyEligibility {
  const { code, from, term, texts = [], alsoCite = [] } = one;
  const say = REMEDY_NAMES[code];
  if (from === undefined || term === undefined) {
    const rules = cite(pack, one.behaviour, ...alsoCite);
    return { code, open: true, lastDay: null, holidaysKnown: true, say, because: texts, rules };
  }
  const { lastDay, holidaysKnown } = termEnd(from, term, pack, !one.byCalendar);
  const rules = cite(pack, one.behaviour, ...(one.byCalendar ? [] : (["calendar"] as const)), ...alsoCite);
  const open = daysBetween(today, lastDay) >= 0;
  const because = [open ? SAY.until(lastDay) : SAY.ended(lastDay), ...texts];
  return { code, open, lastDay, holidaysKnown, say, because, rules };
}

const days = (pack: RulePack, name: LimitName): CalendarTerm => ({
  unit: "days",
  count: limitOf(pack, name),
});

function giftTexts({ goods, pack }: Received): Required<Pick<Window, "texts" | "alsoCite">> {
  const isGift = goods.gift === true && pack.byBehaviour.has("gift_no_defence");
  return isGift ? { texts: [SAY.gift], alsoCite: ["gift_no_defence"] } : { texts: [], alsoCite: [] };
}

function qualityReturn(received: Received): Window[] {
  const { goods, pack } = received;
  const { texts: gift, alsoCite } = giftTexts(received);
  const freight = pack.byBehaviour.has("quality_freight") ? [SAY.operatorsFreight] : [];
  const code = "return_quality";
  if (goods.foundSubstandard === true && pack.byBehaviour.has("return_substandard")) {
    const texts = [SAY.substandard, ...freight, ...gift];
    return [{ code, behaviour: "return_substandard", texts, alsoCite }];
  }
  return given(pack, "window_quality_return", () => ({
    code,
    behaviour: "window_quality_return",
    from: received.on,
    term: days(pack, "quality_return_days"),
    texts: [...freight, ...gift],
    alsoCite,
  }));
}

function underWarranty({ invoicedOn: from, goods, pack }: Received): Window[] {
  const warranty = pack.data.warranties.find((one) => one.class === goods.warrantyClass);
  if (warranty === undefined) return [];
  const whole = { from, term: { unit: "months", count: warranty.months }, byCalendar: true } as const;
  const isSpent = () => (goods.failedRepairs ?? 0) >= limitOf(pack, "failed_repairs");
  return [
    ...given(pack, "window_quality_choice", () => ({
      code: "choose_quality",
      behaviour: "window_quality_choice",
      from,
      term: days(pack, "quality_choice_days"),
    })),
    ...given(pack, "window_quality_exchange", () => ({
      code: "exchange_quality",
      behaviour: "window_quality_exchange",
      from,
      term: days(pack, "quality_exchange_days"),
    })),
    ...given(pack, "window_warranty", () => ({
      code: "repair_warranty",
      behaviour: "window_warranty",
      ...whole,
    })),
    ...given(pack, "repair_count", () => ({
      code: "replace_after_repairs",
      behaviour: "repair_count",
      ...whole,
    })).filter(isSpent),
  ];
}

function conformity(received: Received): Window {
  const { on, goods, pack } = received;
  const gift = giftTexts(received);
  const count = limitOf(pack, "conformity_years");
  const isLonger = goods.repaired === true && pack.byBehaviour.has("repair_extends");
  const extra = isLonger ? limitOf(pack, "repair_extension_months") : 0;
  const repairFirst = pack.byBehaviour.has("conformity_repair_first");
  return {
    code: "damages_conformity",
    behaviour: "window_latest_notice",
    from: on,
    term: { unit: "months", count: 12 * count + extra },
    texts: [
      ...gift.texts,
      ...presumptionTexts(received),
      ...(repairFirst ? [SAY.repairFirst] : []),
      ...(isLonger ? [SAY.repairExtends(extra)] : []),
    ],
    alsoCite: [
      ...gift.alsoCite,
      ...(repairFirst ? (["conformity_repair_first"] as const) : []),
      ...(isLonger ? (["repair_extends"] as const) : []),
    ],
  };
}

function presumptionTexts({ on, goods, today, pack }: Received): Bilingual[] {
  const until = (name: LimitName) =>
    termEnd(on, { unit: "months", count: limitOf(pack, name) }, pack, false).lastDay;
  if (pack.byBehaviour.has("reversal_any_goods")) {
    const lastDay = until("presumption_months");
    return daysBetween(today, lastDay) < 0 ? [] : [SAY.presumedUntil(lastDay)];
  }
  // Only a clear no leaves the reversed burden unsaid.
  if (goods.durable === false || !pack.byBehaviour.has("window_durable")) return [];
  const lastDay = until("durable_months");
  return daysBetween(today, lastDay) < 0 ? [] : [SAY.durableUntil(lastDay)];
}

function carriage(orderedOn: string, pack: RulePack): Window[] {
  return given(pack, "window_carriage", () => ({
    code: "claim_carriage",
    behaviour: "window_carriage",
    from: orderedOn,
    term: days(pack, "carriage_days"),
  }));
}

// Sundays and holidays do not count in the days for damage; in those for delay they do (CMR 30).
function reservations({ on: from, pack }: Received): Window[] {
  return [
    ...given(pack, "reserve_damage", () => ({
      code: "reserve_damage",
      behaviour: "reserve_damage",
      from,
      term: { unit: "days_but_sundays", count: limitOf(pack, "reserve_damage_days") },
      byCalendar: true,
    })),
    ...given(pack, "reserve_delay", () => ({
      code: "reserve_delay",
      behaviour: "reserve_delay",
      from,
      term: days(pack, "reserve_delay_days"),
      byCalendar: true,
    })),
  ];
}
