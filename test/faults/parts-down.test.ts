import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { sql } from "kysely";
import { keepErasures } from "../../server/app/erase-document.ts";
import type { HandInAccepted } from "../../server/schema/evidence.ts";
import { type Cast, openCast } from "../server/http/cast.ts";
import { openProduct, type Product, type ProductOptions } from "../server/http/product.ts";
import { allowConnections } from "../support/database.ts";
import { onTeardown } from "../support/teardown.ts";
import { tempDir } from "../support/temp-dir.ts";

const YEARS = 10 * 365 * 24 * 3_600_000;

/** The server's own wiring over HTTP, on real Postgres, a real node and real disks, with one part taken away. */
function onProduct(options: () => ProductOptions = () => ({})) {
  const here = {} as { product: Product; cast: Cast };
  before(async () => {
    here.product = await openProduct(options());
    here.cast = await openCast(here.product);
  });
  after(() => here.product?.close());
  return here;
}

describe("the database goes away and comes back", function () {
  this.timeout(120_000);
  const here = onProduct();

  it("requests fail cleanly with 503 and Retry-After, nothing is half-written, and it goes on by itself", async () => {
    const { cast, product } = here;
    const before = await product.counts();
    await allowConnections(product.parts.config.DATABASE_URL, false);
    const refused = await cast.handIn("claimant", {}, "while it is away");
    expect([refused.status, refused.body.code]).to.deep.equal([503, "storage.unavailable"]);
    expect(refused.headers.get("retry-after")).to.match(/^[0-9]+$/);
    await allowConnections(product.parts.config.DATABASE_URL, true);
    const { blocks: _, ...rows } = await product.counts();
    expect(rows).to.deep.equal(
      Object.fromEntries(Object.entries(before).filter(([name]) => name !== "blocks")),
    );
    expect((await cast.handIn("claimant", {}, "again")).status).to.equal(201);
  });

  it("connections cut in the midst of many hand-ins: every acknowledged one is there, once", async () => {
    const { cast, product } = here;
    const keys = Array.from({ length: 30 }, () => randomUUID());
    const all = Promise.all(
      keys.map((idempotencyKey, n) => cast.handIn("claimant", { idempotencyKey }, `document ${n}`)),
    );
    await sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`.execute(product.parts.database.kysely);
    const answers = await all;
    for (const { status } of answers) expect(status).to.be.oneOf([201, 503]);
    const again = await Promise.all(
      keys.map((idempotencyKey, n) => cast.handIn("claimant", { idempotencyKey }, `document ${n}`)),
    );
    expect(again.map(({ status }) => status)).to.deep.equal(keys.map(() => 201));
    for (const [n, answer] of answers.entries()) {
      if (answer.status === 201) expect(again[n]?.body.leafHash).to.equal(answer.body.leafHash);
    }
  });
});

describe("the disk of the block store is full", function () {
  this.timeout(120_000);
  const folder = tempDir("redress-disk-");
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]).status === 0;
  if (mounted) onTeardown(async () => void spawnSync("umount", ["-l", folder]));
  const filler = join(folder, "filler");
  before(function () {
    if (mounted) return;
    console.log("      skipped: no right to mount a small disk here");
    this.skip();
  });
  const here = onProduct(() => ({ env: { BLOCKSTORE_DIR: join(folder, "blocks") } }));

  it("a hand-in is refused with 503, nothing of it stays, and there is room again once it is made", async () => {
    const { cast, product } = here;
    mkdirSync(folder, { recursive: true });
    fill(filler);
    const before = await product.counts();
    const refused = await cast.handIn("claimant", {}, "x".repeat(200_000));
    expect([refused.status, refused.body.code]).to.deep.equal([503, "storage.unavailable"]);
    expect(await product.counts()).to.deep.equal(before);
    rmSync(filler);
    expect((await cast.handIn("claimant", {}, "x".repeat(200_000))).status).to.equal(201);
  });
});

function fill(path: string): void {
  for (let size = 2 * 1024 * 1024; size >= 4096; size /= 2) {
    try {
      writeFileSync(path, Buffer.alloc(size), { flag: "a" });
    } catch {
      // As much as fits is written; the next, smaller piece takes what is left.
    }
  }
}

describe("the IPFS node is down", function () {
  this.timeout(120_000);
  const here = onProduct(() => ({ env: { IPFS_API_URL: "http://127.0.0.1:9" } }));

  it("intake goes on: the sealed document waits here, can be opened, and is not lost", async () => {
    const { cast, product } = here;
    const accepted = (await cast.handIn("claimant", {}, "handed in meanwhile")).body as HandInAccepted;
    const path = `/v1/cases/${cast.caseId}/evidence/${accepted.evidenceId}/document`;
    expect((await cast.call("claimant", "GET", path)).text).to.equal("handed in meanwhile");
    expect(await product.parts.spool?.waiting()).to.equal(2);
  });
});

describe("two workers on one job", function () {
  this.timeout(120_000);
  const here = onProduct();

  it("an erasure that falls due is carried out once, with one entry", async () => {
    const { cast, product } = here;
    const { deps, database } = product.parts;
    const path = `/v1/cases/${cast.caseId}/evidence/${cast.evidenceId}/erasure`;
    await cast.call("claimant", "POST", path, { reason: "my address" });
    await cast.call("claimant", "POST", `/v1/cases/${cast.caseId}/withdraw`, { reason: "settled" });
    await sql`UPDATE case_event SET at = at - interval '4 years'`.execute(database.kysely);
    await sql`UPDATE erasure SET look_at = now()`.execute(database.kysely);
    await Promise.all([keepErasures(deps), keepErasures(deps), keepErasures(deps)]);
    const { rows } = await sql<{ entries: number }>`
      SELECT count(*)::int AS entries FROM log_entry
      WHERE convert_from(entry, 'UTF8')::jsonb->>'type' = 'erasure'`.execute(database.kysely);
    expect(rows).to.deep.equal([{ entries: 1 }]);
  });
});

describe("the server's clock jumps", function () {
  this.timeout(120_000);
  const here = onProduct();
  const real = Date.now;
  afterEach(() => {
    Date.now = real;
  });

  for (const [way, millis] of [
    ["ten years ahead", YEARS],
    ["ten years back", -YEARS],
  ] as const) {
    it(`${way}: times, promises and deadlines are the database's`, async () => {
      const { cast } = here;
      const link = await cast.order(`order-clock-${way.replaceAll(" ", "-")}`);
      Date.now = () => real() + millis;
      const accepted = (await cast.handIn("claimant", {}, way)).body as HandInAccepted;
      const filed = await cast.file(link);
      Date.now = real;
      const day = 24 * 3_600_000;
      expect(Math.abs(Date.parse(accepted.acceptedAt) - real())).to.be.lessThan(60_000);
      expect(Date.parse(accepted.promise.promisedBy) - real()).to.be.within(0, day);
      expect(filed.status).to.equal(201);
    });
  }
});

describe("ten times the normal load", function () {
  this.timeout(120_000);
  const allowed = 60;
  const here = onProduct(() => ({ requestsPerMinute: allowed }));

  it("what is over the bound is refused with 429 and a time to wait; what was acknowledged is there", async () => {
    const { cast } = here;
    const answers = await Promise.all(
      Array.from({ length: 10 * allowed }, (_, n) => cast.handIn("claimant", {}, `load ${n}`)),
    );
    const by = (status: number) => answers.filter((answer) => answer.status === status);
    expect(by(201).length + by(429).length).to.equal(answers.length);
    expect(by(429).length).to.be.greaterThan(8 * allowed);
    expect(by(429)[0]?.body.code).to.equal("request.rate_limited");
    expect(by(429)[0]?.headers.get("ratelimit")).to.match(/t=\d+/);
    const stored = await here.product.parts.deps.cases.evidence(cast.caseId);
    const leaves = new Set(stored.map(({ leafHash }) => leafHash));
    expect(by(201).every(({ body }) => leaves.has(body.leafHash))).to.equal(true);
    expect(leaves.size).to.equal(by(201).length + 1);
  });
});
