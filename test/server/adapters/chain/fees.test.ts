import { expect } from "chai";
import fc from "fast-check";
import { capFees, raiseFees } from "../../../../server/adapters/chain/fees.ts";

const wei = fc.bigInt({ min: 0n, max: 10n ** 15n });
const fees = fc
  .tuple(wei, wei)
  .map(([tip, more]) => ({ maxFeePerGas: tip + more, maxPriorityFeePerGas: tip as bigint | null }));

describe("fees of a replacement", () => {
  it("grow by a tenth at least in both numbers, which nodes ask for", () => {
    fc.assert(
      fc.property(fees, fees, (old, suggested) => {
        const raised = raiseFees(old, suggested);
        expect(raised.maxFeePerGas * 10n >= old.maxFeePerGas * 11n).to.equal(true);
        expect(raised.maxPriorityFeePerGas! * 10n >= old.maxPriorityFeePerGas! * 11n).to.equal(true);
      }),
    );
  });
  it("are never below what the chain asks for now", () => {
    fc.assert(
      fc.property(fees, fees, (old, suggested) => {
        expect(raiseFees(old, suggested).maxFeePerGas >= suggested.maxFeePerGas).to.equal(true);
      }),
    );
  });
  it("keep a chain without a base fee without one", () => {
    const old = { maxFeePerGas: 8n, maxPriorityFeePerGas: null };
    expect(raiseFees(old, old)).to.deep.equal({ maxFeePerGas: 10n, maxPriorityFeePerGas: null });
  });
});

describe("capping fees", () => {
  it("offers no more than the cap, and no tip above the whole offer", () => {
    const offered = { maxFeePerGas: 100n, maxPriorityFeePerGas: 60n };
    expect(capFees(offered, 50n)).to.deep.equal({ maxFeePerGas: 50n, maxPriorityFeePerGas: 50n });
  });
});
