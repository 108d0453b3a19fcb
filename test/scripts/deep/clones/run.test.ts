import { expect } from "chai";
import { figuresOf } from "../../../../scripts/deep/clones/page.ts";
import { measure } from "../../../../scripts/deep/clones/run.ts";

describe("finding copied codes on simulated items", function () {
  this.timeout(30_000);
  // No threshold was chosen by looking at this seed.
  const tally = measure(4_711, 120_000);
  const { precision, recall } = figuresOf(tally);

  it("raises alarms of which at least 99 in 100 are right", () => expect(precision).to.be.at.least(0.99));

  for (const kind of ["two_places", "burst", "impossible_state", "inner_reused"] as const) {
    it(`finds at least 95 in 100 of ${kind}`, () => expect(recall[kind]).to.be.at.least(0.95));
  }

  it("has one copied item in a hundred, three or more in ten of them scanned once, at home", () => {
    const copied = tally.items - tally.honest;
    expect(copied / tally.items).to.be.within(0.009, 0.011);
    expect(tally.copied.once_inside.all / copied).to.be.at.least(0.3);
  });

  it("makes the same world of the same seed", () =>
    expect(measure(7, 2_000)).to.deep.equal(measure(7, 2_000)));
});
