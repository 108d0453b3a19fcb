import { expect } from "chai";
import fc from "fast-check";
import { claimLines, opensAsDispute, refundable } from "../../../../server/domain/case/opening.ts";
import { PartyError } from "../../../../server/domain/party/errors.ts";

const line = (lineId: string, paidMinor: bigint, claimedMinor = 0n) => ({
  lineId,
  quantity: 10,
  paidMinor,
  claimedQuantity: 0,
  claimedMinor,
});

describe("claiming order lines", () => {
  it("spreads the amount by what is left of each line, to the last fen", () => {
    const parts = claimLines(
      [line("a", 100n), line("b", 200n)],
      [
        { lineId: "a", quantity: 10 },
        { lineId: "b", quantity: 10 },
      ],
      100n,
    );
    expect(parts.map(({ amountMinor }) => amountMinor)).to.deep.equal([33n, 67n]);
  });

  it("asks for no more than the part of the pieces claimed", () => {
    const work = () => claimLines([line("a", 1000n)], [{ lineId: "a", quantity: 1 }], 101n);
    expect(work).to.throw(PartyError).with.property("code", "claim.over_refundable");
  });

  it("refuses a line the order does not have, naming it", () => {
    const work = () => claimLines([line("a", 1000n)], [{ lineId: "z", quantity: 1 }], 1n);
    expect(work).to.throw(PartyError).with.property("field", "/lines/0/lineId");
  });

  it("never refunds a line twice over many claims, and gives out exactly what was asked", () => {
    const claim = fc.record({
      quantity: fc.integer({ min: 1, max: 10 }),
      part: fc.integer({ min: 0, max: 120 }),
    });
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10_000_000n }),
        fc.array(claim, { maxLength: 8 }),
        (paidMinor, claims) => {
          let state = line("a", paidMinor);
          for (const { quantity, part } of claims) {
            const wanted = (paidMinor * BigInt(part)) / 100n;
            try {
              const [given] = claimLines([state], [{ lineId: "a", quantity }], wanted);
              expect(given?.amountMinor).to.equal(wanted);
              state = {
                ...state,
                claimedQuantity: state.claimedQuantity + quantity,
                claimedMinor: state.claimedMinor + wanted,
              };
            } catch (error) {
              expect(error).to.be.instanceOf(PartyError);
            }
          }
          expect(state.claimedMinor <= paidMinor).to.equal(true);
          expect(state.claimedQuantity).to.be.at.most(10);
          expect(refundable(state)).to.equal(paidMinor - state.claimedMinor);
        },
      ),
    );
  });

  it("never gives one of several lines more than is left of it", () => {
    const lines = fc.array(fc.bigInt({ min: 0n, max: 1000n }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 100 }), (paid, percent) => {
        const all = paid.map((amount, index) => line(`l${index}`, amount));
        const total = paid.reduce((sum, amount) => sum + amount, 0n);
        const wanted = (total * BigInt(percent)) / 100n;
        const parts = claimLines(
          all,
          all.map(({ lineId }) => ({ lineId, quantity: 10 })),
          wanted,
        );
        expect(parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).to.equal(wanted);
        const over = parts.filter(({ amountMinor }, index) => amountMinor > (paid[index] ?? 0n));
        expect(over).to.deep.equal([]);
      }),
    );
  });
});

describe("what opens as a dispute at once", () => {
  it("is what the platform promises to pay first for", () => {
    expect(opensAsDispute("damaged", "return_and_refund")).to.equal(true);
    expect(opensAsDispute("no_reason", "return_and_refund")).to.equal(false);
    expect(opensAsDispute("damaged", "repair")).to.equal(false);
  });
});
