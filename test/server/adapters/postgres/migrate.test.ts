import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { openDatabase } from "../../../../server/adapters/postgres/database.ts";
import { migrate } from "../../../../server/adapters/postgres/migrate.ts";
import { emptyDatabase, type TestDatabase } from "../../../support/database.ts";
import { tempDir } from "../../../support/temp-dir.ts";

/** Writes migrations to a folder of their own. */
function folderOf(files: Record<string, string>): string {
  const folder = join(tempDir(), "migrations");
  mkdirSync(folder);
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql);
  return folder;
}

describe("migrate", () => {
  let database: TestDatabase;

  beforeEach(async function () {
    this.timeout(60_000);
    database = await emptyDatabase();
  });
  afterEach(() => database.drop());

  const tables = async (): Promise<string[]> => {
    const db = openDatabase(database.url);
    const { rows } = await db.pool.query<{ tablename: string }>(
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    await db.close();
    return rows.map((row) => row.tablename);
  };
  const messageOf = async (work: Promise<unknown>): Promise<string> =>
    await work.then(
      () => "nothing was thrown",
      (error: unknown) => (error as Error).message,
    );

  it("applies our own migrations once, in order", async () => {
    const applied = await migrate(database.url);
    expect(applied[0]).to.equal("log");
    expect(await migrate(database.url)).to.deep.equal([]);
    expect(await tables()).to.include("log_entry");
  });

  it("applies each once when four servers start together", async () => {
    const folder = folderOf({ "0001-a.sql": "CREATE TABLE a ()", "0002-b.sql": "CREATE TABLE b ()" });
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url, folder)));
    expect(applied.flat().sort()).to.deep.equal(["a", "b"]);
  });

  it("leaves nothing of a migration that fails, and keeps those before it", async () => {
    const folder = folderOf({
      "0001-a.sql": "CREATE TABLE a ()",
      "0002-b.sql": "CREATE TABLE b (); SELECT 1/0",
    });
    expect(await messageOf(migrate(database.url, folder))).to.contain("Migration 2 (b) failed");
    expect(await tables()).to.deep.equal(["a", "schema_migration"]);
  });

  it("refuses a database that a newer version has migrated", async () => {
    await migrate(database.url, folderOf({ "0001-a.sql": "CREATE TABLE a ()", "0002-b.sql": "SELECT 1" }));
    const older = folderOf({ "0001-a.sql": "CREATE TABLE a ()" });
    expect(await messageOf(migrate(database.url, older))).to.contain("does not know");
  });

  it("refuses two files of one number, and names of another form", async () => {
    const twice = folderOf({ "0001-a.sql": "SELECT 1", "0001-b.sql": "SELECT 1" });
    expect(await messageOf(migrate(database.url, twice))).to.contain("Two migrations");
    expect(await messageOf(migrate(database.url, folderOf({ "1-a.sql": "" })))).to.contain("NNNN-name.sql");
    expect(await tables()).to.not.include("a");
  });
});
