import type { LogErrorCode } from "./errors.ts";
import { LogError } from "./errors.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** Writes Unix seconds as RFC 3339 in UTC, without fractions. */
export function formatSeconds(unixSeconds: number): string {
  return `${new Date(unixSeconds * SECOND_MS).toISOString().slice(0, 19)}Z`;
}

/** Writes an instant rounded down to its minute: the second of an arrival could tell who was talking. */
export function formatMinute(instant: Date): string {
  return formatSeconds((Math.floor(instant.getTime() / MINUTE_MS) * MINUTE_MS) / SECOND_MS);
}

/**
 * Reads the one spelling {@link formatSeconds} writes.
 *
 * @returns Unix time in seconds.
 * @throws LogError with the given code.
 */
export function parseSeconds(text: string, field: string, code: LogErrorCode = "log.bad_encoding"): number {
  const milliseconds = Date.parse(text);
  if (!Number.isFinite(milliseconds) || formatSeconds(milliseconds / SECOND_MS) !== text)
    throw new LogError(code, `${field} is not an instant in UTC to the second.`, {
      field,
      rule: "YYYY-MM-DDTHH:MM:SSZ",
    });
  return milliseconds / SECOND_MS;
}
