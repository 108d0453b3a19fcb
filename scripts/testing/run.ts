/** Runs every suite, also after one failed, and ends with one line of totals. Started by `scripts/test`. */
import { parseArgs } from "node:util";
import { buildContracts } from "../dev/build.ts";
import { runSuite } from "./run-suite.ts";
import { SUITES } from "./suites.ts";
import type { Totals } from "./totals.ts";
import { sumTotals, totalsLine } from "./totals.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { deep: { type: "boolean", default: false } },
});
const unknown = positionals.filter((name) => !SUITES.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`no suite ${unknown.join(", ")}; there are: ${SUITES.map((suite) => suite.name).join(", ")}`);
  process.exit(2);
}
const env = values.deep ? { REDRESS_DEEP: "1" } : {};
const all: Totals[] = [await build()];
for (const suite of SUITES) {
  if (positionals.length === 0 || positionals.includes(suite.name)) all.push(await runSuite(suite, env));
}
const totals = sumTotals(all);
console.log(totalsLine(totals));
process.exitCode = totals.failed === 0 ? 0 : 1;

async function build(): Promise<Totals> {
  try {
    await buildContracts();
    return { passed: 0, failed: 0, skipped: 0 };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
