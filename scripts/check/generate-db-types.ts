/**
 * Writes `types.ts` (row types) and `schema.sql` (the schema as it is after all migrations) from a throw-away database;
 * with `--check` it writes nothing and fails when either is out of date.
 */
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { migrate } from "../../server/adapters/postgres/migrate.ts";
import { ensureDatabase, startPostgres } from "../dev/postgres.ts";
import { describeSchema } from "./describe-schema.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TYPES = join(ROOT, "server/adapters/postgres/types.ts");
const SCHEMA = join(ROOT, "server/adapters/postgres/schema.sql");

const folder = mkdtempSync(join(tmpdir(), "redress-types-"));
try {
  // The server may run as another user, who has to reach its own folder.
  chmodSync(folder, 0o755);
  process.exitCode = await withDatabase(generate);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function withDatabase(work: (url: string) => Promise<number>): Promise<number> {
  const password = randomBytes(16).toString("hex");
  const server = await startPostgres({
    folder: join(folder, "postgres"),
    password,
    durable: false,
    dieWithParent: true,
  });
  try {
    await ensureDatabase(server, "redress");
    return await work(server.url("redress"));
  } finally {
    await server.stop();
  }
}

async function generate(url: string): Promise<number> {
  await migrate(url);
  const stale = [settle(TYPES, rowTypes(url)), settle(SCHEMA, await withClient(url, describeSchema))];
  return stale.includes(true) ? 1 : 0;
}

function rowTypes(url: string): string {
  const out = join(folder, "types.ts");
  const program = join(ROOT, "node_modules/kysely-codegen/dist/cli/bin.js");
  const args = ["--dialect", "postgres", "--url", url, "--out-file", out, "--log-level", "error"];
  execFileSync(process.execPath, [program, ...args, "--type-only-imports"], { stdio: "inherit", cwd: ROOT });
  return readFileSync(out, "utf8");
}

async function withClient(url: string, work: (client: pg.Client) => Promise<string>): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Writes or, when checking, compares; true when the committed file is out of date. */
function settle(file: string, content: string): boolean {
  if (!process.argv.includes("--check")) writeFileSync(file, content);
  const stale = !existsSync(file) || readFileSync(file, "utf8") !== content;
  if (stale) console.error(`${file} is out of date: run node scripts/check/generate-db-types.ts`);
  return stale;
}
