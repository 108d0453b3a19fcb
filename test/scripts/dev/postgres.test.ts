import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import pg from "pg";
import type { EmbeddedPostgres } from "../../../scripts/dev/postgres.ts";
import { ensureDatabase, startPostgres } from "../../../scripts/dev/postgres.ts";
import { commandOf, stopProcess } from "../../../scripts/dev/process.ts";
import { tempDir } from "../../support/temp-dir.ts";

describe("embedded Postgres", function () {
  this.timeout(60_000);
  let folder: string;
  let server: EmbeddedPostgres;

  before(async () => {
    const parent = tempDir();
    chmodSync(parent, 0o755);
    folder = join(parent, "postgres");
    server = await open();
    await ensureDatabase(server, "shop");
    await query("CREATE TABLE note (text text)");
  });
  after(() => server.stop());

  const open = () => startPostgres({ folder, password: "correct horse", durable: true });

  it("keeps its data in durable settings", async () => {
    const [row] = await query("SELECT current_setting('fsync') f, current_setting('synchronous_commit') s");

    expect(row).to.deep.equal({ f: "on", s: "on" });
  });

  it("compares text by code point in UTF-8, whatever the machine's language", async () => {
    const [row] = await query("SELECT upper('ß') u, length('售后') n, 'Z' < 'a' c");

    expect(row).to.include({ n: 2, c: true });
  });

  it("refuses a wrong password", async () => {
    const client = new pg.Client({ connectionString: server.url("shop").replace("correct", "wrong") });

    expect(await client.connect().catch((error: { code: string }) => error.code)).to.equal("28P01");
  });

  it("creates a database once", async () => {
    await ensureDatabase(server, "shop");

    expect(await query("SELECT count(*)::int n FROM pg_database WHERE datname = 'shop'")).to.deep.equal([
      { n: 1 },
    ]);
  });

  it("has what was committed, under the same address, after a kill -9", async () => {
    await query("INSERT INTO note VALUES ('kept')");
    const url = server.url("shop");
    await kill();

    server = await open();

    expect(server.url("shop")).to.equal(url);
    expect(await query("SELECT text FROM note")).to.deep.equal([{ text: "kept" }]);
  });

  it("takes the place of a server whose supervisor was killed", async () => {
    const orphan = server;

    server = await open();

    expect(commandOf(orphan.child.pid ?? 0)).to.equal(undefined);
    expect(await query("SELECT text FROM note")).to.deep.equal([{ text: "kept" }]);
  });

  it("leaves a stranger alone whose number a stale pid file names", async () => {
    await server.stop();
    const pidFile = join(folder, "data", "postmaster.pid");
    writeFileSync(pidFile, `${process.pid}\n`);

    const started = await open().catch((error: Error) => error);

    // Postgres itself takes the number for a rival and says so; what matters is that nobody shot the stranger.
    expect(commandOf(process.pid)).not.to.equal(undefined);
    if (started instanceof Error) {
      expect(started.message).to.match(/did not start/);
      writeFileSync(pidFile, "");
    } else server = started;
  });

  it("stops for good", async () => {
    const pid = Number(readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0]);

    await server.stop();

    expect(commandOf(pid)).to.equal(undefined);
  });

  async function query(sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: server.url("shop") });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  async function kill(): Promise<void> {
    if (server.child.pid === undefined) throw new Error("not running");
    await stopProcess(server.child.pid, [["SIGKILL", 30_000]]);
  }
});
