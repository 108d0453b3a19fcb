import { expect } from "chai";
import { readTotals, sumTotals, totalsLine } from "../../../scripts/testing/totals.ts";

describe("totals of a suite", () => {
  it("reads Mocha's summary", () => {
    const output = "\n  tree\n    ✔ has leaves\n\n  12 passing (3s)\n  2 pending\n  1 failing\n\n  1) tree";

    expect(readTotals(output, 1)).to.deep.equal({ passed: 12, failed: 1, skipped: 2 });
  });

  it("takes Hardhat's last summary, which adds up its runners", () => {
    const output = "  8 passing (1s)\n\n\n\n20 passing (12 solidity, 8 mocha)\n3 skipped (3 mocha)\n";

    expect(readTotals(output, 0)).to.deep.equal({ passed: 20, failed: 0, skipped: 3 });
  });

  it("reads through colours", () => {
    expect(
      readTotals("\u001b[92m \u001b[0m\u001b[32m 4 passing\u001b[0m\u001b[90m (9ms)\u001b[0m", 0).passed,
    ).to.equal(4);
  });

  it("counts a suite that broke off as a failure", () => {
    expect(readTotals("Error: cannot find module", 1)).to.deep.equal({ passed: 0, failed: 1, skipped: 0 });
    expect(readTotals("", null)).to.deep.equal({ passed: 0, failed: 1, skipped: 0 });
  });

  it("counts a suite that ran nothing as a failure", () => {
    expect(readTotals("  0 passing (1ms)", 0).failed).to.equal(1);
  });

  it("does not count a broken exit twice", () => {
    expect(readTotals("  5 passing (1s)\n  3 failing", 3).failed).to.equal(3);
  });

  it("is one line of three numbers", () => {
    const all = [
      { passed: 1, failed: 0, skipped: 2 },
      { passed: 3, failed: 1, skipped: 0 },
    ];

    expect(totalsLine(sumTotals(all))).to.equal("4 passed, 1 failed, 2 skipped");
  });
});
