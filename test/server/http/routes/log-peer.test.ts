import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { sql } from "kysely";
import { createLogSequencer } from "../../../../server/adapters/postgres/log-sequencer.ts";
import { tempDir } from "../../../support/temp-dir.ts";
import { input } from "../../adapters/postgres/log-fixture.ts";
import { openProduct, type Product } from "../product.ts";

const run = promisify(execFile);
const PROGRAM = join(import.meta.dirname, "../../../peer/tiles/main.go");
/** Where Debian's package golang-golang-x-mod-dev puts its sources. */
const SOURCES = "/usr/share/gocode";

describe("our published log, read with Go's sumdb/tlog and sumdb/note", function () {
  this.timeout(180_000);
  const program = join(tempDir("redress-tiles-"), "tiles");
  let product: Product;
  const earlier: string[] = [];

  before(async function () {
    const there = existsSync(join(SOURCES, "src/golang.org/x/mod/sumdb/tlog"));
    if (!there || spawnSync("go", ["version"]).status !== 0) {
      console.log("      skipped: needs golang-go and golang-golang-x-mod-dev");
      return this.skip();
    }
    const env = { ...process.env, GO111MODULE: "off", GOPATH: SOURCES, GOCACHE: tempDir("redress-go-") };
    await run("go", ["build", "-o", program, PROGRAM], { env });
    product = await openProduct();
    for (const count of [1, 200, 99, 300]) await grow(count);
  });
  after(() => product?.close());

  /** Integrates more entries, and keeps the head they led to. */
  async function grow(count: number): Promise<void> {
    const { database, deps, settings } = product.parts;
    const entries = Array.from({ length: count }, (_, n) => input(`${earlier.length}-${n}`));
    await deps.uow.run((tx) => deps.log.accept(tx, entries));
    while ((await createLogSequencer(database, settings).sequence()) > 0);
    const { rows } = await sql<{ size: string; root: Buffer }>`
      SELECT size, root FROM log_checkpoint ORDER BY size DESC LIMIT 1`.execute(database.kysely);
    earlier.push(`${rows[0]?.size}:${rows[0]?.root.toString("base64")}`);
  }

  const read = (...more: string[]) =>
    run(program, [product.url, product.parts.settings.identity.verifierKey, ...more]);

  it("is whole: head, tiles and every entry check, and it begins with each earlier head", async () => {
    const { stdout } = await read(...earlier);
    expect(stdout.trim().replace(" ", ":")).to.equal(earlier.at(-1));
  });

  it("is not taken for the continuation of another head", async () => {
    const forged = `200:${Buffer.alloc(32, 7).toString("base64")}`;
    const refused = await read(forged).then(
      () => "taken",
      ({ code }: { code: number }) => code,
    );
    expect(refused).to.equal(1);
  });

  it("is not read under another key", async () => {
    const key = product.parts.settings.identity.verifierKey;
    const other = key.slice(0, -6) + (key.endsWith("AAAAA=") ? "BBBBB=" : "AAAAA=");
    const refused = await run(program, [product.url, other]).then(
      () => "taken",
      ({ code }: { code: number }) => code,
    );
    expect(refused).to.equal(1);
  });
});
