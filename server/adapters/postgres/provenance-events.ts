import { sql } from "kysely";
import { logKeyOf } from "../../app/capture-document.ts";
import type { Tx } from "../../app/ports.ts";
import type { EventStore, NewEvent, StoredEvent } from "../../app/ports-provenance.ts";
import { type Database, fromTx, type Queryable } from "./database.ts";
import { addCapture, readCapture, readCaptures, readLeaves } from "./provenance-captures.ts";
import { addMasterData, readMasterData, readMasterDataOf } from "./provenance-master-data.ts";
import { countEvents, queryEvents } from "./provenance-query.ts";
import { EVENT_COLUMNS, type EventRow, toStoredEvent } from "./provenance-rows.ts";
import { addValues, readValues } from "./provenance-values.ts";

/** Parents inside parents that an item's history follows. */
const MAX_NESTING = 8;

/** Product events on Postgres; see {@link EventStore}. */
export function eventStore(db: Database): EventStore {
  const { kysely } = db;
  return {
    reserve,
    subjects,
    addCapture,
    addEvents,
    addMasterData,
    capture: (captureId) => readCapture(kysely, captureId),
    leaves: (captureId) => readLeaves(kysely, captureId),
    captures: (submitter, limit, after) => readCaptures(kysely, submitter, limit, after),
    itemEvents: (epc) => itemEvents(kysely, epc),
    query: (query) => queryEvents(kysely, query),
    count: (query) => countEvents(kysely, query),
    byLeaf: (leafHashes) => byLeaf(kysely, leafHashes),
    submitted: (submitter, canonicalHash) => submitted(kysely, submitter, canonicalHash),
    masterData: (ids) => readMasterData(kysely, ids),
    masterDataOf: (id, submitter) => readMasterDataOf(kysely, id, submitter),
    values: (of, viewer, page) => readValues(kysely, of, viewer, page),
  };
}

async function reserve(tx: Tx, submitter: string, hashes: readonly string[]): Promise<Set<string>> {
  // Sorted, so that two documents with the same events wait for each other in one order.
  const asked = [...new Set(hashes)].sort();
  const { rows } = await sql<{ canonical_hash: string }>`
    INSERT INTO epcis_submission (submitter, canonical_hash)
    SELECT ${submitter}, hash FROM unnest(${asked}::text[]) AS hash
    ON CONFLICT DO NOTHING RETURNING canonical_hash`.execute(fromTx(tx));
  return new Set(rows.map((row) => row.canonical_hash));
}

async function subjects(tx: Tx, proposals: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const epcs = [...proposals.keys()].sort();
  const proposed = epcs.map((epc) => proposals.get(epc)!);
  await sql`
    INSERT INTO epcis_subject (epc, subject)
    SELECT * FROM unnest(${epcs}::text[], ${proposed}::text[]) ON CONFLICT DO NOTHING`.execute(fromTx(tx));
  const { rows } = await sql<{ epc: string; subject: string }>`
    SELECT epc, subject FROM epcis_subject WHERE epc = ANY (${epcs}::text[])`.execute(fromTx(tx));
  return new Map(rows.map((row) => [row.epc, row.subject]));
}

async function addEvents(
  tx: Tx,
  captureId: string,
  recordTime: Date,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = JSON.stringify(events.map((event) => ({ ...event, parties: [...event.parties] })));
  await sql`
    INSERT INTO epcis_event (leaf_hash, event_id, event_hash, capture_id, submitter, signer, type, action, biz_step,
      disposition, read_point, biz_location, declares_error, parties, event_time, record_time, namespaces, bytes,
      statement, salt)
    SELECT "leafHash", "eventId", "eventHash", ${captureId}, submitter, signer, type, action, "bizStep",
      disposition, "readPoint", "bizLocation", "declaresError", parties, "eventTime", ${recordTime}, namespaces, bytes,
      statement, salt
    FROM json_to_recordset(${rows}::json) AS fresh ("leafHash" text, "eventId" text, "eventHash" text,
      submitter text, signer text, type text, action text, "bizStep" text, disposition text, "readPoint" text,
      "bizLocation" text, "declaresError" boolean, parties text[], "eventTime" timestamptz, namespaces jsonb,
      bytes text, statement text, salt text)`.execute(fromTx(tx));
  await addEpcs(tx, events);
  await addValues(tx, events);
}

