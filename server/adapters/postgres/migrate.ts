import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";

const FOLDER = fileURLToPath(new URL("./migrations/", import.meta.url));

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly file: string;
}

/**
 * Brings the database to the newest schema: numbered SQL files, forward only, each in one transaction that records
 * its number first, so that of two servers starting together one waits and then skips.
 *
 * @param url Connection string of an existing database.
 * @returns The names of the migrations this call applied.
 * @throws Error when the database knows a migration that these files do not: it belongs to a newer version.
 */
export async function migrate(url: string, folder = FOLDER): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: "redress migrate" });
  await client.connect();
  try {
    return await applyAll(client, readMigrations(folder));
  } finally {
    await client.end();
  }
}

async function applyAll(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  await createRegister(client);
  await refuseUnknown(client, migrations);
  const applied: string[] = [];
  for (const migration of migrations) if (await apply(client, migration)) applied.push(migration.name);
  return applied;
}

/** Two first starts race for the same table; the lock lets the second find it made. */
async function createRegister(client: pg.Client): Promise<void> {
  await client.query("BEGIN");
  await client.query("SELECT pg_advisory_xact_lock(hashtext('redress migrate'))");
  await client.query(
    `CREATE TABLE IF NOT EXISTS schema_migration (
       number integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
  );
  await client.query("COMMIT");
}

async function refuseUnknown(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  const known = new Set(migrations.map((migration) => `${migration.number} ${migration.name}`));
  const { rows } = await client.query<{ number: number; name: string }>(
    "SELECT number, name FROM schema_migration ORDER BY number",
  );
  const foreign = rows.find((row) => !known.has(`${row.number} ${row.name}`));
  if (foreign === undefined) return;
  throw new Error(
    `The database has migration ${foreign.number} (${foreign.name}), which this version does not know: start the newer version.`,
  );
}

async function apply(client: pg.Client, migration: Migration): Promise<boolean> {
  await client.query("BEGIN");
  try {
    const recorded = await client.query(
      "INSERT INTO schema_migration (number, name) VALUES ($1, $2) ON CONFLICT DO NOTHING",
      [migration.number, migration.name],
    );
    if (recorded.rowCount === 1) await client.query(readFileSync(migration.file, "utf8"));
    await client.query("COMMIT");
    return recorded.rowCount === 1;
  } catch (cause) {
    await client.query("ROLLBACK");
    throw new Error(`Migration ${migration.number} (${migration.name}) failed: ${String(cause)}`, { cause });
  }
}

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  const migrations = names.map((fileName) => parseName(folder, fileName)).sort((a, b) => a.number - b.number);
  const twice = migrations.find((migration, i) => migration.number === migrations[i - 1]?.number);
  if (twice !== undefined) throw new Error(`Two migrations carry the number ${twice.number}.`);
  return migrations;
}

function parseName(folder: string, fileName: string): Migration {
  const match = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(fileName);
  if (match?.[1] === undefined || match[2] === undefined)
    throw new Error(`${fileName} is not named NNNN-name.sql.`);
  return { number: Number(match[1]), name: match[2], file: `${folder}/${fileName}` };
}
