import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PLACES, ROOT } from "./layout.ts";
import { isPortFree, nextFreePort } from "./ports.ts";
import { commandOf, spawnLogged, stopProcess, waitUntil } from "./process.ts";
import type { Service } from "./supervise.ts";

/** Default port of API and web. */
const WANTED_PORT = 3000;
const READY_WITHIN_MS = 120_000;
const STOP_STEPS = [
  ["SIGTERM", 15_000],
  ["SIGKILL", 2_000],
] as const;

/** The environment's port, else the one of the last start, else 3000; the next free one when it is taken. */
export async function choosePort(): Promise<number> {
  const asked = Number(process.env.PORT ?? 0);
  const kept = existsSync(PLACES.serverPort) ? Number(readFileSync(PLACES.serverPort, "utf8")) : WANTED_PORT;
  const wanted = asked > 0 ? asked : kept;
  if (asked > 0 && !(await isPortFree(asked))) throw new Error(`port ${asked} is taken; set PORT to another`);
  const port = await nextFreePort(wanted);
  writeFileSync(PLACES.serverPort, `${port}\n`);
  return port;
}

/** Starts the server and waits until it says it is ready. */
export async function startServer(env: NodeJS.ProcessEnv, url: string): Promise<Service> {
  const logFile = join(PLACES.logs, "server.log");
  const child = spawnLogged({
    command: process.execPath,
    args: [join(ROOT, "server/main.ts")],
    cwd: ROOT,
    env,
    logFile,
  });
  writeFileSync(PLACES.serverPid, `${child.pid}\n`);
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  const gaveUp = () => (ended() ? `the server did not start:\n${lastLines(logFile)}` : undefined);
  await waitUntil(() => askReady(url), READY_WITHIN_MS, gaveUp);
  return { child, stop: async () => void (child.pid !== undefined && (await stopOne(child.pid))) };
}

/** Stops a server that a killed supervisor left behind. */
export async function stopOrphanServer(): Promise<void> {
  if (!existsSync(PLACES.serverPid)) return;
  const pid = Number(readFileSync(PLACES.serverPid, "utf8"));
  if (commandOf(pid)?.includes(join(ROOT, "server/main.ts"))) await stopOne(pid);
}

async function stopOne(pid: number): Promise<void> {
  await stopProcess(pid, STOP_STEPS);
  rmSync(PLACES.serverPid, { force: true });
}

async function askReady(url: string): Promise<void> {
  const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`not ready: ${response.status} ${await response.text()}`);
}

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-20).join("\n");
}
