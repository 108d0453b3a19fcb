#!/usr/bin/env node
// Plain JavaScript, because it also starts under a Node that cannot read TypeScript and hands over to one that can.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const NEEDED_MAJOR = 24;
const ownNode = fileURLToPath(new URL("../../.tools/bin/node", import.meta.url));

if (Number(process.versions.node.split(".")[0]) >= NEEDED_MAJOR) {
  await import("./main.ts");
} else if (existsSync(ownNode)) {
  const script = fileURLToPath(import.meta.url);
  const run = spawnSync(ownNode, [script, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exit(run.status ?? 1);
} else {
  console.error(
    `redress needs Node ${NEEDED_MAJOR}; run scripts/up or scripts/test once, they make it ready.`,
  );
  process.exit(1);
}
