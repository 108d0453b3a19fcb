import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { webhookSender } from "../../server/adapters/notify/webhook.ts";
import { type Database, openDatabase, unitOfWork } from "../../server/adapters/postgres/database.ts";
import { labelStore } from "../../server/adapters/postgres/labels.ts";
import { createLogIntake } from "../../server/adapters/postgres/log-intake.ts";
import { createLogReader } from "../../server/adapters/postgres/log-reader.ts";
import { createLogSequencer } from "../../server/adapters/postgres/log-sequencer.ts";
import { ensureLog, logSettings } from "../../server/adapters/postgres/log-settings.ts";
import { migrate } from "../../server/adapters/postgres/migrate.ts";
import { eventStore } from "../../server/adapters/postgres/provenance-events.ts";
import { eventKeyStore } from "../../server/adapters/postgres/provenance-keys.ts";
import { scanStore } from "../../server/adapters/postgres/provenance-scans.ts";
import { standingQueries } from "../../server/adapters/postgres/provenance-standing.ts";
import { readCaptureDocument } from "../../server/app/capture-document.ts";
import { registerEventKey } from "../../server/app/capture-keys.ts";
import { readItem } from "../../server/app/read-item.ts";
import { cloneThresholds } from "../../server/domain/provenance/clone-signs.ts";
import type { EpcisEvent } from "../../server/domain/provenance/event.ts";
import { eventHash, namespacesOf } from "../../server/domain/provenance/event-hash.ts";
import { signedText } from "../../server/domain/provenance/signature.ts";
import { readStrictJson } from "../../server/domain/provenance/strict-json.ts";
import { epcisRoutes } from "../../server/http/routes/epcis.ts";
import { ensureDatabase, startPostgres } from "../dev/postgres.ts";
import { type Bench, medianMs, perSecond, type Row } from "./bench.ts";

const EVENTS_A_DOCUMENT = 100;
const CONCURRENT_DOCUMENTS = 4;
const HISTORY_EVENTS = 1_000;
const GLN = "9521234000105";
const GTIN = "09521234100010";
const MIN_EVENTS_A_SECOND = 2_000;
const MAX_HISTORY_MS = 50;

const KEY = generateKeyPairSync("ed25519");
const settings = logSettings({
  chainId: 31337,
  contract: `0x${"c0".repeat(20)}`,
  operatorParty: "bench",
  origin: "bench.redress.example/log/1",
  keys: { ed25519: randomBytes(32), checkpoint: randomBytes(32), promise: randomBytes(32) },
});

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

let serial = 0;
function newEvent(change: Partial<EpcisEvent> = {}): EpcisEvent {
  serial += 1;
  return {
    type: "ObjectEvent",
    eventTime: "2026-11-01T08:00:00+08:00",
    eventTimeZoneOffset: "+08:00",
    action: "OBSERVE",
    epcList: [`https://id.gs1.org/01/${GTIN}/21/${serial.toString(32).padStart(13, "0").toUpperCase()}`],
    bizStep: "shipping",
    disposition: "in_transit",
    readPoint: { id: "https://id.gs1.org/414/9521234000112" },
    sourceList: [{ type: "possessing_party", source: `https://id.gs1.org/417/${GLN}` }],
    destinationList: [{ type: "possessing_party", destination: "https://id.gs1.org/417/9521234000204" }],
    ...change,
  };
}

function signed(event: EpcisEvent, key: KeyObject): EpcisEvent {
  const signature = sign(null, Buffer.from(signedText(event)), key).toString("hex");
  return { ...event, "redress:signature": { gln: GLN, algorithm: "Ed25519", signature } };
}

function newDocument(count = EVENTS_A_DOCUMENT, change: Partial<EpcisEvent> = {}): string {
  const events = Array.from({ length: count }, (_, i) =>
    i % 2 === 0 ? newEvent(change) : signed(newEvent(change), KEY.privateKey),
  );
  return JSON.stringify({
    "@context": [
      "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
      { redress: "https://ns.redress.example/epcis/" },
    ],
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: "2026-11-01T08:00:00+08:00",
    epcisBody: { eventList: events },
  });
}

