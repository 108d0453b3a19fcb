import type { Behaviour } from "../behaviours.ts";
import { daysBetween, type TermEnd, termEnd } from "../calendar.ts";
import type { Bilingual } from "../finding-texts.ts";
import type { RulePack } from "../pack.ts";
import { limitOf, statedLimit } from "../pack-limits.ts";
import { cite } from "../trace.ts";
import { SAY } from "./texts.ts";
import type { GoodsFacts, OrderFacts, RemedyEligibility } from "./types.ts";

/** Reads what bears on a return without a reason, each where the pack knows of it. */
interface Conditions {
  readonly promisedDays: number;
  readonly refusedAsUsed: boolean;
  readonly lessValue: boolean;
  readonly uninformed: boolean;
}

function conditionsOf(order: OrderFacts, goods: GoodsFacts, pack: RulePack): Conditions {
  const knows = (behaviour: Behaviour) => pack.byBehaviour.has(behaviour);
  const used = goods.state === "not_intact";
  return {
    promisedDays: knows("no_reason_promise") ? (goods.promisedDays ?? 0) : 0,
    refusedAsUsed: used && knows("no_reason_not_intact"),
    lessValue: used && knows("withdrawal_less_value"),
    uninformed: order.informedOfWithdrawal === false && knows("withdrawal_uninformed"),
  };
}

/** Tells whether goods can go back without a reason; `null` before receipt and where the pack has no such right. */
export function returnWithoutReason(
  order: OrderFacts,
  goods: GoodsFacts,
  today: string,
  pack: RulePack,
): RemedyEligibility | null {
  if (order.receivedOn === undefined || !pack.byBehaviour.has("window_no_reason")) return null;
  const conditions = conditionsOf(order, goods, pack);
  const { lastDay, holidaysKnown } = endOf(order.receivedOn, conditions, pack);
  const inTime = daysBetween(today, lastDay) >= 0;
  const barred = conditions.promisedDays > 0 ? [] : exclusions(goods, pack);
  return {
    code: "return_no_reason",
    open: inTime && barred.length === 0 && !conditions.refusedAsUsed,
    lastDay,
    holidaysKnown,
    say: SAY.noReason(limitOf(pack, "no_reason_days")),
    because: [
      inTime ? SAY.until(lastDay) : SAY.ended(lastDay),
      ...barred,
      ...promiseTexts(goods, conditions, pack),
      ...stateTexts(conditions, pack),
      ...wayBackTexts(pack),
    ],
    rules: cite(pack, ...rulesOf(goods, conditions)),
  };
}

function endOf(receivedOn: string, conditions: Conditions, pack: RulePack): TermEnd {
  const statutory = limitOf(pack, "no_reason_days");
  const count = Math.max(statutory, conditions.promisedDays);
  const end = termEnd(receivedOn, { unit: "days", count }, pack);
  if (!conditions.uninformed) return end;
  return termEnd(end.unextended, { unit: "months", count: limitOf(pack, "uninformed_months") }, pack);
}

/** Lists the exceptions that bar the return; one that needs the buyer's confirmation bars only when it is shown. */
function exclusions(goods: GoodsFacts, pack: RulePack): Bilingual[] {
  const asksToConfirm = pack.byBehaviour.has("no_reason_confirm_step");
  return pack.data.noReasonExceptions
    .filter(({ id }) => goods.exceptions.includes(id))
    .filter(({ rule }) => pack.byId.get(rule)?.does?.length)
    .filter(
      ({ needsConfirmation }) => !needsConfirmation || !asksToConfirm || goods.exclusionConfirmed === true,
    )
    .map(({ say }) => SAY.excluded(say.zh, say.en));
}

function promiseTexts(goods: GoodsFacts, conditions: Conditions, pack: RulePack): Bilingual[] {
  const texts: Bilingual[] = [];
  const unconfirmed = pack.data.noReasonExceptions.some(
    ({ id, needsConfirmation }) => needsConfirmation && goods.exceptions.includes(id),
  );
  if (conditions.promisedDays > 0) texts.push(SAY.promised(conditions.promisedDays));
  else if (unconfirmed && goods.exclusionConfirmed !== true) texts.push(SAY.unconfirmed);
  if (conditions.uninformed) texts.push(SAY.uninformed(limitOf(pack, "uninformed_months")));
  return texts;
}

function stateTexts({ refusedAsUsed, lessValue }: Conditions, pack: RulePack): Bilingual[] {
  if (refusedAsUsed) return [SAY.notIntact];
  if (lessValue) return [SAY.lessValue];
  return pack.byBehaviour.has("no_reason_opened") ? [SAY.opened] : [];
}

function wayBackTexts(pack: RulePack): Bilingual[] {
  const days = statedLimit(pack, "send_back_days");
  return [
    ...(pack.byBehaviour.has("return_freight") ? [SAY.buyersFreight] : []),
    ...(days === undefined ? [] : [SAY.sendBack(days)]),
  ];
}

function rulesOf(goods: GoodsFacts, conditions: Conditions): Behaviour[] {
  return [
    "window_no_reason",
    "calendar",
    ...(goods.exceptions.length > 0
      ? (["no_reason_excluded", "no_reason_confirmed_exclusion", "no_reason_confirm_step"] as const)
      : []),
    ...(conditions.promisedDays > 0 ? (["no_reason_promise"] as const) : []),
    ...(conditions.uninformed ? (["withdrawal_uninformed"] as const) : []),
    ...(conditions.lessValue ? (["withdrawal_less_value"] as const) : []),
    conditions.refusedAsUsed ? "no_reason_not_intact" : "no_reason_opened",
    "return_freight",
  ];
}
