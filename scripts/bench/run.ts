/** Measures every group, or those named, and prints a table of ratios; `--write` keeps it in docs/bench.md. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../dev/layout.ts";
import { say } from "../dev/progress.ts";
import type { Bench } from "./bench.ts";
import { machineLine, tableOf } from "./table.ts";

const OWN_FILES: ReadonlySet<string> = new Set(["bench.ts", "run.ts", "table.ts", "memory.ts"]);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: "boolean", default: false } },
});
const tables: string[] = [];
for (const bench of await findBenches()) {
  if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
  say(`measuring ${bench.name}`);
  const table = tableOf(bench.name, await bench.run());
  console.log(`\n${table}`);
  tables.push(table);
}
if (tables.length === 0) throw new Error(`nothing to measure called ${positionals.join(", ")}`);
if (values.write) writeFileSync(join(ROOT, "docs/bench.md"), page());

async function findBenches(): Promise<Bench[]> {
  const files = readdirSync(import.meta.dirname).filter(
    (file) => file.endsWith(".ts") && !OWN_FILES.has(file),
  );
  const modules = await Promise.all(files.sort().map((file) => import(join(import.meta.dirname, file))));
  return modules.flatMap((module: { benches: Bench | Bench[] }) => module.benches);
}

function page(): string {
  const head = `Measured by \`scripts/bench/all --write\` on ${machineLine()}. The ratios are what to compare.`;
  return ["# Figures", "", head, "", ...tables].join("\n");
}
