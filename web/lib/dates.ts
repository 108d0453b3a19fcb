/** Writes an instant as an absolute local time, to the minute. */
export function formatInstant(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(instant),
  );
}

/** Writes an instant to the second, in local time with its zone. */
export function formatExactInstant(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "long" }).format(
    new Date(instant),
  );
}

/** Writes the day of an instant. */
export function formatDay(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(instant));
}

/** Units with the least distance they are used from: hours up to three days, since a clock of hours is read by hours. */
const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number, number])[] = [
  ["day", 86_400_000, 3 * 86_400_000],
  ["hour", 3_600_000, 3_600_000],
  ["minute", 60_000, 0],
];

/** Writes how far an instant is from now, e.g. "in 47 hours" or "5 days ago". */
export function formatDistance(instant: string, now: number, locale: string): string {
  const milliseconds = Date.parse(instant) - now;
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  const [unit, size] = units.find(([, , least]) => Math.abs(milliseconds) >= least) ?? ["minute", 60_000];
  return relative.format(Math.trunc(milliseconds / size), unit);
}
