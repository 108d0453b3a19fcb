/** The product's own routes of provenance over a database of their own, for one bench. */
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express, { type Express } from "express";
import { webhookSender } from "../../../server/adapters/notify/webhook.ts";
import { type Database, openDatabase, unitOfWork } from "../../../server/adapters/postgres/database.ts";
import { labelStore } from "../../../server/adapters/postgres/labels.ts";
import { createLogIntake } from "../../../server/adapters/postgres/log-intake.ts";
import { createLogReader } from "../../../server/adapters/postgres/log-reader.ts";
import { ensureLog, logSettings } from "../../../server/adapters/postgres/log-settings.ts";
import { migrate } from "../../../server/adapters/postgres/migrate.ts";
import { eventStore } from "../../../server/adapters/postgres/provenance-events.ts";
import { eventKeyStore } from "../../../server/adapters/postgres/provenance-keys.ts";
import { scanStore } from "../../../server/adapters/postgres/provenance-scans.ts";
import { standingQueries } from "../../../server/adapters/postgres/provenance-standing.ts";
import { tagStore } from "../../../server/adapters/postgres/tags.ts";
import { registerEventKey } from "../../../server/app/capture-keys.ts";
import { scanItem } from "../../../server/app/scan-item.ts";
import { cloneThresholds } from "../../../server/domain/provenance/clone-signs.ts";
import { scanPage } from "../../../server/http/pages/scan-page.ts";
import { epcisRoutes } from "../../../server/http/routes/epcis.ts";
import { itemOf } from "../../../server/http/routes/items.ts";
import { keepToken, visitorOf } from "../../../server/http/visitor.ts";
import { ensureDatabase, startPostgres } from "../../dev/postgres.ts";
import { GLN, KEY } from "./events.ts";

export const settings = logSettings({
  chainId: 31337,
  contract: `0x${"c0".repeat(20)}`,
  operatorParty: "bench",
  origin: "bench.redress.example/log/1",
  keys: { ed25519: randomBytes(32), checkpoint: randomBytes(32), promise: randomBytes(32) },
});

const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
const CALLER = {
  kind: "party",
  partyId: "bench",
  partyKind: "merchant",
  name: "bench",
  actor: "bench",
  via: "api_key",
} as const;

/** What the scan page is made of. */
export function itemDeps(database: Database) {
  return {
    uow: unitOfWork(database),
    clock: { now: async () => new Date() },
    random,
    events: eventStore(database),
    scans: scanStore(database),
    labels: labelStore(database),
    tags: tagStore(database),
    tagKeys: null,
    cloneThresholds,
    logReader: createLogReader(database, settings, { finalisedBlock: async () => 0 }),
    parties: { get: async () => null, byGln: async () => null },
    chain: { chainId: 31337, development: true, rpcUrl: "http://127.0.0.1:8545" },
    secrets: { derive: (label: string) => new Uint8Array(createHash("sha256").update(label).digest()) },
    placeHeader: "",
    publicUrl: "https://id.redress.example",
  };
}

/** Serves capture, query and the scan page on a port the system chooses. */
export async function serve(database: Database): Promise<{ url: string; close(): void }> {
  const deps = itemDeps(database);
  const eventKeys = eventKeyStore(database);
  const publicKey = KEY.publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
  await registerEventKey({ uow: deps.uow, eventKeys }, { partyId: "bench", gln: GLN }, publicKey);
  const log = createLogIntake(settings, random);
  const standing = standingQueries(database, settings.logId);
  const webhooks = webhookSender({ development: true });
  const app = express();
  app.use((request, _response, next) => {
    request.caller = CALLER;
    next();
  });
  app.use(epcisRoutes({ ...deps, log, eventKeys, standing, webhooks }));
  withScanPage(app, deps);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The scan page as `http/routes/pages.ts` makes it, without the other pages and their build. */
function withScanPage(app: Express, items: ReturnType<typeof itemDeps>): void {
  app.get("/01/:gtin/21/:serial", async (request, response) => {
    const { gtin, serial } = itemOf(request);
    const visitor = visitorOf(request, items.placeHeader);
    const { item, token } = await scanItem(items, gtin, serial, visitor, null);
    keepToken(request, response, token, true);
    response.type("html").send(scanPage(item, { locale: "zh-CN", script: "/assets/scan.js" }));
  });
}

export async function post(url: string, body: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/epcis/capture`, { method: "POST", headers, body });
  const text = await answer.text();
  if (answer.status !== 202) throw new Error(`capture answered ${answer.status}: ${text.slice(0, 300)}`);
}

/** Runs work on a database that flushes every commit to disk, and takes it away afterwards. */
export async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
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
