import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { keptPort } from "./ports.ts";
import type { PostgresHome } from "./postgres-runtime.ts";
import { giveTo, preparePostgres } from "./postgres-runtime.ts";
import type { StopStep } from "./process.ts";
import { commandOf, runToEnd, spawnLogged, stopProcess, waitUntil } from "./process.ts";

/** How an embedded database server is kept. */
export interface PostgresOptions {
  /** Folder for programs, data and log. */
  readonly folder: string;
  /** Superuser password; taken when the cluster is created. */
  readonly password: string;
  /** False only for tests: data then does not survive a power cut. */
  readonly durable: boolean;
  /** Stops with this process even when it is killed. */
  readonly dieWithParent?: boolean;
}

/** A running embedded database server. */
export interface EmbeddedPostgres {
  readonly child: ChildProcess;
  readonly port: number;
  /** Connection string of one database of this server. */
  url(database: string): string;
  stop(): Promise<void>;
}

const USER = "redress";
const START_ATTEMPTS = 6;
const STOP_STEPS: readonly StopStep[] = [
  ["SIGINT", 15_000],
  ["SIGQUIT", 5_000],
];

/**
 * Starts Postgres on 127.0.0.1, creating its cluster first when there is none and stopping a server that a killed
 * supervisor left behind.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const home = preparePostgres(options.folder);
  const data = join(home.folder, "data");
  if (!existsSync(join(data, "PG_VERSION"))) createCluster(home, data, options);
  await stopOrphan(data);
  const port = await keptPort(join(home.folder, "port"));
  const url = (database: string) =>
    `postgres://${USER}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`;
  const begin = async () => {
    const started = launch(home, data, port, options);
    await waitReady(started, url("postgres"), join(home.folder, "postgres.log"));
    return started;
  };
  const child = await patiently(begin);
  return { child, port, url, stop: () => stopServer(child, data) };
}

/** What a killed server leaves (a process not yet reaped, children still ending) refuses a new one for a few seconds. */
async function patiently<T>(begin: () => Promise<T>): Promise<T> {
  for (let attempt = 1; attempt < START_ATTEMPTS; attempt++) {
    try {
      return await begin();
    } catch {
      await delay(1_000);
    }
  }
  return await begin();
}

/** Creates the database unless it exists. */
export async function ensureDatabase(server: EmbeddedPostgres, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url("postgres") });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** The cluster appears under its name only when complete, so a killed first start is simply repeated. */
function createCluster(home: PostgresHome, data: string, options: PostgresOptions): void {
  const partial = join(home.folder, "data.new");
  const passwordFile = join(home.folder, "password.new");
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
  giveTo(home.runAs, partial);
  giveTo(home.runAs, passwordFile);
  const args = ["-D", partial, "-U", USER, "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const sync = options.durable ? [] : ["--no-sync"];
  try {
    runToEnd(join(home.bin, "initdb"), [...args, ...locale, ...sync], home.runAs, home.folder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(partial, data);
}

function launch(home: PostgresHome, data: string, port: number, options: PostgresOptions): ChildProcess {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    `port=${port}`,
    "shared_buffers=64MB",
    "max_connections=100",
    "timezone=UTC",
    "log_timezone=UTC",
    ...(options.durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
  ];
  return spawnLogged({
    command: join(home.bin, "postgres"),
    args: ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
    cwd: home.folder,
    env: { PATH: process.env.PATH, LC_ALL: "C" },
    logFile: join(home.folder, "postgres.log"),
    ...(home.runAs && { runAs: home.runAs }),
    ...(options.dieWithParent && { dieWithParent: true }),
  });
}

async function waitReady(child: ChildProcess, url: string, logFile: string): Promise<void> {
  const probe = async () => {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on("error", () => {});
    await client.connect();
    await client.end();
  };
  const gaveUp = () => (child.exitCode === null ? undefined : `Postgres did not start, see ${logFile}`);
  await waitUntil(probe, 60_000, gaveUp);
}

function postmasterPid(data: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Pid files outlive their process and numbers are reused: only a process working on this very folder is ours. */
async function stopOrphan(data: string): Promise<void> {
  const pid = postmasterPid(data);
  if (pid !== undefined && commandOf(pid)?.includes(data)) await stopProcess(pid, STOP_STEPS);
}

async function stopServer(child: ChildProcess, data: string): Promise<void> {
  await stopOrphan(data);
  if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    await new Promise((resolve) => child.once("exit", resolve));
  }
}
