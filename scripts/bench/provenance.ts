import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import type { Database } from "../../server/adapters/postgres/database.ts";
import { createLogSequencer } from "../../server/adapters/postgres/log-sequencer.ts";
import { readCaptureDocument } from "../../server/app/capture-document.ts";
import { readItem } from "../../server/app/read-item.ts";
import type { EpcisEvent } from "../../server/domain/provenance/event.ts";
import { eventHash, namespacesOf } from "../../server/domain/provenance/event-hash.ts";
import { readStrictJson } from "../../server/domain/provenance/strict-json.ts";
import { ROOT } from "../dev/layout.ts";
import { type Bench, medianMs, perSecond, type Row } from "./bench.ts";
import { documentOf, GTIN, itemUri, newDocument, newEvent } from "./support/events.ts";
import { itemDeps, post, serve, settings, withDatabase } from "./support/provenance-server.ts";

const EVENTS_A_DOCUMENT = 100;
const CONCURRENT_DOCUMENTS = 6;
const CAPTURE_MS = 10_000;
const HISTORY_EVENTS = 1_000;
const MIN_EVENTS_A_SECOND = 2_000;
const MAX_HISTORY_MS = 50;
const GS1_SCHEMA = join(ROOT, "../shared/data/vectors/gs1-epcis/EPCIS-JSON-Schema.json");

/** Capture over HTTP on one process, half of the events signed one by one, the load generator on the same cores. */
export const benches: Bench = {
  name: "provenance",
  run: async () => {
    const rows = parts();
    await withDatabase(async (database) => {
      rows.push(...(await captures(database)), await history(database));
    });
    return rows;
  },
};

function parts(): Row[] {
  const text = newDocument(EVENTS_A_DOCUMENT);
  const document = JSON.parse(text) as { epcisBody: { eventList: EpcisEvent[] } };
  const namespaces = namespacesOf({ redress: "https://ns.redress.example/epcis/" });
  const unit = "us/event";
  const parse = perEvent(() => JSON.parse(text));
  const whole = perEvent(() => readCaptureDocument(text));
  const row = (what: string, measured: number): Row => ({
    what,
    measured,
    unit,
    against: "JSON.parse",
    reference: parse,
  });
  return [
    row(
      "strict JSON",
      perEvent(() => readStrictJson(text)),
    ),
    row("strict JSON, schema, canonical hash", whole),
    ...besideAjv(whole, document),
    row(
      "CBV event hash",
      perEvent(() => document.epcisBody.eventList.map((event) => eventHash(event, namespaces))),
    ),
  ];
}

function perEvent(work: () => unknown): number {
  for (let round = 0; round < 20; round++) work();
  const start = performance.now();
  for (let round = 0; round < 20; round++) work();
  return ((performance.now() - start) * 1000) / (20 * EVENTS_A_DOCUMENT);
}

/** GS1's own schema by ajv, on JSON read already: where its file is at hand. */
function besideAjv(measured: number, document: unknown): Row[] {
  if (!existsSync(GS1_SCHEMA)) return [];
  const ajv = new Ajv({ strict: false });
  formats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(GS1_SCHEMA, "utf8")));
  const reference = perEvent(() => validate(document));
  const what = "strict JSON, schema, canonical hash";
  return [{ what, measured, unit: "us/event", against: "ajv on GS1's schema", reference }];
}

async function captures(database: Database): Promise<Row[]> {
  const server = await serve(database);
  try {
    const what = "capture, half signed, over HTTP";
    const measured = await captureRate(server.url);
    const unit = "events/s";
    const bare = await bareInserts(database);
    return [
      { what, measured, unit, against: "the bar", reference: MIN_EVENTS_A_SECOND },
      { what, measured, unit, against: "bare inserts", reference: bare },
    ];
  } finally {
    server.close();
  }
}

/** Several senders, each handing in one document after the other: made, signed and sent by this very process. */
async function captureRate(url: string): Promise<number> {
  await post(url, newDocument(EVENTS_A_DOCUMENT));
  const start = performance.now();
  let documents = 0;
  const sender = async () => {
    while (performance.now() - start < CAPTURE_MS) {
      await post(url, newDocument(EVENTS_A_DOCUMENT));
      documents += 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT_DOCUMENTS }, sender));
  return (documents * EVENTS_A_DOCUMENT * 1000) / (performance.now() - start);
}

async function bareInserts(database: Database): Promise<number> {
  await database.pool.query("CREATE TABLE bench_bare (id text PRIMARY KEY, body text NOT NULL)");
  const rounds = await perSecond(async () => {
    const bodies = Array.from({ length: EVENTS_A_DOCUMENT }, () => JSON.stringify(newEvent()));
    const ids = bodies.map(() => randomBytes(16).toString("hex"));
    await database.pool.query("INSERT INTO bench_bare SELECT * FROM unnest($1::text[], $2::text[])", [
      ids,
      bodies,
    ]);
  });
  return rounds * EVENTS_A_DOCUMENT;
}

async function history(database: Database): Promise<Row> {
  const server = await serve(database);
  const epcList = [itemUri("HISTORY")];
  const events = Array.from({ length: HISTORY_EVENTS }, (_, i) =>
    newEvent({ epcList, bizStep: "storing", eventTime: new Date(Date.UTC(2026, 9, 1, 0, i)).toISOString() }),
  );
  await post(server.url, documentOf(events));
  server.close();
  const sequencer = createLogSequencer(database, settings);
  while ((await sequencer.sequence()) > 0);
  const measured = await medianMs(() => readItem(itemDeps(database), GTIN, "HISTORY", null), 21);
  return {
    what: `history of an item with ${HISTORY_EVENTS} events`,
    measured,
    unit: "ms",
    against: "the bar",
    reference: MAX_HISTORY_MS,
  };
}
