import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Wallet } from "ethers";
import { rpc } from "../../scripts/dev/anvil.ts";
import { anchorHead } from "../../server/app/log-anchoring.ts";
import { handIn } from "../server/adapters/postgres/log-fixture.ts";
import type { AnchoredLog } from "../server/jobs/log-chain.ts";
import { tempDir } from "../support/temp-dir.ts";

const PROGRAM = fileURLToPath(new URL("../../server/cli/main.ts", import.meta.url));

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a `redress` command as a process of its own, in an empty folder and with an empty environment. */
export function redress(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd: tempDir("redress-trust-"), env: {} };
    execFile(process.execPath, [PROGRAM, ...args], options, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

/** Writes a file of its own folder. */
export function file(content: string | Uint8Array, name = "receipt.json"): string {
  const path = join(tempDir("redress-trust-"), name);
  writeFileSync(path, content);
  return path;
}

/** Key file of a stranger with some coins, who is nobody's customer. */
export async function stranger(rpcUrl: string): Promise<{ keyFile: string; address: string }> {
  const { address, privateKey } = Wallet.createRandom();
  await rpc(rpcUrl, "anvil_setBalance", [address, `0x${(10n ** 18n).toString(16)}`]);
  return { keyFile: file(privateKey, "key"), address };
}

/** Moves the chain's clock on. */
export async function passTime(rpcUrl: string, seconds: number): Promise<void> {
  await rpc(rpcUrl, "evm_increaseTime", [seconds]);
  await rpc(rpcUrl, "evm_mine", []);
}

/** Takes entries in, integrates and anchors them; answers their leaf hashes. */
export async function anchoredEntries(at: AnchoredLog, count: number, prefix = ""): Promise<string[]> {
  const leaves = await handIn(at.log, count, prefix);
  await at.log.sequencer.sequence();
  await anchorHead(at.deps);
  await at.settle();
  return leaves;
}

export const DAY_SECONDS = 86_400;
