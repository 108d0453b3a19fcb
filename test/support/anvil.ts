import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { launchAnvil } from "../../scripts/dev/anvil.ts";
import { freePort } from "../../scripts/dev/ports.ts";
import { onTeardown } from "./teardown.ts";
import { tempDir } from "./temp-dir.ts";

/** A chain node of its own for one test file; it mines a block per transaction and has ten funded accounts. */
export interface TestChain {
  readonly rpcUrl: string;
  stop(): Promise<void>;
}

/** Starts a chain node, chain id 31337. It also stops with the test run. */
export async function startAnvil(): Promise<TestChain> {
  const port = await freePort();
  const logFile = join(tempDir("redress-anvil-"), "anvil.log");
  const child = await launchAnvil({ port, logFile, dieWithParent: true });
  const stop = () => stopChild(child);
  onTeardown(stop);
  return { rpcUrl: `http://127.0.0.1:${port}`, stop };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}
