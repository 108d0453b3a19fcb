import type { ChildProcess } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { spawnLogged, waitUntil } from "./process.ts";

/** How a chain node is started. */
export interface AnvilOptions {
  readonly port: number;
  readonly logFile: string;
  /** State saved earlier, loaded before the node answers. */
  readonly loadState?: string;
  /** Number of funded, unlocked accounts; ten unless told. */
  readonly accounts?: number;
  /** Stops with this process even when it is killed. */
  readonly dieWithParent?: boolean;
}

/** Chain id of the embedded chain. */
export const EMBEDDED_CHAIN_ID = 31337;

/** Starts the chain node and waits until it answers. */
export async function launchAnvil(options: AnvilOptions): Promise<ChildProcess> {
  const child = spawnLogged({
    command: anvilProgram(),
    args: anvilArguments(options),
    logFile: options.logFile,
    ...(options.dieWithParent && { dieWithParent: true }),
  });
  const gaveUp = () => (child.exitCode === null ? undefined : `anvil did not start, see ${options.logFile}`);
  const url = `http://127.0.0.1:${options.port}`;
  await waitUntil(() => rpc(url, "eth_chainId", []), 60_000, gaveUp);
  return child;
}

/** Calls one JSON-RPC method; throws with the node's own message when it refuses. */
export async function rpc<T>(url: string, method: string, params: readonly unknown[]): Promise<T> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(30_000) });
  const answer = (await response.json()) as { result?: T; error?: { message: string } };
  if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
  return answer.result as T;
}

function anvilArguments(options: AnvilOptions): string[] {
  return [
    ...["--host", "127.0.0.1", "--port", String(options.port)],
    ...["--chain-id", String(EMBEDDED_CHAIN_ID)],
    ...["--accounts", String(options.accounts ?? 10)],
    ...(options.loadState === undefined ? [] : ["--load-state", options.loadState]),
    "--quiet",
  ];
}

/** The package's own starter is a Node process that would stay in memory and hide the node's pid. */
function anvilProgram(): string {
  const arch = process.arch === "x64" ? "amd64" : process.arch;
  const name = `@foundry-rs/anvil-${process.platform}-${arch}`;
  const require = createRequire(import.meta.url);
  for (const folder of require.resolve.paths(name) ?? []) {
    const program = join(folder, name, "bin", "anvil");
    if (existsSync(program)) return realpathSync(program);
  }
  throw new Error(`no embedded chain node for this platform (${name}); set RPC_URL instead`);
}
