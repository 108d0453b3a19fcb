/** Answers EPCIS queries: the parameters of GS1's simple event query, and pages without gaps or repeats. */
import { ProvenanceError } from "../domain/provenance/errors.ts";
import type { PartyKind } from "../schema/common.ts";
import { type PageToken, readPageToken, tokenExpiry, writePageToken } from "./page-tokens.ts";
import type { EventQuery, EventStore, StoredEvent, Viewer } from "./ports-provenance.ts";
import { applyParameter, invalidParameter, type QueryDraft } from "./query-parameters.ts";

/** Page size when none is asked for, and the largest. */
export const PER_PAGE = { standard: 30, most: 500 } as const;

export interface QueryReader extends Viewer {
  /** Platform, auditors and arbitrators read everything; partners their own legs. */
  readonly readsAll: boolean;
}

/** Tells whether parties of this kind oversee everybody's events. */
export const readsEverything = (kind: PartyKind): boolean =>
  kind === "platform" || kind === "auditor" || kind === "arbitrator";

/** What a reader sees; null: everything. */
export const viewerOf = ({ partyId, gln, readsAll }: QueryReader): Viewer | null =>
  readsAll ? null : { partyId, gln };

export interface NextPage {
  /** Opaque. */
  readonly token: string;
  readonly expiresAt: Date;
}

export interface EventPage {
  readonly events: readonly StoredEvent[];
  /** Null on the last page. */
  readonly next: NextPage | null;
}

/** Values of each parameter; single ones are lists of one. */
export type Parameters = Readonly<Record<string, readonly string[]>>;

const PAGING = new Set(["perPage", "nextPageToken", "eventCountLimit", "maxEventCount"]);

/**
 * Reads filters into a query, without the page.
 *
 * @throws ProvenanceError `provenance.query_invalid` naming the parameter.
 */
export function readFilters(parameters: Parameters, viewer: Viewer | null): EventQuery {
  const query: QueryDraft = { orderBy: "recordTime", descending: true, limit: 0 };
  for (const [name, values] of Object.entries(parameters))
    if (!PAGING.has(name)) applyParameter(query, name, values);
  if (viewer !== null) query.visibleTo = viewer;
  return query;
}

/**
 * Runs an event query.
 *
 * @throws ProvenanceError `provenance.query_invalid` naming the parameter, `provenance.query_too_large` when more match
 *   than `maxEventCount`, `provenance.query_too_complex`.
 */
export async function queryEvents(
  events: EventStore,
  reader: QueryReader,
  parameters: Parameters,
  now: Date,
): Promise<EventPage> {
  const query = readFilters(parameters, viewerOf(reader));
  const size = pageSize(parameters);
  const token = readPageToken(parameters.nextPageToken?.[0], query.orderBy, now);
  const limit = positive("eventCountLimit", parameters.eventCountLimit);
  const most = positive("maxEventCount", parameters.maxEventCount);
  if (limit !== null && most !== null)
    throw invalidParameter("maxEventCount", "left out where eventCountLimit is given");
  if (most !== null && token === null) await requireAtMost(events, query, most);
  // How many of a limited answer are left travels in the token.
  const left = token?.left ?? limit ?? Number.POSITIVE_INFINITY;
  const wanted = Math.min(size, left);
  const after = token === null ? {} : { after: { time: token.time, seq: token.seq } };
  const found = await events.query({ ...query, ...after, limit: wanted + 1 });
  return page(found, wanted, left, query.orderBy, now);
}

/** Page size asked for, within what is allowed. */
export function pageSize(parameters: Parameters): number {
  return Math.min(positive("perPage", parameters.perPage) ?? PER_PAGE.standard, PER_PAGE.most);
}

function page(
  found: readonly StoredEvent[],
  wanted: number,
  left: number,
  orderBy: EventQuery["orderBy"],
  now: Date,
): EventPage {
  const events = found.slice(0, wanted);
  const last = events.at(-1);
  if (found.length <= wanted || left <= wanted || last === undefined) return { events, next: null };
  const time = orderBy === "recordTime" ? last.recordTime : last.event.eventTime;
  const token: PageToken = { time: new Date(time).toISOString(), seq: last.seq, by: orderBy };
  const limited = Number.isFinite(left) ? { ...token, left: left - wanted } : token;
  return { events, next: { token: writePageToken(limited, now), expiresAt: tokenExpiry(now) } };
}

async function requireAtMost(events: EventStore, query: EventQuery, most: number): Promise<void> {
  if ((await events.count({ ...query, limit: most + 1 })) <= most) return;
  throw new ProvenanceError("provenance.query_too_large", `More than ${most} events match.`, {
    field: "maxEventCount",
    rule: `at most ${most} matches`,
  });
}

function positive(name: string, values: readonly string[] | undefined): number | null {
  if (values === undefined) return null;
  const [value = ""] = values;
  if (values.length !== 1 || !/^[1-9]\d{0,8}$/.test(value))
    throw invalidParameter(name, "a whole number above zero");
  return Number(value);
}
