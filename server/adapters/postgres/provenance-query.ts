import { type RawBuilder, sql } from "kysely";
import type { EventQuery, StoredEvent } from "../../app/ports-provenance.ts";
import type { Queryable } from "./database.ts";
import { EVENT_COLUMNS, type EventRow, toStoredEvent } from "./provenance-rows.ts";

type Condition = RawBuilder<unknown>;

/** Runs an event query. Order is total (time, then arrival), so that pages neither repeat nor lose an event. */
export async function queryEvents(db: Queryable, query: EventQuery): Promise<StoredEvent[]> {
  const time = sql.ref(query.orderBy === "eventTime" ? "e.event_time" : "e.record_time");
  const direction = sql.raw(query.descending ? "DESC" : "ASC");
  const conditions = conditionsOf(query, time);
  const where = conditions.length === 0 ? sql`` : sql`WHERE ${sql.join(conditions, sql` AND `)}`;
  const { rows } = await sql<EventRow>`
    SELECT ${sql.raw(EVENT_COLUMNS)} FROM epcis_event e ${where}
    ORDER BY ${time} ${direction}, e.seq ${direction} LIMIT ${query.limit}`.execute(db);
  return rows.map(toStoredEvent);
}

function conditionsOf(query: EventQuery, time: Condition): Condition[] {
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
  for (const { roles, patterns } of query.epcs ?? []) found.push(names(roles, patterns));
  if (query.visibleTo !== undefined) found.push(visible(query.visibleTo));
  if (query.after !== undefined) {
    const operator = sql.raw(query.descending ? "<" : ">");
    found.push(
      sql`(${time}, e.seq) ${operator} (${query.after.time}::timestamptz, ${query.after.seq}::bigint)`,
    );
  }
  return found;
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

function visible({ partyId, gln }: { partyId: string; gln: string | null }): Condition {
  return sql`(e.submitter = ${partyId} OR e.signer = ${gln} OR ${gln}::text = ANY (e.parties))`;
}
