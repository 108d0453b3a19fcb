/**
 * Schedules of standing queries (EPCIS 2.0 section 8.2.5.3): a time matches when all its fields do. Times are UTC. A
 * field left out matches anything, except that one finer than all those given has its least value: `{hour: "1"}` is
 * one o'clock, not every second from one to two.
 */
import { ProvenanceError } from "./errors.ts";

/** Fields as handed in: numbers, ranges as `[1-5]`, steps as `0/15`, several of these separated by commas. */
export type QuerySchedule = Readonly<Record<string, string>>;

/** Fields from fine to coarse, with the range of each. Monday is day 1 of a week, Sunday day 7. */
const FIELDS = [
  ["second", 0, 59],
  ["minute", 0, 59],
  ["hour", 0, 23],
  ["dayOfMonth", 1, 31],
  ["month", 1, 12],
  ["dayOfWeek", 1, 7],
] as const;
type FieldName = (typeof FIELDS)[number][0];
type Times = Readonly<Record<FieldName, ReadonlySet<number>>>;

const DAY_MS = 86_400_000;
/** Long enough for a 29 February on a given day of the week. */
const MOST_DAYS = 366 * 41;

/**
 * Gives the first time of a schedule after an instant; null when no such time ever comes, as on 30 February.
 *
 * @throws ProvenanceError `provenance.subscription_invalid` naming the field at fault.
 */
export function nextTime(schedule: QuerySchedule, after: Date): Date | null {
  const times = read(schedule);
  const first = after.getTime() + 1000 - (after.getTime() % 1000);
  const midnight = first - (first % DAY_MS);
  for (let days = 0; days < MOST_DAYS; days++) {
    const day = midnight + days * DAY_MS;
    if (!matchesDay(times, new Date(day))) continue;
    const found = firstWithin(times, day, first);
    if (found !== null) return new Date(found);
  }
  return null;
}

function matchesDay({ dayOfMonth, month, dayOfWeek }: Times, day: Date): boolean {
  const isDay = dayOfMonth.has(day.getUTCDate()) && month.has(day.getUTCMonth() + 1);
  return isDay && dayOfWeek.has(day.getUTCDay() === 0 ? 7 : day.getUTCDay());
}

function firstWithin({ hour, minute, second }: Times, day: number, first: number): number | null {
  for (const h of hour) {
    for (const m of minute) {
      const start = day + (h * 60 + m) * 60_000;
      if (start + 59_000 < first) continue;
      for (const s of second) if (start + s * 1000 >= first) return start + s * 1000;
    }
  }
  return null;
}

function read(schedule: QuerySchedule): Times {
  const unknown = Object.keys(schedule).find((name) => !FIELDS.some(([known]) => known === name));
  if (unknown !== undefined) throw invalid(unknown, `one of ${FIELDS.map(([name]) => name).join(", ")}`);
  const finest = FIELDS.findIndex(([name]) => schedule[name] !== undefined);
  if (finest < 0) throw invalid("", "at least one field");
  const entries = FIELDS.map(([name, least, most], at) => {
    const given = schedule[name];
    if (given !== undefined) return [name, readField(name, given, least, most)] as const;
    // Days of the week are coarser than everything, though the standard names them last.
    const isFiner = at < finest && at < FIELDS.length - 1;
    const isDate = finest === FIELDS.length - 1 && (name === "dayOfMonth" || name === "month");
    return [name, isFiner && !isDate ? new Set([least]) : range(least, most)] as const;
  });
  return Object.fromEntries(entries) as unknown as Times;
}

function readField(name: string, text: string, least: number, most: number): ReadonlySet<number> {
  const rule = `numbers from ${least} to ${most}, ranges as [${least}-${most}], separated by commas`;
  const values = text.split(",").flatMap((element) => {
    const [, one, from, to, start, step] =
      /^(?:(\d{1,2})|\[(\d{1,2})-(\d{1,2})\]|(\d{1,2})\/(\d{1,2}))$/.exec(element.trim()) ?? [];
    if (one !== undefined) return [Number(one)];
    if (from !== undefined && Number(from) <= Number(to)) return [...range(Number(from), Number(to))];
    if (start !== undefined && Number(step) > 0)
      return [...range(Number(start), most)].filter((value) => (value - Number(start)) % Number(step) === 0);
    throw invalid(name, rule);
  });
  if (values.some((value) => value < least || value > most)) throw invalid(name, rule);
  return new Set(values.sort((a, b) => a - b));
}

const range = (least: number, most: number): ReadonlySet<number> =>
  new Set(Array.from({ length: Math.max(0, most - least + 1) }, (_, i) => least + i));

function invalid(field: string, rule: string): ProvenanceError {
  const at = field === "" ? "/schedule" : `/schedule/${field}`;
  return new ProvenanceError("provenance.subscription_invalid", `The schedule needs ${rule}.`, {
    field: at,
    rule,
  });
}
