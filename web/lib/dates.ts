/** Writes an instant as an absolute local time, to the minute. */
export function formatInstant(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(instant),
  );
}

/** Writes the day of an instant. */
export function formatDay(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(instant));
}

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** Writes how far an instant is from now, e.g. "in 3 hours" or "2 days ago". */
export function formatDistance(instant: string, now: number, locale: string): string {
  const milliseconds = Date.parse(instant) - now;
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  for (const [unit, size] of steps)
    if (Math.abs(milliseconds) >= size) return relative.format(Math.trunc(milliseconds / size), unit);
  return relative.format(Math.trunc(milliseconds / 60_000), "minute");
}
