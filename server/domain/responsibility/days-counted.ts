import { type CalendarTerm, daysBetween, termEnd } from "./calendar.ts";
import type { RulePack } from "./pack.ts";
import { statedLimit } from "./pack-limits.ts";

/**
 * Counts the days between receipt and a complaint as the engine compares them: by the calendar, so that a term of months
 * ends on its day and not on a round number of days, and a day off at the end moves it (民法典 201-203).
 *
 * @param receivedOn calendar date, YYYY-MM-DD
 * @param complainedOn calendar date, not earlier than receipt
 * @param claim a return without a reason has its own days; every other complaint is measured by the reversed burden
 * @throws ResponsibilityError `facts_invalid` for what is no calendar date
 */
export function daysSinceReceipt(
  receivedOn: string,
  complainedOn: string,
  claim: string,
  pack: RulePack,
): number {
  const days = Math.max(0, daysBetween(receivedOn, complainedOn));
  const term = claim === "no_reason" ? withdrawalTerm(pack) : presumptionTerm(pack);
  if (term === null) return days;
  const inTime =
    daysBetween(complainedOn, termEnd(receivedOn, term, pack, claim === "no_reason").lastDay) >= 0;
  const limit = term.unit === "days" ? term.count : pack.parameters.DURABLE_DAYS;
  return inTime ? Math.min(days, limit) : Math.max(days, limit + 1);
}

function withdrawalTerm(pack: RulePack): CalendarTerm | null {
  const count = statedLimit(pack, "no_reason_claim_days");
  return count === undefined ? null : { unit: "days", count };
}

function presumptionTerm(pack: RulePack): CalendarTerm | null {
  const count = statedLimit(pack, "presumption_months") ?? statedLimit(pack, "durable_months");
  return count === undefined ? null : { unit: "months", count };
}
