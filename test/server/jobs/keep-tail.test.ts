import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { type LogTail, openLogTail, readTailHead } from "../../../server/adapters/log-tail.ts";
import { createLogPublisher } from "../../../server/adapters/postgres/log-publisher.ts";
import { logIdHex } from "../../../server/adapters/postgres/log-settings.ts";
import { bundlePath, TILE_WIDTH } from "../../../server/domain/log/tiles.ts";
import { keepTail, keepTailOf } from "../../../server/jobs/keep-tail.ts";
import { tempDir } from "../../support/temp-dir.ts";
import { handIn, type LogFixture, logFixture, SETTINGS } from "../adapters/postgres/log-fixture.ts";

const MOST = 1_000;

describe("the tail of a log beside its database", function () {
  this.timeout(60_000);
  let log: LogFixture;
  let dataDir: string;
  let tail: LogTail;

  beforeEach(async () => {
    log = await logFixture();
    dataDir = tempDir("redress-tail-");
    tail = openLogTail(dataDir, logIdHex(SETTINGS));
  });
  afterEach(() => log.close());

  const publisher = () => createLogPublisher(log.database, SETTINGS);
  const grow = async (count: number, prefix: string): Promise<void> => {
    await handIn(log, count, prefix);
    await log.sequencer.sequence();
  };
  const keep = (most = MOST) => keepTailOf(publisher(), tail, most);
  const sizeKept = async () => (await readTailHead(tail))?.size;
  const files = () => readdirSync(join(dataDir, "log-tail", logIdHex(SETTINGS))).sort();

  it("is there after each batch, as it was published", async () => {
    await grow(3, "a ");
    await keep();
    await grow(300, "b ");
    await keep();
    expect(await tail.note()).to.equal((await publisher().checkpoint())?.note);
    for (const [index, width] of [
      [0, TILE_WIDTH],
      [1, 303 - TILE_WIDTH],
    ] as const)
      expect(await tail.source.tile(bundlePath(index, width))).to.deep.equal(
        await publisher().bundle(index, width),
      );
  });

  it("holds nothing that its newest checkpoint does not need", async () => {
    for (const count of [1, 2, 3]) {
      await grow(count, `${count} `);
      await keep();
    }
    expect(files()).to.deep.equal(["0-6", "checkpoint"]);
  });

  it("does not follow a database that went back", async () => {
    await grow(5, "a ");
    await keep();
    const other = await logFixture();
    await handIn(other, 2, "other ");
    await other.sequencer.sequence();
    await keepTailOf(createLogPublisher(other.database, SETTINGS), tail, MOST);
    await other.close();
    expect(await sizeKept()).to.equal(5);
  });

  it("leaves a load alone of which an anchor is on its way at once", async () => {
    await grow(5, "a ");
    await keep(4);
    expect(await tail.note()).to.equal(null);
  });

  it("is kept when a batch was committed, not before", async () => {
    await grow(2, "a ");
    const logs = async () => [{ publisher: publisher(), tail }];
    const job = keepTail({ logs, mostEntries: MOST }, { intervalMs: 10, onError: () => {} });
    await delay(50);
    const before = await sizeKept();
    job.wake();
    while ((await sizeKept()) === undefined) await delay(5);
    await job.stop();
    expect([before, await sizeKept()]).to.deep.equal([undefined, 2]);
  });

  for (const [what, torn] of [
    ["empty", ""],
    ["half written", "test.redress.example/log/1\n3\n"],
    ["zeros", "\0".repeat(200)],
  ] as const)
    it(`begins anew where a power cut left its checkpoint ${what}`, async () => {
      await grow(3, "a ");
      await keep();
      writeFileSync(join(dataDir, "log-tail", logIdHex(SETTINGS), "checkpoint"), torn);
      expect(await readTailHead(tail)).to.equal(null);
      await keep();
      expect(await sizeKept()).to.equal(3);
    });

  it("has nothing to read before the first checkpoint", async () => {
    await keep();
    expect([await tail.note(), await readTailHead(tail)]).to.deep.equal([null, null]);
  });
});
