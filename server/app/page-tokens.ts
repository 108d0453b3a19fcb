/**
 * Tokens that continue a listing. They say where the page before ended and when they run out; nothing is kept for them,
 * and whoever makes one up sees no more than without it, since visibility is asked anew for each page.
 */
import { invalidParameter } from "./query-parameters.ts";

/** How long a listing may be continued. */
const LIFETIME_SECONDS = 3_600;

/** Where a page of events ended. */
export interface PageToken {
  readonly time: string;
  readonly seq: string;
  /** Order of the pages; a token continues its own order alone. */
  readonly by: "eventTime" | "recordTime";
  /** Events a limited answer has left. */
  readonly left?: number;
}

export const tokenExpiry = (now: Date): Date => {
  const until = now.getTime() + LIFETIME_SECONDS * 1000;
  return new Date(until - (until % 1000));
};

export const writePageToken = (token: PageToken, now: Date): string => write(token, now);

/** @throws ProvenanceError `provenance.query_invalid` for a token that is not ours, of another order, or run out. */
export function readPageToken(token: string | undefined, by: PageToken["by"], now: Date): PageToken | null {
  if (token === undefined) return null;
  const found = read(token, now);
  const { time, seq, left } = found;
  const isLeft = left === undefined || (Number.isSafeInteger(left) && Number(left) > 0);
  if (isInstant(time) && isNumeral(seq) && found.by === by && isLeft)
    return { time, seq, by, ...(left === undefined ? {} : { left: Number(left) }) };
  throw invalidParameter("nextPageToken", "a token of this server for this very query");
}

/** Token of a listing ordered by one text. */
export const writeKeyToken = (key: string, now: Date): string => write({ key }, now);

/** @throws ProvenanceError `provenance.query_invalid` as {@link readPageToken}. */
export function readKeyToken(token: string | undefined, now: Date): string | null {
  if (token === undefined) return null;
  const { key } = read(token, now);
  if (typeof key === "string" && key.length <= 4_000 && !key.includes("\0")) return key;
  throw invalidParameter("nextPageToken", "a token of this server for this very listing");
}

function write(members: object, now: Date): string {
  const expires = tokenExpiry(now).getTime();
  return Buffer.from(JSON.stringify({ ...members, expires })).toString("base64url");
}

function read(token: string, now: Date): Record<string, unknown> {
  const found = parse(token);
  if (typeof found?.expires !== "number") throw invalidParameter("nextPageToken", "a token of this server");
  if (found.expires < now.getTime())
    throw invalidParameter("nextPageToken", "used before it runs out; begin with the first page again");
  return found;
}

function parse(token: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(Buffer.from(token, "base64url").toString()) as unknown;
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const isInstant = (value: unknown): value is string =>
  typeof value === "string" && value.length <= 40 && !Number.isNaN(Date.parse(value));
const isNumeral = (value: unknown): value is string => typeof value === "string" && /^\d{1,18}$/.test(value);
