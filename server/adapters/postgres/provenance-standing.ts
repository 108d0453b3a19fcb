import { type RawBuilder, sql } from "kysely";
import type { EventQuery, StoredEvent } from "../../app/ports-provenance.ts";
import type {
  DeliveryOutcome,
  DueSubscription,
  Leased,
  NamedQuery,
  NewSubscription,
  StandingQueries,
  Subscription,
} from "../../app/ports-standing.ts";
import type { Database, Queryable } from "./database.ts";
import { headOf, placeBefore, placedLogs } from "./log-places.ts";
import { matching, source } from "./provenance-query.ts";
import { EVENT_COLUMNS, type EventRow, toStoredEvent } from "./provenance-rows.ts";

interface QueryRow {
  readonly party_id: string;
  readonly name: string;
  readonly definition: Record<string, unknown>;
  readonly created_at: Date;
}

interface SubscriptionRow {
  readonly subscription_id: string;
  readonly party_id: string;
  readonly query_name: string;
  readonly dest: string;
  readonly sealed_token: Buffer;
  readonly schedule: Record<string, string> | null;
  readonly report_if_empty: boolean;
  readonly initial_record_time: Date;
  readonly created_at: Date;
  readonly last_notified_at: Date | null;
  readonly reported_index: string;
  readonly due_at: Date;
  readonly pending_id: string | null;
  readonly pending_body: string | null;
  readonly pending_index: string | null;
  readonly failures: number;
  readonly last_error: string | null;
  readonly suspended_at: Date | null;
}

/** Entries of the log looked at in one go. */
const WINDOW = 20_000;
const MOST_EVENTS = 200;

/**
 * Named queries and subscriptions on Postgres; see {@link StandingQueries}.
 *
 * @param firstLog Id of the first log of the operator's line; subscriptions go on through its successors.
 */
export function standingQueries(database: Database, firstLog: Uint8Array): StandingQueries {
  const db = database.kysely;
  return {
    add: (query) => add(db, query),
    find: async (partyId, name) => (await readQueries(db, partyId, sql`name = ${name}`, 1))[0] ?? null,
    list: (partyId, limit, after) =>
      readQueries(db, partyId, after === null ? sql`true` : sql`name > ${after}`, limit),
    remove: (partyId, name) => remove(db, partyId, name),
    subscribe: (subscription) => subscribe(db, firstLog, subscription),
    subscription: async (partyId, name, id) =>
      (await readSubscriptions(db, partyId, name, sql`subscription_id = ${id}`, 1))[0] ?? null,
    subscriptions: (partyId, name, limit, after) =>
      readSubscriptions(
        db,
        partyId,
        name,
        after === null ? sql`true` : sql`subscription_id > ${after}`,
        limit,
      ),
    unsubscribe: (partyId, name, id) => unsubscribe(db, partyId, name, id),
    takeDue: (now, leaseSeconds, limit) => takeDue(db, firstLog, now, leaseSeconds, limit),
    matches: (query, after, maxChars) => matches(db, firstLog, query, after, maxChars),
    prepare: async (leased, { id, body, upTo }) => {
      const { numAffectedRows } = await sql`
        UPDATE epcis_subscription SET pending_id = ${id}, pending_body = ${body}, pending_index = ${upTo}
        WHERE ${stillOurs(leased)}`.execute(db);
      return numAffectedRows === 1n;
    },
    settle: (leased, outcome) => settle(db, leased, outcome),
  };
}

async function add(db: Queryable, query: NamedQuery): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO epcis_query (party_id, name, definition, created_at)
    VALUES (${query.partyId}, ${query.name}, ${JSON.stringify(query.definition)}::jsonb, ${query.createdAt})
    ON CONFLICT DO NOTHING RETURNING 1`.execute(db);
  return rows.length === 1;
}

async function readQueries(
  db: Queryable,
  partyId: string,
  condition: RawBuilder<unknown>,
  limit: number,
): Promise<NamedQuery[]> {
  const { rows } = await sql<QueryRow>`
    SELECT * FROM epcis_query WHERE party_id = ${partyId} AND ${condition} ORDER BY name LIMIT ${limit}`.execute(
    db,
  );
  return rows.map((row) => ({
    partyId: row.party_id,
    name: row.name,
    definition: row.definition,
    createdAt: row.created_at,
  }));
}

async function remove(db: Queryable, partyId: string, name: string): Promise<boolean> {
  const { rows } = await sql`
    DELETE FROM epcis_query WHERE party_id = ${partyId} AND name = ${name} RETURNING 1`.execute(db);
  return rows.length === 1;
}

async function subscribe(db: Queryable, firstLog: Uint8Array, fresh: NewSubscription): Promise<void> {
  // Whatever was recorded earlier is passed over anyway; this only spares looking through it.
  const reported = await placeBefore(db, firstLog, fresh.initialRecordTime);
  await sql`
    INSERT INTO epcis_subscription (subscription_id, party_id, query_name, dest, sealed_token, schedule, report_if_empty,
      initial_record_time, created_at, due_at, reported_index)
    VALUES (${fresh.subscriptionId}, ${fresh.partyId}, ${fresh.queryName}, ${fresh.dest},
      ${Buffer.from(fresh.sealedToken)}, ${fresh.schedule === null ? null : JSON.stringify(fresh.schedule)}::jsonb,
      ${fresh.reportIfEmpty}, ${fresh.initialRecordTime}, ${fresh.createdAt}, ${fresh.dueAt}, ${reported})`.execute(
    db,
  );
}

async function readSubscriptions(
  db: Queryable,
  partyId: string,
  name: string,
  condition: RawBuilder<unknown>,
  limit: number,
): Promise<Subscription[]> {
  const { rows } = await sql<SubscriptionRow>`
    SELECT * FROM epcis_subscription WHERE party_id = ${partyId} AND query_name = ${name} AND ${condition}
    ORDER BY subscription_id LIMIT ${limit}`.execute(db);
  return rows.map(toSubscription);
}

async function unsubscribe(db: Queryable, partyId: string, name: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    DELETE FROM epcis_subscription
    WHERE party_id = ${partyId} AND query_name = ${name} AND subscription_id = ${id} RETURNING 1`.execute(db);
  return rows.length === 1;
}

