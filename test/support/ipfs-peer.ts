import type { ChildProcess } from "node:child_process";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runToEnd, spawnLogged, waitUntil } from "../../scripts/dev/process.ts";
import { onTeardown } from "./teardown.ts";
import { tempDir } from "./temp-dir.ts";

const PEER = join(import.meta.dirname, "../peer");

/** An IPFS node that is not ours. */
export interface IpfsPeer {
  readonly apiUrl: string;
  /** What kind of node it is, for messages. */
  readonly kind: "kubo" | "ipfs-core";
}

/** Why no node can be started here; `undefined` when one can. */
export function noPeerReason(): string | undefined {
  if (hasKubo() || existsSync(join(PEER, "node_modules/ipfs-core"))) return undefined;
  return "no Kubo in PATH and test/peer is not installed; scripts/test installs it";
}

/** Starts a Kubo found in PATH, else the node of the package `test/peer`; it stops with the test run. */
export async function startIpfsPeer(): Promise<IpfsPeer> {
  return hasKubo() ? await startKubo() : await startIpfsCore();
}

function hasKubo(): boolean {
  return spawnSync("ipfs", ["--version"], { stdio: "ignore" }).status === 0;
}

async function startKubo(): Promise<IpfsPeer> {
  const folder = tempDir("redress-kubo-");
  const env = { ...process.env, IPFS_PATH: join(folder, "repo") };
  for (const args of [
    ["init", "--empty-repo"],
    ["config", "Addresses.API", "/ip4/127.0.0.1/tcp/0"],
  ]) {
    runToEnd("env", [`IPFS_PATH=${env.IPFS_PATH}`, "ipfs", ...args]);
  }
  const logFile = join(folder, "log");
  const child = spawnLogged({
    command: "ipfs",
    args: ["daemon", "--offline"],
    env,
    logFile,
    dieWithParent: true,
  });
  onTeardown(() => stop(child));
  const address = await readWhenThere(join(env.IPFS_PATH, "api"), /\/tcp\/(\d+)/, child);
  return { apiUrl: `http://127.0.0.1:${address}`, kind: "kubo" };
}

async function startIpfsCore(): Promise<IpfsPeer> {
  const folder = tempDir("redress-ipfs-core-");
  const logFile = join(folder, "log");
  const args = [join(PEER, "node.mjs"), join(folder, "repo")];
  const child = spawnLogged({ command: process.execPath, args, logFile, dieWithParent: true });
  onTeardown(() => stop(child));
  return { apiUrl: await readWhenThere(logFile, /RPC (http\S+)/, child), kind: "ipfs-core" };
}

async function readWhenThere(file: string, pattern: RegExp, child: ChildProcess): Promise<string> {
  let found = "";
  const probe = async () => {
    found = (existsSync(file) && pattern.exec(readFileSync(file, "utf8"))?.[1]) || "";
    if (found === "") throw new Error(`nothing like ${pattern} in ${file}`);
  };
  await waitUntil(probe, 60_000, () => (child.exitCode === null ? undefined : `the node ended, see ${file}`));
  return found;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}
