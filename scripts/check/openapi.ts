/** Writes `server/http/openapi.json` from the wire shapes; with `--check` it writes nothing and fails when it is out of date. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openApiDocument } from "../../server/schema/openapi.ts";

const FILE = fileURLToPath(new URL("../../server/http/openapi.json", import.meta.url));
const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;
const kept = existsSync(FILE) ? readFileSync(FILE, "utf8") : "";

if (!process.argv.includes("--check")) writeFileSync(FILE, text);
else if (kept !== text) {
  console.error("server/http/openapi.json is out of date: node scripts/check/openapi.ts");
  process.exitCode = 1;
}
