import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../dev/layout.ts";
import { say } from "../dev/progress.ts";
import type { Suite } from "./suites.ts";
import type { Totals } from "./totals.ts";
import { readTotals, totalsLine } from "./totals.ts";

/** A suite that is silent for longer than this has left something open after its last test. */
const SILENCE_MS = 10 * 60_000;

/** Runs one suite, showing what it prints, and counts. */
export async function runSuite(suite: Suite, env: NodeJS.ProcessEnv): Promise<Totals> {
  const began = Date.now();
  say(`suite ${suite.name}`);
  const program = join(ROOT, "node_modules/.bin", suite.program);
  const child = spawn(process.execPath, [program, ...suite.args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stopWhenSilent = () => {
    console.log(`suite ${suite.name} was silent for ${SILENCE_MS / 60_000} minutes and is stopped`);
    child.kill("SIGTERM");
  };
  let silence = setTimeout(stopWhenSilent, SILENCE_MS);
  const parts: Buffer[] = [];
  const take = (part: Buffer) => {
    clearTimeout(silence);
    silence = setTimeout(stopWhenSilent, SILENCE_MS);
    parts.push(part);
    process.stdout.write(part);
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearTimeout(silence);
  const totals = readTotals(Buffer.concat(parts).toString("utf8"), code);
  say(`suite ${suite.name}: ${totalsLine(totals)}, in ${Math.round((Date.now() - began) / 1000)} s`);
  return totals;
}
