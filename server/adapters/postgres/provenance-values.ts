import { sql } from "kysely";
import type { Tx } from "../../app/ports.ts";
import type { NewEvent, ResourceKind, ValuePage, Viewer } from "../../app/ports-provenance.ts";
import { fromTx, type Queryable } from "./database.ts";
import { visible } from "./provenance-query.ts";

const EVERYTHING = "*";

/** Notes which values of the top-level resources whoever sees these events sees with them. */
export async function addValues(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  const rows = rowsOf(events);
  if (rows.length === 0) return;
  const column = (at: 0 | 1 | 2) => rows.map((row) => row[at]);
  await sql`
    INSERT INTO epcis_value (reader, kind, value)
    SELECT fresh.* FROM unnest(${column(0)}::text[], ${column(1)}::text[], ${column(2)}::text[])
      AS fresh (reader, kind, value)
    WHERE NOT EXISTS (SELECT 1 FROM epcis_value v WHERE (v.reader, v.kind, v.value) = (fresh.reader, fresh.kind, fresh.value))
    ON CONFLICT DO NOTHING`.execute(fromTx(tx));
}

type ValueRow = readonly [reader: string, kind: string, value: string];

const KINDS = [
  ["type", "type"],
  ["biz_step", "bizStep"],
  ["disposition", "disposition"],
  ["read_point", "readPoint"],
  ["biz_location", "bizLocation"],
] as const;

/**
 * Each row once: the many events of a document are about few places. Sorted, so that two documents never wait for each
 * other in a circle.
 */
function rowsOf(events: readonly NewEvent[]): ValueRow[] {
  const byReader = new Map<string, Map<string, ValueRow>>();
  for (const event of events) {
    for (const reader of readersOf(event)) {
      const rows = byReader.get(reader) ?? new Map<string, ValueRow>();
      byReader.set(reader, rows);
      for (const [kind, member] of KINDS) {
        const value = event[member];
        if (value !== null) rows.set(`${kind} ${value}`, [reader, kind, value]);
      }
    }
  }
  const inOrder = <T>(map: Map<string, T>) => [...map.keys()].sort().map((key) => map.get(key)!);
  return inOrder(byReader).flatMap(inOrder);
}

function readersOf({ submitter, signer, parties }: NewEvent): Set<string> {
  const readers = [EVERYTHING, byParty(submitter), ...parties.map(byGln)];
  return new Set(signer === null ? readers : [...readers, byGln(signer)]);
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
