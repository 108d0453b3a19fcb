import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTeardown } from "./teardown.ts";
import { tempDir } from "./temp-dir.ts";

const PROGRAM = fileURLToPath(new URL("../../server/cli/main.ts", import.meta.url));
const READY_WITHIN_MS = 60_000;

/** A witness in a process of its own. */
export interface TestWitness {
  /** Verifier key line. */
  readonly key: string;
  readonly url: string;
  /** Its folder: `state` and `key`; a witness started on it again goes on. */
  readonly home: string;
  output(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts `redress witness` for a log, on a new folder or on that of an earlier one. */
export async function startWitness(
  name: string,
  log: string,
  home: string = tempDir("redress-witness-"),
): Promise<TestWitness> {
  const args = [
    "--name",
    name,
    "--key-file",
    join(home, "key"),
    "--state",
    join(home, "state"),
    "--log",
    log,
  ];
  const child = spawn(process.execPath, [PROGRAM, "witness", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => parts.push(text));
  const stop = (signal: NodeJS.Signals = "SIGTERM") => stopChild(child, signal);
  onTeardown(() => stop());
  const [key, url] = await untilReady(child, () => parts.join(""));
  return { key, url, home, output: () => parts.join(""), stop };
}

function untilReady(child: ChildProcess, output: () => string): Promise<[string, string]> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the witness ${why}:\n${output()}`));
    const timer = setTimeout(() => fail("was not ready in time"), READY_WITHIN_MS);
    child.once("exit", (code) => fail(`ended with ${code}`));
    child.stdout?.on("data", () => {
      const said = /^witness (\S+) (\S+)$/m.exec(output());
      if (said?.[1] === undefined || said[2] === undefined) return;
      clearTimeout(timer);
      resolve([said[1], said[2]]);
    });
  });
}

async function stopChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await gone;
}
