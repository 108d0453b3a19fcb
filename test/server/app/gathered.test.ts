import { expect } from "chai";
import fc from "fast-check";
import { gathered } from "../../../server/app/gathered.ts";

describe("work that is gathered", () => {
  it("begins at once when nothing is under way, and does the rest together", async () => {
    const groups: number[][] = [];
    const gate = gathered(async (items: readonly number[]) => {
      groups.push([...items]);
      return items.map((item) => item * 2);
    }, 3);
    expect(await Promise.all([1, 2, 3, 4, 5].map(gate))).to.deep.equal([2, 4, 6, 8, 10]);
    expect(groups).to.deep.equal([[1], [2, 3, 4], [5]]);
  });

  it("gives each of a failed group its own outcome", async () => {
    const gate = gathered(async (items: readonly number[]) => {
      if (items.includes(3)) throw new Error(`three of ${items.length}`);
      return items;
    }, 10);
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(gate));
    expect(outcomes.map(({ status }) => status)).to.deep.equal([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(outcomes[2]).to.have.property("reason").with.property("message", "three of 1");
  });

  it("answers everybody, in their order and at most so many at once, whatever fails", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ fails: fc.boolean(), pause: fc.nat(3) })),
        fc.integer({ min: 1, max: 5 }),
        async (wishes, most) => {
          let largest = 0;
          const gate = gathered(async (items: readonly (typeof wishes)[number][]) => {
            largest = Math.max(largest, items.length);
            await Promise.resolve();
            if (items.some(({ fails }) => fails)) throw new Error("refused");
            return items;
          }, most);
          const asked = wishes.map(async (wish) => {
            for (let turn = 0; turn < wish.pause; turn++) await Promise.resolve();
            return gate(wish);
          });
          const outcomes = await Promise.allSettled(asked);
          for (const [at, outcome] of outcomes.entries())
            if (wishes[at]!.fails) expect(outcome.status).to.equal("rejected");
            else expect(outcome).to.deep.include({ status: "fulfilled", value: wishes[at] });
          expect(largest).to.be.at.most(most);
        },
      ),
    ));
});