async function addEpcs(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  const named = events.flatMap((event) =>
    event.epcs.map(({ epc, role }) => ({ leaf: event.leafHash, epc, role })),
  );
  if (named.length === 0) return;
  await sql`
    INSERT INTO epcis_event_epc (epc, seq, role)
    SELECT fresh.epc, e.seq, fresh.role
    FROM unnest(${named.map((n) => n.leaf)}::text[], ${named.map((n) => n.epc)}::text[],
                ${named.map((n) => n.role)}::text[]) AS fresh (leaf, epc, role)
    JOIN epcis_event e ON e.leaf_hash = fresh.leaf
    ON CONFLICT DO NOTHING`.execute(fromTx(tx));
  await addContainment(tx, events);
}

/** What {@link itemEvents} climbs by. */
async function addContainment(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  const packed = events
    .filter((event) => event.type === "AggregationEvent" && event.action === "ADD")
    .flatMap(({ epcs }) => {
      const parent = epcs.find(({ role }) => role === "parent")?.epc;
      const children = epcs.filter(({ role }) => role === "epc").map(({ epc }) => epc);
      return parent === undefined ? [] : children.map((child) => ({ child, parent }));
    });
  if (packed.length === 0) return;
  await sql`
    INSERT INTO epcis_containment (child, parent)
    SELECT DISTINCT * FROM unnest(${packed.map((pair) => pair.child)}::text[],
                                  ${packed.map((pair) => pair.parent)}::text[]) AS fresh (child, parent)
    ORDER BY 1, 2 ON CONFLICT DO NOTHING`.execute(fromTx(tx));
}

/**
 * The item's own events, and those of its containers, found by climbing aggregations. What happened to a
 * container while the item was elsewhere comes along; `historyOf` leaves it out. Two queries rather than one: which
 * things to ask for is then known to the planner, whatever its statistics say.
 */
async function itemEvents(db: Queryable, epc: string): Promise<StoredEvent[]> {
  const things = await sql<{ epc: string }>`
    WITH RECURSIVE thing (epc, level) AS (
      SELECT ${epc}::text COLLATE "C", 0
      UNION
      SELECT c.parent, thing.level + 1 FROM thing JOIN epcis_containment c ON c.child = thing.epc
      WHERE thing.level < ${MAX_NESTING}
    )
    SELECT DISTINCT epc FROM thing`.execute(db);
  const epcs = things.rows.map((row) => row.epc);
  const { rows } = await sql<EventRow>`
    SELECT ${sql.raw(EVENT_COLUMNS)} FROM epcis_event e
    WHERE e.seq = ANY (ARRAY(SELECT x.seq FROM epcis_event_epc x WHERE x.epc = ANY (${epcs}::text[])))`.execute(
    db,
  );
  return rows.map(toStoredEvent);
}

async function byLeaf(db: Queryable, leafHashes: readonly string[]): Promise<StoredEvent[]> {
  const { rows } = await sql<EventRow>`
    SELECT ${sql.raw(EVENT_COLUMNS)} FROM epcis_event e WHERE e.leaf_hash = ANY (${[...leafHashes]}::text[])
    ORDER BY e.seq`.execute(db);
  return rows.map(toStoredEvent);
}

async function submitted(db: Queryable, submitter: string, hash: string): Promise<StoredEvent | null> {
  const { rows } = await sql<EventRow>`
    SELECT ${sql.raw(EVENT_COLUMNS)}
    FROM log_entry l JOIN epcis_event e ON e.leaf_hash = encode(l.leaf_hash, 'hex')
    WHERE l.submitter = ${submitter} AND l.idempotency_key = ${logKeyOf(hash)}`.execute(db);
  return rows[0] === undefined ? null : toStoredEvent(rows[0]);
}
