import { sql } from "kysely";
import type { Database } from "../../server/adapters/postgres/database.ts";
import { createLogSequencer } from "../../server/adapters/postgres/log-sequencer.ts";
import type { EpcisEvent } from "../../server/domain/provenance/event.ts";
import { say } from "../dev/progress.ts";
import type { Bench, Row } from "./bench.ts";
import { documentOf, GTIN, itemUri, newEvent } from "./support/events.ts";
import { post, serve, settings, withDatabase } from "./support/provenance-server.ts";

const EVENTS = 1_000_000;
const EVENTS_AN_ITEM = 9;
/** Items that came in over HTTP; the rest are copies of their rows. */
const TRUE_ITEMS = 500;
const COPIES_A_STEP = 100_000;
const REQUESTS = 2_000;
const CONCURRENT_READERS = 4;
const MAX_P95_MS = 100;
const STEPS = [
  "commissioning",
  "inspecting",
  "packing",
  "shipping",
  "accepting",
  "transporting",
  "departing",
  "arriving",
  "receiving",
];

/**
 * The scan page with a million events stored. 4 500 events of 500 items come in over HTTP; the others are copies of their
 * rows under other names and hashes, put into the same tables by SQL and into the same tree by the sequencer. What is
 * asked for are the true ones, whose receipts prove.
 */
export const benches: Bench = {
  name: "scan-page",
  run: async () => {
    const rows: Row[] = [];
    await withDatabase(async (database) => {
      const server = await serve(database);
      try {
        await load(database, server.url);
        rows.push(...(await pages(server.url)));
      } finally {
        server.close();
      }
    });
    return rows;
  },
};

const serialOf = (item: number): string => `SCAN${String(item).padStart(9, "0")}`;

function lifeOf(item: number): EpcisEvent[] {
  return STEPS.map((bizStep, step) =>
    newEvent({
      epcList: [itemUri(serialOf(item))],
      bizStep,
      eventTime: new Date(Date.UTC(2026, 9, 1 + step, item % 24, item % 60)).toISOString(),
      ...(step === 0 ? { action: "ADD", ilmd: { "cbvmda:descriptionShort": "Lumo E1" } } : {}),
    }),
  );
}

async function load(database: Database, url: string): Promise<void> {
  // Spread over the tree, so that a proof is as long as it is in a log of a million.
  const first = TRUE_ITEMS / 2;
  await capture(url, 0, first);
  const copies = EVENTS - TRUE_ITEMS * EVENTS_AN_ITEM;
  for (let done = 0; done < copies; done += COPIES_A_STEP) {
    await copy(database, done, Math.min(COPIES_A_STEP, copies - done));
    say(`${Math.min(done + COPIES_A_STEP, copies)} of ${copies} events copied`);
  }
  await capture(url, first, TRUE_ITEMS);
  const sequencer = createLogSequencer(database, settings);
  while ((await sequencer.sequence()) > 0);
  await sql`VACUUM ANALYZE`.execute(database.kysely);
}

async function capture(url: string, from: number, to: number): Promise<void> {
  for (let item = from; item < to; item += 10) {
    const items = Array.from({ length: Math.min(10, to - item) }, (_, i) => item + i);
    await post(url, documentOf(items.flatMap(lifeOf)));
  }
}

/** Rows of the first item's events again, each under a hash and a serial of its own. */
async function copy(database: Database, from: number, count: number): Promise<void> {
  const epc = itemUri(serialOf(0));
  const numbers = sql`generate_series(${from}::bigint, ${from + count - 1}::bigint) AS n`;
  const model = sql`(
    SELECT array_agg(e.leaf_hash ORDER BY e.seq) AS leaves FROM epcis_event e JOIN epcis_event_epc x USING (seq)
    WHERE x.epc = ${epc}) AS model`;
  const copied = sql`(
    SELECT n, model.leaves[1 + n % ${EVENTS_AN_ITEM}] AS leaf, sha256(('copy ' || n)::bytea) AS hash,
           'COPY' || lpad((n / ${EVENTS_AN_ITEM})::text, 9, '0') AS serial
    FROM ${numbers}, ${model}) AS copied`;
  const { rows } = await sql<{ log: string; events: string; names: string }>`
    WITH copied AS (SELECT * FROM ${copied}),
    entries AS (
      INSERT INTO log_entry (log_id, leaf_hash, entry, submitter, idempotency_key, request_hash, accepted_at, promised_by,
        promise_signer, promise_signature, bulk_id, bulk_index)
      SELECT l.log_id, c.hash, l.entry, l.submitter, 'copy/' || c.n, l.request_hash, l.accepted_at, l.promised_by,
        l.promise_signer, l.promise_signature, l.bulk_id, l.bulk_index
      FROM copied c JOIN log_entry l ON l.leaf_hash = decode(c.leaf, 'hex') RETURNING 1),
    statements AS (
      INSERT INTO log_statement (leaf_hash, statement, salt, public)
      SELECT c.hash, s.statement, s.salt, s.public
      FROM copied c JOIN log_statement s ON s.leaf_hash = decode(c.leaf, 'hex')),
    events AS (
      INSERT INTO epcis_event (leaf_hash, event_id, event_hash, capture_id, submitter, signer, type, action, biz_step,
        disposition, read_point, biz_location, declares_error, parties, event_time, record_time, namespaces, bytes,
        statement, salt)
      SELECT encode(c.hash, 'hex'), e.event_id || c.n, e.event_hash, e.capture_id, e.submitter, e.signer, e.type, e.action,
        e.biz_step, e.disposition, e.read_point, e.biz_location, e.declares_error, e.parties, e.event_time, e.record_time,
        e.namespaces, replace(e.bytes, ${serialOf(0)}, c.serial), e.statement, e.salt
      FROM copied c JOIN epcis_event e ON e.leaf_hash = c.leaf RETURNING seq, leaf_hash),
    names AS (
      INSERT INTO epcis_event_epc (epc, seq, role)
      SELECT replace(${epc}, ${serialOf(0)}, c.serial), e.seq, 'epc'
      FROM events e JOIN copied c ON encode(c.hash, 'hex') = e.leaf_hash RETURNING 1)
    SELECT (SELECT count(*) FROM entries) AS log, (SELECT count(*) FROM events) AS events,
           (SELECT count(*) FROM names) AS names`.execute(database.kysely);
  if (Object.values(rows[0]!).some((made) => Number(made) !== count))
    throw new Error(`copied ${JSON.stringify(rows[0])} rows, not ${count}`);
}

async function pages(url: string): Promise<Row[]> {
  const unit = "ms";
  const alone = await percentile95(url, 1);
  const together = await percentile95(url, CONCURRENT_READERS);
  const what = `scan page, p95, ${EVENTS} events stored`;
  return [
    { what, measured: alone, unit, against: "the bar", reference: MAX_P95_MS },
    {
      what: `${what}, ${CONCURRENT_READERS} readers at once`,
      measured: together,
      unit,
      against: "the bar",
      reference: MAX_P95_MS,
    },
  ];
}

async function percentile95(url: string, readers: number): Promise<number> {
  const times: number[] = [];
  let asked = 0;
  const reader = async () => {
    while (asked < REQUESTS) {
      // A stride through the items, so that neighbours in time are no neighbours in the tables.
      const item = (asked++ * 7919) % TRUE_ITEMS;
      const start = performance.now();
      const answer = await fetch(`${url}/01/${GTIN}/21/${serialOf(item)}`);
      const page = await answer.text();
      if (answer.status !== 200 || !page.includes("Lumo E1"))
        throw new Error(`the page answered ${answer.status}`);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: readers }, reader));
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
}
