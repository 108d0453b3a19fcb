/**
 * From a checkout to a running set-up: embedded database and chain, deployed contracts, built web, server, sample
 * case. Started by `scripts/up`, which makes Node and the packages ready first.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildContracts, buildWeb } from "./build.ts";
import type { EmbeddedChain } from "./chain.ts";
import { startChain } from "./chain.ts";
import { deployContracts } from "./deploy.ts";
import { DATABASE, serverEnvironment } from "./environment.ts";
import type { Keys } from "./keys.ts";
import { addressOf, loadKeys } from "./keys.ts";
import { DATA, PLACES, ROOT } from "./layout.ts";
import { printLinks } from "./links.ts";
import type { EmbeddedPostgres } from "./postgres.ts";
import { ensureDatabase, startPostgres } from "./postgres.ts";
import { commandOf } from "./process.ts";
import { during, say } from "./progress.ts";
import { choosePort, startServer, stopOrphanServer } from "./server.ts";
import { runStep, stopSteps } from "./step.ts";
import type { Service, Supervised } from "./supervise.ts";
import { supervise } from "./supervise.ts";

const running: Supervised<Service>[] = [];
/** Parts that are starting just now: an end waits for them, or they would be left behind. */
const beginnings = new Set<Promise<unknown>>();
const { values: options } = parseArgs({
  options: {
    /** Stops again once everything is ready. */
    check: { type: "boolean", default: process.env.REDRESS_EXIT_AFTER_READY === "1" },
    /** Leaves the sample case out. */
    empty: { type: "boolean", default: false },
  },
});
let stopping = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stopAll(0));
try {
  await up();
  if (options.check) await stopAll(0);
} catch (error) {
  if (!stopping) console.error(error instanceof Error ? error.message : error);
  await stopAll(1);
}

async function up(): Promise<void> {
  claimCheckout();
  for (const folder of [PLACES.logs, PLACES.stamps]) mkdirSync(folder, { recursive: true });
  const keys = loadKeys(PLACES.keys);
  await stopOrphanServer();
  const [postgres, chain] = await Promise.all([readyPostgres(keys), readyChain(keys), buildContracts()]);
  if (chain !== undefined) await deployContracts(chain.rpcUrl, keys, chain.save);
  const port = await choosePort();
  const url = `http://localhost:${port}`;
  const env = serverEnvironment({ postgres, chain }, keys, port);
  await buildWeb(env);
  say("starting the server");
  await keepUp("server", () => startServer(env, url));
  if (!options.empty) await during("loading the sample case unless it is there", () => loadSample(env, url));
  say("ready");
  await printLinks(url);
  if (!options.check) say("Ctrl-C stops everything; what was entered stays");
}

/** Two supervisors of one checkout would fight over the same data. */
function claimCheckout(): void {
  mkdirSync(DATA, { recursive: true });
  const other = existsSync(PLACES.supervisorPid) ? Number(readFileSync(PLACES.supervisorPid, "utf8")) : 0;
  if (other > 0 && other !== process.pid && commandOf(other)?.includes("scripts/dev/up.ts")) {
    throw new Error(`scripts/up runs here already (process ${other}); its links are at /dev/links`);
  }
  writeFileSync(PLACES.supervisorPid, `${process.pid}\n`);
}

async function readyPostgres(keys: Keys): Promise<EmbeddedPostgres | undefined> {
  if (process.env.DATABASE_URL) return undefined;
  say("starting the database");
  const options = { folder: PLACES.postgres, password: keys.databasePassword, durable: true };
  const service = await keepUp("database", () => startPostgres(options));
  await ensureDatabase(service.current(), DATABASE);
  return service.current();
}

async function readyChain(keys: Keys): Promise<EmbeddedChain | undefined> {
  if (process.env.RPC_URL) return undefined;
  say("starting the chain");
  const fundedAccounts = [addressOf(keys.deployer), addressOf(keys.sender)];
  const service = await keepUp("chain", () => startChain({ folder: PLACES.chain, fundedAccounts }));
  return service.current();
}

async function keepUp<T extends Service>(name: string, start: () => Promise<T>): Promise<Supervised<T>> {
  const starting = supervise(name, start, say);
  beginnings.add(starting);
  const service = await starting.finally(() => beginnings.delete(starting));
  running.push(service);
  if (stopping) await service.stop();
  return service;
}

async function loadSample(env: NodeJS.ProcessEnv, url: string): Promise<void> {
  await runStep(process.execPath, [join(ROOT, "server/cli/redress.mjs"), "demo"], {
    ...env,
    REDRESS_URL: url,
  });
}

/** The server goes first, while what it writes to is still there; then chain and database. */
async function stopAll(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  say("stopping");
  stopSteps();
  await Promise.allSettled(beginnings);
  const order = ["server", "chain", "database"];
  const inOrder = running.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  let failed = false;
  for (const service of inOrder) {
    await service.stop().catch((error: unknown) => {
      failed = true;
      console.error(`${service.name}: ${String(error)}`);
    });
  }
  if (readOwnPid() === process.pid) rmSync(PLACES.supervisorPid, { force: true });
  say("stopped");
  process.exit(failed ? 1 : code);
}

function readOwnPid(): number {
  return existsSync(PLACES.supervisorPid) ? Number(readFileSync(PLACES.supervisorPid, "utf8")) : 0;
}
