/**
 * Holds the gas of every measured step against `test/contracts/gas-snapshot.json`, or writes that file.
 *
 *     node scripts/check/gas.ts --check
 *     node scripts/check/gas.ts --write
 */
import { spawnSync } from "node:child_process";
import { globSync, rmSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const [mode = "--check"] = process.argv.slice(2);
if (mode !== "--check" && mode !== "--write") {
  console.error(`gas.ts takes --check or --write, not ${mode}`);
  process.exit(2);
}

// Written anew, so that a step nobody measures any more leaves the snapshot.
if (mode === "--write") rmSync(join(ROOT, "test/contracts/gas-snapshot.json"), { force: true });
const files = globSync("test/contracts/**/gas.test.ts", { cwd: ROOT }).sort();
const hardhat = join(ROOT, "node_modules/.bin/hardhat");
const { status } = spawnSync(process.execPath, [hardhat, "test", "mocha", ...files], {
  cwd: ROOT,
  stdio: "inherit",
  env: { ...process.env, GAS_SNAPSHOT: mode.slice(2) },
});
process.exitCode = status ?? 1;
