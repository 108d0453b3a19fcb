import { expect } from "chai";
import { handIn, type LogFixture, logFixture } from "./log-fixture.ts";

describe("reading receipts in a batch", function () {
  this.timeout(60_000);
  let log: LogFixture;
  let leaves: string[];

  before(async () => {
    log = await logFixture();
    leaves = await handIn(log, 300);
    while ((await log.sequencer.sequence()) > 0);
    leaves.push(...(await handIn(log, 1, "waiting-")));
  });
  after(() => log.close());

  it("gives the very bytes that each receipt has alone", async () => {
    const all = await log.reader.receipts(leaves, true);
    for (const at of [0, 77, 255, 256, 299, 300]) {
      const leaf = leaves[at] ?? "";
      expect(all.get(leaf)).to.equal(await log.reader.receipt(leaf, true));
    }
  });

  it("leaves out what the log never saw", async () => {
    expect([...(await log.reader.receipts(["00".repeat(32), "nonsense"], true))]).to.be.empty;
  });

  it("keeps the owner's parts back unless asked for", async () => {
    const [leaf = ""] = leaves;
    expect((await log.reader.receipts([leaf], false)).get(leaf)).to.not.include('"salt"');
  });
});
