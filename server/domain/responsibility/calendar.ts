import { ResponsibilityError } from "./errors.ts";
import type { RulePack } from "./pack.ts";

const MS_PER_DAY = 86_400_000;

/**
 * A length counted by the calendar (民法典 201): days from the next day on, months to the same day. `days_but_sundays`
 * leaves out Sundays and the days off of the pack's table, `working_days` whatever is no working day.
 */
export interface CalendarTerm {
  readonly unit: "days" | "days_but_sundays" | "working_days" | "months" | "years";
  readonly count: number;
}

/** When a term ends, and whether the end rests on a holiday table that covers it. */
export interface TermEnd {
  /** Last day of the term, YYYY-MM-DD; it ends when that day's business does. */
  readonly lastDay: string;
  /** The last day before holidays moved it. */
  readonly unextended: string;
  /** False where the pack has no holiday table for the year: only weekends are known then. */
  readonly holidaysKnown: boolean;
}

function toDay(date: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  const day = ms / MS_PER_DAY;
  if (Number.isNaN(ms) || fromDay(day) !== date) {
    throw new ResponsibilityError("facts_invalid", [{ path: "", rule: `"${date}" is no calendar date` }]);
  }
  return day;
}

function fromDay(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Returns the number of whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return toDay(to) - toDay(from);
}

/** Tells whether a date is a working day by the pack's table: weekends are off but for those declared working. */
export function isWorkingDay(date: string, pack: RulePack): boolean {
  const { daysOff, workdays } = pack.data.calendar;
  if (daysOff.includes(date)) return false;
  if (workdays.includes(date)) return true;
  const weekday = new Date(toDay(date) * MS_PER_DAY).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

// A month without such a day ends the term on its last day (民法典 202).
function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const index = year * 12 + (month - 1) + months;
  const lastOfMonth = new Date(Date.UTC(Math.floor(index / 12), (index % 12) + 1, 0)).getUTCDate();
  const end = new Date(Date.UTC(Math.floor(index / 12), index % 12, Math.min(day, lastOfMonth)));
  return end.toISOString().slice(0, 10);
}

function addCounted(date: string, count: number, counts: (date: string) => boolean): string {
  let day = toDay(date);
  for (let left = count; left > 0; ) {
    day += 1;
    if (counts(fromDay(day))) left -= 1;
  }
  return fromDay(day);
}

function isNoSunday(date: string, pack: RulePack): boolean {
  return new Date(toDay(date) * MS_PER_DAY).getUTCDay() !== 0 && !pack.data.calendar.daysOff.includes(date);
}

function unextendedEnd(start: string, term: CalendarTerm, pack: RulePack): string {
  switch (term.unit) {
    case "days":
      return fromDay(toDay(start) + term.count);
    case "working_days":
      return addCounted(start, term.count, (date) => isWorkingDay(date, pack));
    case "days_but_sundays":
      return addCounted(start, term.count, (date) => isNoSunday(date, pack));
    case "months":
      return addMonths(start, term.count);
    case "years":
      return addMonths(start, 12 * term.count);
  }
}

/**
 * Returns the last day of a term that an event on `start` sets running: the day itself is not counted, months and
 * years end on the same day of the month, and an end on a day off moves to the next working day (民法典 201-203).
 *
 * @param start calendar date of the event, YYYY-MM-DD
 * @param extend whether holidays move the end; statutory warranty terms run by the calendar alone
 * @throws ResponsibilityError `facts_invalid` for what is no calendar date
 */
export function termEnd(start: string, term: CalendarTerm, pack: RulePack, extend = true): TermEnd {
  toDay(start);
  const unextended = unextendedEnd(start, term, pack);
  let lastDay = unextended;
  if (extend && pack.byBehaviour.has("calendar")) {
    while (!isWorkingDay(lastDay, pack)) lastDay = fromDay(toDay(lastDay) + 1);
  }
  const holidaysKnown = pack.data.calendar.coveredYears.includes(Number(lastDay.slice(0, 4)));
  return { lastDay, unextended, holidaysKnown };
}
