/** Answers EPCIS queries: the parameters of GS1's simple event query, and pages without gaps or repeats. */
import { ProvenanceError } from "../domain/provenance/errors.ts";
import { bareWord } from "../domain/provenance/event.ts";
import { canonicalId } from "../domain/provenance/history.ts";
import type { EpcRole, EventCursor, EventQuery, EventStore, StoredEvent } from "./ports-provenance.ts";

/** Page size when none is asked for, and the largest. */
export const PER_PAGE = { standard: 30, most: 500 } as const;

export interface QueryReader {
  readonly partyId: string;
  readonly gln: string | null;
  /** Platform, auditors and arbitrators read everything; partners their own legs. */
  readonly readsAll: boolean;
}

export interface EventPage {
  readonly events: readonly StoredEvent[];
  /** Opaque; null on the last page. */
  readonly nextPageToken: string | null;
}

type Draft = { -readonly [Key in keyof EventQuery]: EventQuery[Key] };
type Setter = (query: Draft, values: readonly string[]) => void;

const list =
  (key: "eventIds" | "types" | "actions", map: (value: string) => string = (value) => value): Setter =>
  (query, values) => {
    query[key] = values.map(map);
  };
const words =
  (key: "bizSteps" | "dispositions"): Setter =>
  (query, values) => {
    query[key] = values.map((value) => bareWord(value)!);
  };
const places =
  (key: "readPoints" | "bizLocations"): Setter =>
  (query, values) => {
    query[key] = values.map(canonicalId);
  };
const instant =
  (key: "eventTimeFrom" | "eventTimeBefore" | "recordTimeFrom" | "recordTimeBefore", name: string): Setter =>
  (query, values) => {
    const [value = ""] = values;
    if (!/^\d{4}-\d{2}-\d{2}T[^ ]+$/.test(value) || Number.isNaN(Date.parse(value)))
      throw invalid(name, "one RFC 3339 date and time");
    query[key] = new Date(value).toISOString();
  };
const named =
  (...roles: EpcRole[]): Setter =>
  (query, values) => {
    query.epcs = [...(query.epcs ?? []), { roles, patterns: values.map(pattern) }];
  };

const PARAMETERS: Record<string, Setter> = {
  eventType: list("types"),
  EQ_action: list("actions"),
  EQ_eventID: list("eventIds"),
  EQ_bizStep: words("bizSteps"),
  EQ_disposition: words("dispositions"),
  EQ_readPoint: places("readPoints"),
  EQ_bizLocation: places("bizLocations"),
  GE_eventTime: instant("eventTimeFrom", "GE_eventTime"),
  LT_eventTime: instant("eventTimeBefore", "LT_eventTime"),
  GE_recordTime: instant("recordTimeFrom", "GE_recordTime"),
  LT_recordTime: instant("recordTimeBefore", "LT_recordTime"),
  MATCH_epc: named("epc"),
  MATCH_parentID: named("parent"),
  MATCH_inputEPC: named("input"),
  MATCH_outputEPC: named("output"),
  MATCH_anyEPC: named("epc", "parent", "input", "output"),
  MATCH_epcClass: named("class"),
  MATCH_inputEPCClass: named("input_class"),
  MATCH_outputEPCClass: named("output_class"),
  MATCH_anyEPCClass: named("class", "input_class", "output_class"),
  EXISTS_errorDeclaration: (query, values) => {
    query.declaresError = oneOf("EXISTS_errorDeclaration", values, ["true", "false"]) === "true";
  },
  orderBy: (query, values) => {
    query.orderBy = oneOf("orderBy", values, ["eventTime", "recordTime"]) as "eventTime" | "recordTime";
  },
  orderDirection: (query, values) => {
    query.descending = oneOf("orderDirection", values, ["ASC", "DESC"]) === "DESC";
  },
};

/** A URI, or one whose last part is a star: all serials of a product, all lots. */
function pattern(value: string): string {
  if (!value.endsWith("/*")) return canonicalId(value);
  const stem = canonicalId(value.slice(0, -2).replace(/\/(?:21|10)$/, ""));
  return `${stem}/*`;
}

function oneOf(name: string, values: readonly string[], allowed: readonly string[]): string {
  const [value] = values;
  if (values.length === 1 && allowed.includes(value!)) return value!;
  throw invalid(name, `one of ${allowed.join(", ")}`);
}

const invalid = (field: string, rule: string) =>
  new ProvenanceError("provenance.query_invalid", `The query parameter ${field} must be ${rule}.`, {
    field,
    rule,
  });

/**
 * Runs an event query.
 *
 * @param parameters As in the query string, several values of one parameter separated by `|`.
 * @throws ProvenanceError `provenance.query_invalid` naming the parameter.
 */
export async function queryEvents(
  events: EventStore,
  reader: QueryReader,
  parameters: Readonly<Record<string, string>>,
): Promise<EventPage> {
  const { perPage, nextPageToken, eventCountLimit, maxEventCount, ...filters } = parameters;
  const query: Draft = { orderBy: "recordTime", descending: true, limit: 0 };
  for (const [name, value] of Object.entries(filters)) {
    const set = PARAMETERS[name];
    if (set === undefined) throw invalid(name, "one this interface knows");
    const values = value.split("|").filter((one) => one !== "");
    if (values.length === 0) throw invalid(name, "given a value");
    set(query, values);
  }
  if (!reader.readsAll) query.visibleTo = { partyId: reader.partyId, gln: reader.gln };
  if (nextPageToken !== undefined) query.after = readToken(nextPageToken);
  const size = pageSize(perPage, eventCountLimit ?? maxEventCount);
  query.limit = size + 1;
  return page(await events.query(query), size, query.orderBy, eventCountLimit ?? maxEventCount);
}

function page(
  found: readonly StoredEvent[],
  size: number,
  orderBy: EventQuery["orderBy"],
  total: string | undefined,
): EventPage {
  const events = found.slice(0, size);
  // With a count limit the first page is the whole answer.
  if (found.length <= size || total !== undefined) return { events, nextPageToken: null };
  const last = events.at(-1)!;
  const time = orderBy === "recordTime" ? last.recordTime : last.event.eventTime;
  return { events, nextPageToken: writeToken({ time: new Date(time).toISOString(), seq: last.seq }) };
}

function pageSize(perPage: string | undefined, countLimit: string | undefined): number {
  const asked = positive("perPage", perPage) ?? PER_PAGE.standard;
  const limit = positive("eventCountLimit", countLimit);
  return Math.min(limit ?? asked, PER_PAGE.most);
}

function positive(name: string, value: string | undefined): number | null {
  if (value === undefined) return null;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw invalid(name, "a whole number above zero");
  return Number(value);
}

const writeToken = (cursor: EventCursor) => Buffer.from(JSON.stringify(cursor)).toString("base64url");

function readToken(token: string): EventCursor {
  try {
    const { time, seq } = JSON.parse(Buffer.from(token, "base64url").toString()) as EventCursor;
    if (/^\d{1,18}$/.test(seq) && !Number.isNaN(Date.parse(time))) return { time, seq };
  } catch {
    // Not a token of ours; said below.
  }
  throw invalid("nextPageToken", "a token of this server");
}
