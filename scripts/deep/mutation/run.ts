/**
 * Mutation test of the responsibility engine: changes its source in one place at a time and asks whether the tests
 * notice. `node scripts/deep/mutation/run.ts [--every n [--offset n] | --only n,n] [--quick] [--write file.md]`
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { findMutants, type Mutant } from "./instrument.ts";
import { runMutants, type Verdict } from "./pool.ts";
import { describeResult } from "./report.ts";

const ENGINE = "server/domain/responsibility";
const TESTS = "test/server/domain/responsibility";
// Run only for what the others let through.
const SLOW = ["rules", "released", "properties"].map((name) => `${TESTS}/${name}.test.ts`);
const QUICK = globSync(`${TESTS}/**/*.test.ts`).filter((path) => !SLOW.includes(path));

const { values } = parseArgs({
  options: {
    every: { type: "string", default: "1" },
    offset: { type: "string", default: "0" },
    only: { type: "string" },
    quick: { type: "boolean", default: false },
    write: { type: "string" },
  },
});

const engineFiles = globSync(`${ENGINE}/**/*.ts`).toSorted();
const files: { path: string; firstId: number }[] = [];
const all: Mutant[] = [];
for (const path of engineFiles) {
  files.push({ path, firstId: all.length });
  all.push(...findMutants(path, readFileSync(path, "utf8"), all.length));
}
const [every, offset] = [Number(values.every), Number(values.offset)];
const only = values.only && new Set(values.only.split(",").map(Number));
const chosen = all.filter(({ id }) => (only ? only.has(id) : id % every === offset));
console.log(`${chosen.length} of ${all.length} mutants in ${files.length} files`);

const absolute = (paths: readonly string[]) => paths.map((path) => `${process.cwd()}/${path}`);
const quick = await runMutants(files, absolute(QUICK), chosen);
const left = chosen.filter(({ id }) => quick.get(id) === "survived");
console.log(`${left.length} left for the slower tests:`);
for (const { id, file, line, operator } of left) console.log(`  ${id} ${file}:${line} ${operator}`);
const slow = values.quick ? quick : await runMutants(files, absolute(SLOW), left);
const verdicts = new Map<number, Verdict>([...quick, ...slow]);

const text = describeResult(chosen, all.length, verdicts);
if (values.write) writeFileSync(values.write, text);
else console.log(text);
