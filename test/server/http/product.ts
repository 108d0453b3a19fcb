import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { toNodeHandler } from "better-auth/node";
import type { Router } from "express";
import { sql } from "kysely";
import { pino } from "pino";
import { developmentSignIn } from "../../../server/adapters/auth/identity.ts";
import { logPages } from "../../../server/app/log-pages.ts";
import { openParts, type Parts } from "../../../server/compose.ts";
import { parseConfig } from "../../../server/config.ts";
import { createApp } from "../../../server/http/app.ts";
import { createMetrics } from "../../../server/http/middleware/metrics.ts";
import { buildHash } from "../../../server/http/pages/build-hash.ts";
import { apiRoutes, openRoutes } from "../../../server/routes.ts";
import { startAnvil } from "../../support/anvil.ts";
import { freshDatabase } from "../../support/database.ts";
import { tempDir } from "../../support/temp-dir.ts";
import { CHAIN_ID, SENDER_KEY } from "../adapters/chain/support.ts";
import { deployFund } from "../app/fund-fixture.ts";

/** Party id of the platform. */
export const PLATFORM = "platform";

/** The server's own wiring on a database, a block store and a chain node of its own; no job runs beside it. */
export interface Product {
  readonly url: string;
  readonly parts: Parts;
  /** `get /v1/cases/:caseId` and the like: every route that is registered. */
  readonly routes: readonly string[];
  /** Rows of every table and kept blocks; whatever was stored changes it. */
  counts(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

export interface ProductOptions {
  /** Whether it is the embedded development set-up. */
  readonly embedded?: boolean;
  /** Settings beside those every test has. */
  readonly env?: Readonly<Record<string, string>>;
  /** Requests a minute from one address; no bound when left out. */
  readonly requestsPerMinute?: number;
}

export async function openProduct({
  embedded = true,
  env = {},
  requestsPerMinute = 1_000_000,
}: ProductOptions = {}): Promise<Product> {
  const { url: databaseUrl, drop } = await freshDatabase();
  const node = await startAnvil();
  // Listens first, so that nobody else takes the port its address is made of.
  const server = createServer((request, response) => app(request, response));
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const config = parseConfig({ ...(await settings(databaseUrl, node.rpcUrl, embedded)), ...env });
  const logger = pino({ level: "silent" });
  const parts = await openParts(config, url, logger);
  await openPlatform(parts);
  // The books start at the block the contracts were deployed in.
  await parts.chain.follower([]).pass();
  const webDir = webFolder();
  const metrics = createMetrics();
  const signIn = (partyId: string) => developmentSignIn(parts.auth, config.AUTH_SECRET, partyId);
  const api = apiRoutes(parts, webDir, { signIn }, await logPages(parts.deps, buildHash(webDir)));
  const app = createApp({
    logger,
    metrics,
    authentication: parts.authentication,
    publicUrl: url,
    publicRpcUrl: node.rpcUrl,
    open: openRoutes(parts, metrics, webDir),
    authHandler: toNodeHandler(parts.auth),
    ...api,
    requestsPerMinute,
  });
  return {
    url,
    parts,
    routes: [...api.rawRoutes, ...api.routes].flatMap(routesOf),
    counts: () => countEverything(parts),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await parts.close();
      await node.stop();
      await drop();
    },
  };
}

/** Pages are tested elsewhere; here empty ones stand where a build of the web would. */
function webFolder(): string {
  const folder = tempDir("redress-web-");
  const manifest = JSON.stringify({ "public/scan.ts": { file: "assets/scan.js" } });
  const files = {
    ".vite/manifest.json": manifest,
    "public/claim.html": "",
    "public/case.html": "",
    "public/verify.html": "",
    "public/scan-code.html": "",
    "workspace/index.html": "",
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const accountKey = (): string => `0x${randomBytes(32).toString("hex")}`;

async function settings(databaseUrl: string, rpcUrl: string, embedded: boolean) {
  const home = tempDir("redress-product-");
  writeFileSync(join(home, "deployed_addresses.json"), JSON.stringify(await addresses(rpcUrl)));
  return {
    DATABASE_URL: databaseUrl,
    RPC_URL: rpcUrl,
    CHAIN_ID: String(CHAIN_ID),
    DEPLOYMENT_DIR: home,
    DATA_DIR: home,
    SENDER_KEY,
    LOG_ETH_KEY: accountKey(),
    LOG_ED25519_KEY: randomBytes(32).toString("hex"),
    PROMISE_KEY: accountKey(),
    AUTH_SECRET: randomBytes(32).toString("hex"),
    PLATFORM_ID: PLATFORM,
    EMBEDDED: embedded ? "1" : "0",
  };
}

/** Contracts requests read are deployed; of the others only the address is needed, calls to them stay queued. */
async function addresses(rpcUrl: string): Promise<Record<string, string>> {
  const queuedOnly = ["EvidenceLog", "RulePackRegistry", "CaseRegistry", "ArbitratorPanel"];
  const named = queuedOnly.map((name, index) => [`Test#${name}`, `0x${String(index + 1).padStart(40, "0")}`]);
  const deployed = Object.entries(await deployFund(rpcUrl)).map(([name, { address }]) => [
    `Test#${name}`,
    address,
  ]);
  return Object.fromEntries([...named, ...deployed]);
}

async function openPlatform({ deps }: Parts): Promise<void> {
  const platform = { partyId: PLATFORM, kind: "platform", name: "Platform" } as const;
  await deps.uow.run((tx) =>
    deps.parties.create(tx, { ...platform, gln: null, agreementHash: null, signers: [] }),
  );
  const organizationId = await deps.identity.createOrganization(PLATFORM, platform.name);
  await deps.parties.setOrganization(PLATFORM, organizationId);
}

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

function routesOf(router: Router): string[] {
  return (router.stack as unknown as Layer[]).flatMap(({ route }) =>
    route === undefined ? [] : Object.keys(route.methods).map((method) => `${method} ${route.path}`),
  );
}

async function countEverything({ config, database }: Parts): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string; count: number }>`
    SELECT format('%I.%I', schemaname, tablename) AS name,
           (xpath('/row/count/text()', query_to_xml(
             format('SELECT count(*) FROM %I.%I', schemaname, tablename), false, true, '')))[1]::text::int AS count
    FROM pg_tables WHERE schemaname IN ('public', 'auth')`.execute(database.kysely);
  const blocks = readdirSync(config.BLOCKSTORE_DIR, { recursive: true, withFileTypes: true });
  return {
    ...Object.fromEntries(rows.map(({ name, count }) => [name, count])),
    blocks: blocks.filter((entry) => entry.isFile()).length,
  };
}
