import { type RawBuilder, sql } from "kysely";
import { DatabaseError } from "pg";
import type {
  Comparison,
  DocumentCondition,
  EventQuery,
  StoredEvent,
  Viewer,
} from "../../app/ports-provenance.ts";
import { ProvenanceError } from "../../domain/provenance/errors.ts";
import type { Queryable } from "./database.ts";
import { EVENT_COLUMNS, type EventRow, toStoredEvent } from "./provenance-rows.ts";

type Condition = RawBuilder<unknown>;

/** Longest a reader's query may keep the database busy. */
const MOST_MILLISECONDS = 10_000;
const CANCELED = "57014";

/** Runs an event query. Order is total (time, then arrival), so that pages neither repeat nor lose an event. */
export async function queryEvents(db: Queryable, query: EventQuery): Promise<StoredEvent[]> {
  const time = sql.ref(query.orderBy === "eventTime" ? "e.event_time" : "e.record_time");
  const direction = sql.raw(query.descending ? "DESC" : "ASC");
  const rows = await bounded(db, (bound) =>
    sql<EventRow>`
    SELECT ${sql.raw(EVENT_COLUMNS)} FROM ${source(query)} WHERE ${matching(query)}
    ORDER BY ${time} ${direction}, e.seq ${direction} LIMIT ${query.limit}`.execute(bound),
  );
  return rows.map(toStoredEvent);
}

/** Counts matches, no further than the limit. */
export async function countEvents(db: Queryable, query: EventQuery): Promise<number> {
  const [row] = await bounded(db, (bound) =>
    sql<{ count: number }>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM ${source(query)} WHERE ${matching(query)} LIMIT ${query.limit}) AS found`.execute(bound),
  );
  return row!.count;
}

async function bounded<Row>(db: Queryable, run: (db: Queryable) => Promise<{ rows: Row[] }>): Promise<Row[]> {
  try {
    return await db.transaction().execute(async (trx) => {
      await sql`SET LOCAL statement_timeout = ${sql.lit(MOST_MILLISECONDS)}`.execute(trx);
      return (await run(trx)).rows;
    });
  } catch (cause) {
    if (!(cause instanceof DatabaseError) || cause.code !== CANCELED) throw cause;
    const rule = "narrower: name an item, a place, or a span of time";
    throw new ProvenanceError("provenance.query_too_complex", `The query takes too long; make it ${rule}.`, {
      rule,
      cause,
    });
  }
}

/** Where {@link matching} looks; the event's own words are read as JSON only when a condition asks for them. */
export function source(query: EventQuery): Condition {
  return query.document === undefined
    ? sql`epcis_event e`
    : sql`epcis_event e CROSS JOIN LATERAL (SELECT e.bytes::jsonb AS words OFFSET 0) d`;
}

/** All conditions of a query on one event. */
export function matching(query: EventQuery): Condition {
  const conditions = [...columnConditions(query), ...(query.document ?? []).map(documentCondition)];
  for (const { roles, patterns } of query.epcs ?? []) conditions.push(names(roles, patterns));
  if (query.visibleTo !== undefined) conditions.push(visible(query.visibleTo));
  if (query.after !== undefined) conditions.push(behind(query, query.after));
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `);
}

function behind(query: EventQuery, after: { time: string; seq: string }): Condition {
  const time = sql.ref(query.orderBy === "eventTime" ? "e.event_time" : "e.record_time");
  const operator = sql.raw(query.descending ? "<" : ">");
  return sql`(${time}, e.seq) ${operator} (${after.time}::timestamptz, ${after.seq}::bigint)`;
}

function columnConditions(query: EventQuery): Condition[] {
  const found: Condition[] = [];
  const anyOf = (column: string, values: readonly string[] | undefined) => {
    if (values !== undefined) found.push(sql`${sql.ref(column)} = ANY (${[...values]}::text[])`);
  };
  const at = (column: string, operator: "<" | ">=", value: string | undefined) => {
    if (value !== undefined) found.push(sql`${sql.ref(column)} ${sql.raw(operator)} ${value}::timestamptz`);
  };
  anyOf("e.event_id", query.eventIds);
  anyOf("e.type", query.types);
  anyOf("e.action", query.actions);
  anyOf("e.biz_step", query.bizSteps);
  anyOf("e.disposition", query.dispositions);
  anyOf("e.read_point", query.readPoints);
  anyOf("e.biz_location", query.bizLocations);
  at("e.event_time", ">=", query.eventTimeFrom);
  at("e.event_time", "<", query.eventTimeBefore);
  at("e.record_time", ">=", query.recordTimeFrom);
  at("e.record_time", "<", query.recordTimeBefore);
  if (query.declaresError !== undefined) found.push(sql`e.declares_error = ${query.declaresError}`);
  if (query.readPointsWithin !== undefined) found.push(within("e.read_point", query.readPointsWithin));
  if (query.bizLocationsWithin !== undefined) found.push(within("e.biz_location", query.bizLocationsWithin));
  return found;
}

/** The places named and everything master data puts into them, at any depth; UNION ends where places contain each other. */
function within(column: string, ids: readonly string[]): Condition {
  return sql`${sql.ref(column)} IN (
    WITH RECURSIVE place (id) AS (
      SELECT unnest(${[...ids]}::text[])
      UNION
      SELECT child FROM place JOIN epcis_master_data m USING (id) CROSS JOIN unnest(m.children) AS child
    )
    SELECT id FROM place)`;
}

const OPERATORS: Record<Comparison, string> = { EQ: "=", GT: ">", GE: ">=", LT: "<", LE: "<=" };

function documentCondition(condition: DocumentCondition): Condition {
  const values = sql`jsonb_path_query(d.words, ${condition.path}::jsonpath) AS found (value)`;
  if (condition.kind === "exists") return sql`EXISTS (SELECT 1 FROM ${values})`;
  if (condition.kind === "text")
    return sql`EXISTS (SELECT 1 FROM ${values} WHERE found.value #>> '{}' = ANY (${[...condition.anyOf]}::text[]))`;
  const operator = sql.raw(OPERATORS[condition.is]);
  // CASE: a field of one's own may hold anything; times are compared only where capture has checked them.
  return condition.kind === "number"
    ? sql`EXISTS (SELECT 1 FROM ${values} WHERE CASE WHEN jsonb_typeof(found.value) = 'number'
        THEN found.value::numeric ${operator} ${condition.value}::numeric END)`
    : sql`EXISTS (SELECT 1 FROM ${values}
        WHERE (found.value #>> '{}')::timestamptz ${operator} ${condition.value}::timestamptz)`;
}

/** The identifiers first and the events by them: a product's serials are one range of the C-collated key. */
function names(roles: readonly string[], patterns: readonly string[]): Condition {
  const exact = patterns.filter((pattern) => !pattern.endsWith("*"));
  const ranges = patterns
    .filter((pattern) => pattern.endsWith("*"))
    .map(
      (pattern) => sql`(x.epc >= ${pattern.slice(0, -1)} AND x.epc < ${`${pattern.slice(0, -1)}\u{10ffff}`})`,
    );
  const either = sql.join([sql`x.epc = ANY (${exact}::text[])`, ...ranges], sql` OR `);
  return sql`e.seq IN (SELECT x.seq FROM epcis_event_epc x WHERE x.role = ANY (${[...roles]}::text[]) AND (${either}))`;
}

/** What a party handed in, signed, or is named in. */
export function visible({ partyId, gln }: Viewer): Condition {
  return sql`(e.submitter = ${partyId} OR e.signer = ${gln} OR ${gln}::text = ANY (e.parties))`;
}
