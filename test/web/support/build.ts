import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { evidenceLog } from "./fixture-log.ts";

let built: Promise<string> | null = null;

/** Builds the web once per run against the fixture's deployment folder; returns the folder of the built files. */
export function builtWeb(): Promise<string> {
  built ??= buildWeb();
  return built;
}

async function buildWeb(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "redress-web-"));
  const deployment = join(folder, "chain-31337");
  mkdirSync(deployment);
  const addresses = { "RedressModule#EvidenceLog": evidenceLog };
  writeFileSync(join(deployment, "deployed_addresses.json"), JSON.stringify(addresses));
  const before = process.env.DEPLOYMENT_DIR;
  process.env.DEPLOYMENT_DIR = deployment;
  try {
    const root = fileURLToPath(new URL("../../../web", import.meta.url));
    const outDir = join(folder, "dist");
    await build({ root, configFile: join(root, "vite.config.ts"), logLevel: "error", build: { outDir } });
    return outDir;
  } finally {
    if (before === undefined) delete process.env.DEPLOYMENT_DIR;
    else process.env.DEPLOYMENT_DIR = before;
  }
}
