import { expect } from "chai";
import { createAnchorBook } from "../../server/adapters/postgres/log-anchor-book.ts";
import { createLogHalt } from "../../server/adapters/postgres/log-halt.ts";
import { anchorHead, compareOrHalt } from "../../server/app/log-anchoring.ts";
import type { LogHalt } from "../../server/app/log-ports.ts";
import type { LogError } from "../../server/domain/log/errors.ts";
import { verifyReceipt } from "../../server/domain/log/verify.ts";
import { handIn, type LogFixture, logFixture } from "../server/adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "../server/jobs/log-chain.ts";
import { copyOfDatabase } from "../support/database.ts";

/** On real Postgres and a real node with the contract: the backup is a copy of the database, byte for byte. */
describe("restore from last night's backup", function () {
  this.timeout(120_000);
  let at: AnchoredLog;
  let restored: LogFixture;
  let halt: LogHalt;
  let receipt: string;

  before(async () => {
    at = await anchoredLog();
    await handIn(at.log, 3, "before ");
    await at.log.sequencer.sequence();
    await anchor();
    const backup = await copyOfDatabase(at.log.url);
    const [leaf] = await handIn(at.log, 4, "after ");
    await at.log.sequencer.sequence();
    await anchor();
    receipt = (await at.log.reader.receipt(leaf as string, true)) ?? "";
    restored = await logFixture(at.settings, backup);
    halt = createLogHalt(restored.database, at.settings);
  });
  after(async () => {
    await restored?.close();
    await at?.close();
  });

  async function anchor(): Promise<void> {
    await anchorHead(at.deps);
    await at.settle();
  }
  const bookOf = () => createAnchorBook(restored.database, at.settings);
  const compare = () => compareOrHalt({ book: bookOf(), chain: at.chain.reader, halt });
  const refusal = async (work: () => Promise<unknown>): Promise<LogError> => {
    try {
      await work();
    } catch (error) {
      return error as LogError;
    }
    throw new Error("it went on");
  };

  it("refuses to go on, and says how far the chain is ahead", async () => {
    const error = await refusal(compare);
    expect(error.code).to.equal("log.fork_refused");
    expect(error.message).to.match(/the chain has size 7, the database only 3/);
  });

  it("takes nothing more in, so that no promise is made that would be broken", async () => {
    const error = await refusal(() => handIn(restored, 1, "meanwhile "));
    expect([error.code, (await halt.reason())?.includes("size 7")]).to.deep.equal(["log.fork_refused", true]);
    expect((await refusal(() => restored.sequencer.sequence())).code).to.equal("log.fork_refused");
  });

  it("tells it to every process and after every restart", async () => {
    expect(await createLogHalt(restored.database, at.settings).reason()).to.be.a("string");
  });

  it("sends no anchor", async () => {
    const book = bookOf();
    expect((await refusal(() => anchorHead({ ...at.deps, book }))).code).to.equal("log.fork_refused");
  });

  it("leaves every receipt given out since the backup valid", async () => {
    expect((await verifyReceipt(receipt, { chain: at.view() })).verdict).to.equal("valid");
  });

  it("goes on by itself with the database that leads to the anchored head", async () => {
    const own = createLogHalt(at.log.database, at.settings);
    await own.halt("left over from a wrong restore");
    await compareOrHalt({ book: at.deps.book, chain: at.chain.reader, halt: own });
    expect(await own.reason()).to.equal(null);
    await handIn(at.log, 1, "again ");
    expect(await at.log.sequencer.sequence()).to.equal(1);
  });
});
