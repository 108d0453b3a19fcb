import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launchAnvil, rpc } from "./anvil.ts";
import { readHead, saveState, stateFiles } from "./chain-state.ts";
import { keptPort } from "./ports.ts";
import { commandOf, stopProcess } from "./process.ts";

/** How the embedded chain is kept. */
export interface ChainOptions {
  /** Folder for state, port and log. */
  readonly folder: string;
  /** Accounts that get ether when the chain is new. */
  readonly fundedAccounts: readonly string[];
  readonly saveEveryMs?: number;
}

/** A running embedded chain whose state reaches the disk within seconds. */
export interface EmbeddedChain {
  readonly child: ChildProcess;
  readonly rpcUrl: string;
  /** File that names the last block a restart brings back. */
  readonly savedFile: string;
  /** Writes the state now. */
  save(): Promise<void>;
  /** Saves, then stops the node. */
  stop(): Promise<void>;
}

const INITIAL_BALANCE = "0xd3c21bcecceda1000000"; // one million ether, in wei
const STOP_STEPS = [
  ["SIGTERM", 5_000],
  ["SIGKILL", 2_000],
] as const;

/**
 * Starts the embedded chain from its last saved state. Blocks mined after that state was written are gone, which
 * readers have to treat as a reorganisation.
 */
export async function startChain(options: ChainOptions): Promise<EmbeddedChain> {
  const { folder } = options;
  mkdirSync(folder, { recursive: true });
  await rescueOrphan(folder);
  const port = await keptPort(join(folder, "port"));
  const rpcUrl = `http://127.0.0.1:${port}`;
  const child = await launchNewest(folder, port);
  writeFileSync(join(folder, "pid"), `${child.pid}\n`);
  const save = oneAtATime(async () => void (await saveState(rpcUrl, folder)));
  if (stateFiles(folder).length === 0) {
    await fundAccounts(rpcUrl, options.fundedAccounts);
    await save();
  }
  const timer = keepSaving(rpcUrl, folder, save, options.saveEveryMs ?? 1_000);
  child.once("exit", () => clearInterval(timer));
  const stop = async () => {
    clearInterval(timer);
    await stopChain(child, folder, save);
  };
  return { child, rpcUrl, savedFile: join(folder, "saved.json"), save, stop };
}

/** A state file is complete or absent, so the older one is needed only when the disk damaged the newer. */
async function launchNewest(folder: string, port: number): Promise<ChildProcess> {
  const logFile = join(folder, "anvil.log");
  const files = stateFiles(folder);
  if (files.length === 0) return await launchAnvil({ port, logFile, accounts: 0 });
  const errors: unknown[] = [];
  for (const loadState of files) {
    try {
      return await launchAnvil({ port, logFile, accounts: 0, loadState });
    } catch (error) {
      errors.push(error);
    }
  }
  throw new AggregateError(errors, `no saved chain state in ${folder} can be read, see ${logFile}`);
}

async function fundAccounts(rpcUrl: string, accounts: readonly string[]): Promise<void> {
  for (const account of accounts) await rpc(rpcUrl, "anvil_setBalance", [account, INITIAL_BALANCE]);
  await rpc(rpcUrl, "anvil_mine", ["0x1"]);
}

/** A node that outlived its supervisor may hold blocks nobody saved, so it is asked for them before it is stopped. */
async function rescueOrphan(folder: string): Promise<void> {
  const pid = readNumber(join(folder, "pid"));
  const port = readNumber(join(folder, "port"));
  if (pid === undefined || port === undefined) return;
  const command = commandOf(pid);
  if (!command?.includes("anvil") || !command.includes(`--port ${port}`)) return;
  await saveState(`http://127.0.0.1:${port}`, folder).catch(() => {});
  await stopProcess(pid, STOP_STEPS);
}

function readNumber(file: string): number | undefined {
  return existsSync(file) ? Number(readFileSync(file, "utf8")) : undefined;
}

function keepSaving(
  rpcUrl: string,
  folder: string,
  save: () => Promise<void>,
  everyMs: number,
): NodeJS.Timeout {
  let savedHash = "";
  let busy = false;
  const saveWhenMoved = async () => {
    const head = await readHead(rpcUrl);
    if (head.blockHash === savedHash) return;
    await save();
    savedHash = head.blockHash;
  };
  const report = (error: unknown) => console.error(`chain state in ${folder} not saved: ${String(error)}`);
  return setInterval(() => {
    if (busy) return;
    busy = true;
    void saveWhenMoved()
      .catch(report)
      .finally(() => {
        busy = false;
      });
  }, everyMs);
}

function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    const next = last.catch(() => {}).then(work);
    last = next;
    return next;
  };
}

async function stopChain(child: ChildProcess, folder: string, save: () => Promise<void>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  await save();
  await stopProcess(child.pid, STOP_STEPS);
  rmSync(join(folder, "pid"), { force: true });
}
