import { randomBytes } from "node:crypto";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { EmbeddedPostgres } from "../../scripts/dev/postgres.ts";
import { ensureDatabase, startPostgres } from "../../scripts/dev/postgres.ts";
import { migrate } from "../../server/adapters/postgres/migrate.ts";
import { onTeardown } from "./teardown.ts";
import { tempDir } from "./temp-dir.ts";

/** A database of its own for one test file. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, ending connections that are still open. */
  drop(): Promise<void>;
}

const TEMPLATE = "redress_template";
const GONE_WITHIN_MS = 60_000;

let server: Promise<EmbeddedPostgres> | undefined;
let template: Promise<void> | undefined;

/**
 * Clones the migrated template database. The server behind it starts with the first call and serves the whole run.
 * Takes a few seconds the first time: give the `before` hook that calls it a timeout of 60 s.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const running = await testServer();
  template ??= createTemplate(running);
  await template;
  return await createDatabase(running, TEMPLATE);
}

/** A copy of a database as it is now, as from a backup. Whoever is connected to it is cut off and connects again. */
export async function copyOfDatabase(url: string): Promise<TestDatabase> {
  await allowConnections(url, false);
  try {
    return await createDatabase(await testServer(), nameOf(url));
  } finally {
    await allowConnections(url, true);
  }
}

/** Cuts everybody off from a database and lets nobody in, or lets them in again. */
export async function allowConnections(url: string, allowed: boolean): Promise<void> {
  const running = await testServer();
  await runAsAdmin(running, `ALTER DATABASE ${nameOf(url)} ALLOW_CONNECTIONS ${allowed}`);
  if (!allowed) await cutOff(running, nameOf(url));
}

/** Returns when everybody is gone: a backend that was only told to go may still answer, or be in the way of a copy. */
async function cutOff(running: EmbeddedPostgres, name: string): Promise<void> {
  const gone = `pg_terminate_backend(pid, ${GONE_WITHIN_MS})`;
  await runAsAdmin(running, `SELECT ${gone} FROM pg_stat_activity WHERE datname = '${name}'`);
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

/** Creates a database without any table, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return await createDatabase(await testServer(), "template1");
}

function testServer(): Promise<EmbeddedPostgres> {
  server ??= launchServer();
  return server;
}

async function launchServer(): Promise<EmbeddedPostgres> {
  const folder = tempDir("redress-pg-");
  chmodSync(folder, 0o755);
  const started = await startPostgres({
    folder: join(folder, "postgres"),
    password: randomBytes(16).toString("hex"),
    durable: false,
    dieWithParent: true,
  });
  onTeardown(() => started.stop());
  return started;
}

async function createTemplate(running: EmbeddedPostgres): Promise<void> {
  await ensureDatabase(running, TEMPLATE);
  await migrate(running.url(TEMPLATE));
}

async function createDatabase(running: EmbeddedPostgres, from: string): Promise<TestDatabase> {
  const name = `t_${randomBytes(8).toString("hex")}`;
  const admin = (sql: string) => runAsAdmin(running, sql);
  await admin(`CREATE DATABASE ${name} TEMPLATE ${from} STRATEGY FILE_COPY`);
  return { url: running.url(name), drop: () => admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function runAsAdmin(running: EmbeddedPostgres, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: running.url("postgres") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
