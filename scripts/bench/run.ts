/** Measures every group, or those named, and prints tables of ratios; `--write` keeps them in docs/bench.md. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../dev/layout.ts";
import { say } from "../dev/progress.ts";
import type { Bench } from "./bench.ts";
import { pageWith, tableOf } from "./table.ts";

const OWN_FILES: ReadonlySet<string> = new Set(["bench.ts", "run.ts", "table.ts", "memory.ts"]);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: "boolean", default: false } },
});
const tables = new Map<string, string>();
for (const bench of await findBenches()) {
  if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
  say(`measuring ${bench.name}`);
  const table = tableOf(bench.name, await bench.run());
  console.log(`\n${table}`);
  tables.set(bench.name, table);
}
if (tables.size === 0) throw new Error(`nothing to measure called ${positionals.join(", ")}`);
if (values.write) keep(join(ROOT, "docs/bench.md"));

async function findBenches(): Promise<Bench[]> {
  const files = readdirSync(import.meta.dirname).filter(
    (file) => file.endsWith(".ts") && !OWN_FILES.has(file),
  );
  const modules = await Promise.all(files.sort().map((file) => import(join(import.meta.dirname, file))));
  return modules.flatMap((module: { benches: Bench | Bench[] }) => module.benches);
}

function keep(file: string): void {
  writeFileSync(file, pageWith(existsSync(file) ? readFileSync(file, "utf8") : "", tables));
}
