/** Runs every check, also after one failed, and names those that failed. Started by `scripts/check/all`. */
import { join } from "node:path";
import { buildContracts } from "../dev/build.ts";
import { ROOT } from "../dev/layout.ts";
import { say } from "../dev/progress.ts";
import { runStep } from "../dev/step.ts";
import type { Check } from "./checks.ts";
import { CHECKS } from "./checks.ts";

await buildContracts();
const failed: string[] = [];
for (const check of CHECKS) {
  if (!(await holds(check))) failed.push(check.name);
}
say(failed.length === 0 ? "every check holds" : `failed: ${failed.join("; ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function holds({ name, command }: Check): Promise<boolean> {
  const [program, ...args] = command;
  const path = program.includes("/") ? program : join("node_modules/.bin", program);
  try {
    await runStep(process.execPath, [join(ROOT, path), ...args]);
    say(`ok      ${name}`);
    return true;
  } catch (error) {
    say(`FAILED  ${name}`);
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}
