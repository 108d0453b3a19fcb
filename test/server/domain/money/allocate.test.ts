import { expect } from "chai";
import fc from "fast-check";
import { allocate, type Weight } from "../../../../server/domain/money/allocate.ts";

const weights = fc
  .uniqueArray(
    fc.record({ partyId: fc.string({ minLength: 1 }), weight: fc.bigInt({ min: 0n, max: 10_000n }) }),
    {
      selector: (part) => part.partyId,
      minLength: 1,
      maxLength: 8,
    },
  )
  .filter((parts) => parts.some((part) => part.weight > 0n));
const total = fc.bigInt({ min: 0n, max: 10n ** 15n });
const byId = (parts: readonly { partyId: string; amountMinor: bigint }[]) =>
  new Map(parts.map((part) => [part.partyId, part.amountMinor]));

describe("allocating by largest remainder", () => {
  it("loses no unit", () => {
    fc.assert(
      fc.property(total, weights, (amount, parts) => {
        expect(allocate(amount, parts).reduce((sum, part) => sum + part.amountMinor, 0n)).to.equal(amount);
      }),
    );
  });
  it("stays within one unit of each exact part", () => {
    fc.assert(
      fc.property(total, weights, (amount, parts) => {
        const sum = parts.reduce((all, part) => all + part.weight, 0n);
        for (const [i, part] of allocate(amount, parts).entries()) {
          const floor = (amount * parts[i]!.weight) / sum;
          expect(part.amountMinor - floor <= 1n && part.amountMinor >= floor).to.equal(true);
        }
      }),
    );
  });
  it("gives nothing to a weight of zero", () => {
    fc.assert(
      fc.property(total, weights, (amount, parts) => {
        const zero = allocate(amount, parts).filter((_, i) => parts[i]!.weight === 0n);
        expect(zero.every((part) => part.amountMinor === 0n)).to.equal(true);
      }),
    );
  });
  it("does not depend on the order of the input", () => {
    fc.assert(
      fc.property(total, weights, (amount, parts) => {
        expect(byId(allocate(amount, [...parts].reverse()))).to.deep.equal(byId(allocate(amount, parts)));
      }),
    );
  });
  it("gives the unit left over to the larger remainder, ties to the earlier id", () => {
    const third: Weight[] = ["c", "a", "b"].map((partyId) => ({ partyId, weight: 1n }));
    expect(allocate(100n, third).map((part) => part.amountMinor)).to.deep.equal([33n, 34n, 33n]);
    const parts = [
      { partyId: "a", weight: 6_667n },
      { partyId: "b", weight: 3_333n },
    ];
    expect(allocate(100n, parts).map((part) => part.amountMinor)).to.deep.equal([67n, 33n]);
  });
  it("refuses to split an amount among nobody", () => {
    expect(() => allocate(1n, []))
      .to.throw()
      .with.property("code", "money.no_weight");
  });
  it("refuses a negative weight", () => {
    const parts = [{ partyId: "a", weight: -1n }];
    expect(() => allocate(1n, parts))
      .to.throw()
      .with.property("code", "money.amount_invalid");
  });
});