function parts(): Row[] {
  const text = newDocument();
  const events = (JSON.parse(text) as { epcisBody: { eventList: EpcisEvent[] } }).epcisBody.eventList;
  const namespaces = namespacesOf({ redress: "https://ns.redress.example/epcis/" });
  const perEvent = (work: () => unknown) => {
    for (let round = 0; round < 20; round++) work();
    const start = performance.now();
    for (let round = 0; round < 20; round++) work();
    return (performance.now() - start) * 0.5;
  };
  const parse = perEvent(() => JSON.parse(text));
  const row = (what: string, measured: number): Row => ({
    what,
    measured,
    unit: "us/event",
    against: "JSON.parse",
    reference: parse,
  });
  return [
    row(
      "strict JSON",
      perEvent(() => readStrictJson(text)),
    ),
    row(
      "strict JSON, schema, canonical hash",
      perEvent(() => readCaptureDocument(text)),
    ),
    row(
      "CBV event hash",
      perEvent(() => events.map((event) => eventHash(event, namespaces))),
    ),
  ];
}

async function captures(database: Database): Promise<Row[]> {
  const { server, url } = await serve(database);
  try {
    const documents = await perSecond(async () => {
      const bodies = Array.from({ length: CONCURRENT_DOCUMENTS }, () => newDocument());
      await Promise.all(bodies.map((body) => post(url, body)));
    }, 6_000);
    const measured = documents * CONCURRENT_DOCUMENTS * EVENTS_A_DOCUMENT;
    const unit = "events/s";
    const bare = await bareInserts(database);
    return [
      {
        what: "capture, half signed, over HTTP",
        measured,
        unit,
        against: "the bar",
        reference: MIN_EVENTS_A_SECOND,
      },
      { what: "capture, half signed, over HTTP", measured, unit, against: "bare inserts", reference: bare },
    ];
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function post(url: string, body: string): Promise<void> {
  const answer = await fetch(`${url}/epcis/capture`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  await answer.arrayBuffer();
  if (answer.status !== 202) throw new Error(`capture answered ${answer.status}`);
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
  const { server, url } = await serve(database);
  const epcList = [`https://id.gs1.org/01/${GTIN}/21/HISTORY`];
  const events = Array.from({ length: HISTORY_EVENTS }, (_, i) =>
    newEvent({ epcList, bizStep: "storing", eventTime: new Date(Date.UTC(2026, 9, 1, 0, i)).toISOString() }),
  );
  const shell = JSON.parse(newDocument(0)) as { epcisBody: { eventList: unknown[] } };
  shell.epcisBody.eventList = events;
  await post(url, JSON.stringify(shell));
  const sequencer = createLogSequencer(database, settings);
  while ((await sequencer.sequence()) > 0);
  server.closeAllConnections();
  server.close();
  const deps = {
    events: eventStore(database),
    scans: scanStore(database),
    labels: labelStore(database),
    cloneThresholds,
    logReader: createLogReader(database, settings, { finalisedBlock: async () => 0 }),
    parties: { byGln: async () => null },
    chain: { chainId: 31337, development: true, rpcUrl: "http://127.0.0.1:8545" },
  };
  const measured = await medianMs(() => readItem(deps, GTIN, "HISTORY", null), 7);
  return {
    what: `history of an item with ${HISTORY_EVENTS} events`,
    measured,
    unit: "ms",
    against: "the bar",
    reference: MAX_HISTORY_MS,
  };
}

async function serve(database: Database): Promise<{ server: Server; url: string }> {
  const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
  const uow = unitOfWork(database);
  const eventKeys = eventKeyStore(database);
  const publicKey = KEY.publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
  await registerEventKey({ uow, eventKeys }, { partyId: "bench", gln: GLN }, publicKey);
  const app = express();
  app.use((request, _response, next) => {
    request.caller = {
      kind: "party",
      partyId: "bench",
      partyKind: "merchant",
      name: "bench",
      actor: "bench",
      via: "api_key",
    };
    next();
  });
  const log = createLogIntake(settings, random);
  const clock = { now: async () => new Date() };
  const parties = { get: async () => null };
  const events = eventStore(database);
  const standing = standingQueries(database, settings.logId);
  const webhooks = webhookSender({ development: true });
  const secrets = { derive: () => random.bytes(32) };
  const deps = { uow, clock, random, log, events, eventKeys, parties, standing, webhooks, secrets };
  app.use(epcisRoutes(deps));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "redress-bench-provenance-"));
  // The server may run as another user, who has to reach its own folder.
  chmodSync(folder, 0o755);
  const password = randomBytes(16).toString("hex");
  const options = { folder: join(folder, "postgres"), password, durable: true, dieWithParent: true };
  try {
    const postgres = await startPostgres(options);
    try {
      await ensureDatabase(postgres, "bench");
      const url = postgres.url("bench");
      await migrate(url);
      const database = openDatabase(url);
      await ensureLog(database, settings);
      await work(database).finally(() => database.close());
    } finally {
      await postgres.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
