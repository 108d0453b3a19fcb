import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { freePort } from "../../scripts/dev/ports.ts";
import { onTeardown } from "./teardown.ts";
import { tempDir } from "./temp-dir.ts";

const ROOT = join(import.meta.dirname, "../..");
const READY_WITHIN_MS = 240_000;

/** The whole product as `scripts/up` starts it, with the sample case driven through its public API. */
export interface SetUp {
  readonly url: string;
  /** Folder of everything it keeps. */
  readonly home: string;
  /** What it printed so far. */
  output(): string;
  /** Seconds from start to ready. */
  readonly startSeconds: number;
  /** Ctrl-C, and waits until nothing of it runs. */
  stop(): Promise<void>;
}

let shared: Promise<SetUp> | undefined;

/** The one set-up all tests of a run share; started with the first call, stopped when the run ends. */
export function sharedSetUp(): Promise<SetUp> {
  shared ??= startSetUp(tempDir("redress-set-up-"));
  return shared;
}

/** Starts a set-up on a folder of its own, or again on one that was used before. */
export async function startSetUp(home: string, env: Readonly<Record<string, string>> = {}): Promise<SetUp> {
  const port = await freePort();
  const began = Date.now();
  const parts: string[] = [];
  const child = spawn(process.execPath, [join(ROOT, "scripts/dev/up.ts")], {
    cwd: ROOT,
    env: { ...process.env, REDRESS_HOME: home, PORT: String(port), ANCHOR_SECONDS: "2", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => parts.push(text));
  }
  const stop = () => stopChild(child);
  onTeardown(stop);
  await untilReady(child, () => parts.join(""));
  return {
    url: `http://localhost:${port}`,
    home,
    output: () => parts.join(""),
    startSeconds: (Date.now() - began) / 1000,
    stop,
  };
}

function untilReady(child: ChildProcess, output: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the set-up ${why}:\n${output()}`));
    const timer = setTimeout(() => fail("was not ready in time"), READY_WITHIN_MS);
    child.once("exit", (code) => fail(`ended with ${code}`));
    child.stdout?.on("data", () => {
      if (!/\] ready$/m.test(output())) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  await gone;
}