/** A stream is due when the log has grown; that is one look at an index, so an idle one costs no write. */
async function takeDue(
  db: Queryable,
  firstLog: Uint8Array,
  now: Date,
  leaseSeconds: number,
  limit: number,
): Promise<DueSubscription[]> {
  const until = new Date(now.getTime() + leaseSeconds * 1000);
  const head = headOf(await placedLogs(db, firstLog));
  const { rows } = await sql<SubscriptionRow & { definition: Record<string, unknown> }>`
    UPDATE epcis_subscription s SET leased_until = ${until}
    FROM epcis_query q
    WHERE s.subscription_id IN (
      SELECT d.subscription_id FROM epcis_subscription d
      WHERE d.suspended_at IS NULL AND d.due_at <= ${now} AND (d.leased_until IS NULL OR d.leased_until <= ${now})
        AND (d.schedule IS NOT NULL OR d.pending_id IS NOT NULL
          OR d.reported_index < ${head})
      ORDER BY d.due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    AND (q.party_id, q.name) = (s.party_id, s.query_name)
    RETURNING s.*, q.definition`.execute(db);
  return rows.map((row) => ({
    ...toSubscription(row),
    definition: row.definition,
    leasedUntil: until,
    reported: Number(row.reported_index),
    pending:
      row.pending_id === null
        ? null
        : { id: row.pending_id, body: row.pending_body!, upTo: Number(row.pending_index) },
  }));
}

async function matches(
  db: Queryable,
  firstLog: Uint8Array,
  query: EventQuery,
  after: number,
  maxChars: number,
): Promise<{ events: StoredEvent[]; upTo: number }> {
  const logs = await placedLogs(db, firstLog);
  for (const { logId, start, head } of logs) {
    for (let from = Math.max(after, start - 1); from < head; from += WINDOW) {
      const upTo = Math.min(head, from + WINDOW);
      const found = await within(db, sql`${logId}::bytea`, query, from - start, upTo - start);
      if (found.length === 0) continue;
      const part = cut(found, upTo - start, maxChars);
      return { events: part.events, upTo: start + part.upTo };
    }
  }
  return { events: [], upTo: Math.max(headOf(logs), after) };
}

type Placed = EventRow & { readonly leaf_index: string };

async function within(
  db: Queryable,
  log: RawBuilder<unknown>,
  query: EventQuery,
  from: number,
  upTo: number,
): Promise<Placed[]> {
  const { rows } = await sql<Placed>`
    SELECT ${sql.raw(EVENT_COLUMNS)}, l.leaf_index
    FROM ${source(query)} JOIN log_entry l ON e.leaf_hash = encode(l.leaf_hash, 'hex')
    WHERE l.log_id = ${log} AND l.leaf_index > ${from} AND l.leaf_index <= ${upTo} AND ${matching(query)}
    ORDER BY l.leaf_index LIMIT ${MOST_EVENTS}`.execute(db);
  return rows;
}

/** As many as one delivery carries, at least one. */
function cut(
  found: readonly Placed[],
  upTo: number,
  maxChars: number,
): { events: StoredEvent[]; upTo: number } {
  let chars = 0;
  const fitting = found.filter((row, at) => {
    chars += row.bytes.length;
    return at === 0 || chars <= maxChars;
  });
  const isAll = fitting.length === found.length && found.length < MOST_EVENTS;
  return { events: fitting.map(toStoredEvent), upTo: isAll ? upTo : Number(fitting.at(-1)!.leaf_index) };
}

/** Whoever was held up for longer than its lease, as by a machine that slept, must not overwrite what came since. */
const stillOurs = ({ subscriptionId, leasedUntil }: Leased): RawBuilder<unknown> =>
  sql`subscription_id = ${subscriptionId} AND leased_until = ${leasedUntil}`;

async function settle(db: Queryable, leased: Leased, outcome: DeliveryOutcome): Promise<void> {
  const { dueAt } = outcome;
  if (outcome.kind === "failed") {
    await sql`
      UPDATE epcis_subscription SET leased_until = NULL, due_at = ${dueAt}, failures = failures + 1,
        last_error = ${outcome.error}, suspended_at = ${outcome.suspendedAt}
      WHERE ${stillOurs(leased)}`.execute(db);
    return;
  }
  await sql`
    UPDATE epcis_subscription SET leased_until = NULL, due_at = ${dueAt}, failures = 0, last_error = NULL,
      reported_index = ${outcome.upTo}, last_notified_at = coalesce(${outcome.notifiedAt}, last_notified_at),
      pending_id = NULL, pending_body = NULL, pending_index = NULL
    WHERE ${stillOurs(leased)}`.execute(db);
}

const toSubscription = (row: SubscriptionRow): Subscription => ({
  subscriptionId: row.subscription_id,
  partyId: row.party_id,
  queryName: row.query_name,
  dest: row.dest,
  sealedToken: row.sealed_token,
  schedule: row.schedule,
  reportIfEmpty: row.report_if_empty,
  initialRecordTime: row.initial_record_time,
  createdAt: row.created_at,
  dueAt: row.due_at,
  lastNotifiedAt: row.last_notified_at,
  failures: row.failures,
  lastError: row.last_error,
  suspendedAt: row.suspended_at,
});
