import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ROOT } from "../dev/layout.ts";
import type { Bench, Row } from "./bench.ts";
import { treeMemoryMib } from "./memory.ts";

const SETTLE_MS = 10_000;

interface Start {
  readonly seconds: number;
  readonly memoryMib: number;
}

/** Start times and memory of the whole set-up, in a data folder of its own. */
export const benches: Bench = {
  name: "start",
  run: async () => {
    const home = mkdtempSync(join(tmpdir(), "redress-bench-"));
    chmodSync(home, 0o755);
    try {
      const first = await startAndStop(home);
      const warm = await startAndStop(home);
      return rowsOf(first, warm);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
};

function rowsOf(first: Start, warm: Start): Row[] {
  const seconds = { unit: "s", against: "bar" };
  return [
    { what: "first start, packages installed", measured: first.seconds, reference: 240, ...seconds },
    { what: "warm start", measured: warm.seconds, reference: 10, ...seconds },
    { what: "memory, idle", measured: warm.memoryMib, reference: 1024, unit: "MiB", against: "bar" },
  ];
}

async function startAndStop(home: string): Promise<Start> {
  const env = { ...process.env, REDRESS_HOME: home };
  const begun = performance.now();
  const child = spawn(join(ROOT, "scripts/up"), { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  try {
    await Promise.race([sees(child.stdout, /\] ready$/m), ended.then((code) => failed(code))]);
    const seconds = (performance.now() - begun) / 1000;
    await delay(SETTLE_MS);
    return { seconds, memoryMib: treeMemoryMib(child.pid ?? 0) };
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

function failed(code: number | null): never {
  throw new Error(`scripts/up ended with ${code} before it was ready`);
}

async function sees(output: NodeJS.ReadableStream, pattern: RegExp): Promise<void> {
  await new Promise<void>((resolve) => {
    let text = "";
    output.on("data", (part: Buffer) => {
      text += part.toString("utf8");
      if (pattern.test(text)) resolve();
    });
  });
}
