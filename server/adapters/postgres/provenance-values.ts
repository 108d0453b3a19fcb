import { sql } from "kysely";
import type { Tx } from "../../app/ports.ts";
import type { NewEvent, ResourceKind, ValuePage, Viewer } from "../../app/ports-provenance.ts";
import { fromTx, type Queryable } from "./database.ts";
import { visible } from "./provenance-query.ts";

const EVERYTHING = "*";

/** Notes which values of the top-level resources whoever sees these events sees with them. */
export async function addValues(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  // Keyed, so that a document of many events about few places costs few rows; sorted, so that two documents never wait
  // for each other in a circle.
  const found = new Map(events.flatMap(valuesOf).map((row) => [JSON.stringify(row), row]));
  const rows = [...found.keys()].sort().map((key) => found.get(key)!);
  if (rows.length === 0) return;
  const column = (at: 0 | 1 | 2) => rows.map((row) => row[at]);
  await sql`
    INSERT INTO epcis_value (reader, kind, value)
    SELECT fresh.* FROM unnest(${column(0)}::text[], ${column(1)}::text[], ${column(2)}::text[])
      AS fresh (reader, kind, value)
    WHERE NOT EXISTS (SELECT 1 FROM epcis_value v WHERE (v.reader, v.kind, v.value) = (fresh.reader, fresh.kind, fresh.value))
    ON CONFLICT DO NOTHING`.execute(fromTx(tx));
}

function valuesOf(event: NewEvent): [string, string, string][] {
  const readers = [EVERYTHING, byParty(event.submitter), ...event.parties.map(byGln)];
  if (event.signer !== null) readers.push(byGln(event.signer));
  const values: [string, string | null][] = [
    ["type", event.type],
    ["biz_step", event.bizStep],
    ["disposition", event.disposition],
    ["read_point", event.readPoint],
    ["biz_location", event.bizLocation],
  ];
  const given = values.filter((pair): pair is [string, string] => pair[1] !== null);
  return readers.flatMap((reader) =>
    given.map(([kind, value]): [string, string, string] => [reader, kind, value]),
  );
}

const byParty = (partyId: string) => `party:${partyId}`;
const byGln = (gln: string) => `gln:${gln}`;

/** Values in order; see `EventStore.values`. */
export async function readValues(
  db: Queryable,
  of: ResourceKind,
  viewer: Viewer | null,
  page: ValuePage,
): Promise<string[]> {
  const rows = of === "epc" ? await readEpcs(db, viewer, page) : await readKnown(db, of, viewer, page);
  return rows.map((row) => row.value);
}

async function readKnown(db: Queryable, of: ResourceKind, viewer: Viewer | null, page: ValuePage) {
  const readers = viewer === null ? [EVERYTHING] : [byParty(viewer.partyId), byGln(viewer.gln ?? "")];
  const { rows } = await sql<{ value: string }>`
    SELECT DISTINCT value FROM epcis_value
    WHERE reader = ANY (${readers}::text[]) AND kind = ${of} AND ${within("value", page)}
    ORDER BY value LIMIT ${page.limit}`.execute(db);
  return rows;
}

async function readEpcs(db: Queryable, viewer: Viewer | null, page: ValuePage) {
  const seen = viewer === null ? sql`true` : visible(viewer);
  const { rows } = await sql<{ value: string }>`
    SELECT DISTINCT x.epc AS value FROM epcis_event_epc x JOIN epcis_event e USING (seq)
    WHERE ${seen} AND ${within("x.epc", page)} ORDER BY value LIMIT ${page.limit}`.execute(db);
  return rows;
}

function within(column: string, { after, only }: ValuePage) {
  const value = sql.ref(column);
  if (only !== undefined) return sql`${value} = ${only}`;
  return after === null ? sql`true` : sql`${value} > ${after}`;
}
