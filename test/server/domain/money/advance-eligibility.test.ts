import { expect } from "chai";
import fc from "fast-check";
import { planCover } from "../../../../server/domain/money/advance-cover.ts";
import { type AdvanceFacts, decideAdvance } from "../../../../server/domain/money/advance-eligibility.ts";

const GOOD: AdvanceFacts = {
  promised: true,
  legalDuty: null,
  claimedMinor: 1000n,
  refundableMinor: 1000n,
  heldMinor: 0n,
  evidenceNeeded: ["photo"],
  evidenceAtHand: ["photo", "chat"],
  goods: "stay",
  covers: [{ partyId: "merchant-1", freeMinor: 5000n, shareBps: 10_000n }],
  limits: [{ scope: "merchant", limitMinor: 5000n, usedMinor: 0n }],
  singleLimitMinor: 2000n,
  freeFundMinor: 100_000n,
  deceitsFound: 0,
  samePictureClaims: 0,
};
const unmet = (facts: Partial<AdvanceFacts>) => {
  const verdict = decideAdvance({ ...GOOD, ...facts });
  return [verdict.outcome, ...verdict.reasons.filter((reason) => !reason.met).map((reason) => reason.rule)];
};

import { smaller } from "../../../../server/domain/money/line.ts";

describe("deciding on an advance", () => {
  it("grants what is promised, shown, covered and within limits, reserving as much", () => {
    const verdict = decideAdvance(GOOD);
    expect(verdict.outcome).to.equal("granted");
    expect(verdict.reserves).to.deep.equal([{ partyId: "merchant-1", amountMinor: 1000n }]);
    expect(verdict.reasons.every((reason) => reason.met)).to.equal(true);
  });

  const refusals: [string, Partial<AdvanceFacts>, string[]][] = [
    ["not promised", { promised: false }, ["refused", "promised"]],
    ["refunded elsewhere", { refundableMinor: 0n }, ["refused", "amount_left"]],
    ["still held by the shop", { heldMinor: 1000n }, ["refused", "not_held"]],
    ["evidence missing", { evidenceAtHand: [] }, ["refused", "evidence_at_hand"]],
    ["goods not picked up", { goods: "awaited" }, ["refused", "goods_scanned"]],
    ["fund short", { freeFundMinor: 999n }, ["refused", "fund_sufficient"]],
    ["deceit before", { deceitsFound: 1 }, ["person", "clean_record"]],
    ["a used picture", { samePictureClaims: 1 }, ["person", "fresh_picture"]],
    ["no cover", { covers: [] }, ["person", "covered"]],
    ["a large amount", { singleLimitMinor: 999n }, ["person", "single_limit"]],
    [
      "a merchant over its limit",
      { limits: [{ scope: "merchant", limitMinor: 5000n, usedMinor: 4001n }] },
      ["person", "merchant_limit"],
    ],
    ["two reasons at once", { promised: false, covers: [] }, ["refused", "promised", "covered"]],
  ];
  for (const [what, facts, expected] of refusals) {
    it(`answers ${expected.join(", ")} for ${what}`, () => {
      expect(unmet(facts)).to.deep.equal(expected);
    });
  }

  it("pays beyond cover where the law has it so", () => {
    const verdict = decideAdvance({ ...GOOD, covers: [], legalDuty: "食品安全法131(2)" });
    expect(verdict.outcome).to.equal("granted");
    expect(verdict.reserves).to.deep.equal([]);
  });

  it("advances only what the shop does not hold any more", () => {
    expect(decideAdvance({ ...GOOD, heldMinor: 300n }).amountMinor).to.equal(700n);
  });

  it("advances at most what is left to refund", () => {
    expect(decideAdvance({ ...GOOD, claimedMinor: 5000n }).amountMinor).to.equal(1000n);
  });

  it("reserves nothing when it refuses", () => {
    expect(decideAdvance({ ...GOOD, promised: false }).reserves).to.deep.equal([]);
  });
});

describe("planning cover", () => {
  const minor = fc.bigInt({ min: 0n, max: 10n ** 9n });
  const covers = fc.uniqueArray(
    fc.record({
      partyId: fc.constantFrom("a", "b", "c", "d"),
      freeMinor: minor,
      shareBps: fc.bigInt({ min: 0n, max: 10_000n }),
    }),
    { selector: (cover) => cover.partyId, maxLength: 4 },
  );

  it("reserves the amount whenever the free bonds together reach it, and never more of one than is free", () => {
    fc.assert(
      fc.property(minor, covers, (amount, given) => {
        const { reserves, uncoveredMinor } = planCover(amount, given);
        const reserved = reserves.reduce((sum, part) => sum + part.amountMinor, 0n);
        const free = given.reduce((sum, cover) => sum + cover.freeMinor, 0n);
        expect(reserved + uncoveredMinor).to.equal(amount);
        expect(reserved).to.equal(smaller(free, amount));
        for (const { partyId, amountMinor } of reserves) {
          expect(amountMinor <= given.find((cover) => cover.partyId === partyId)!.freeMinor).to.equal(true);
        }
      }),
    );
  });

  it("follows the shares while bonds reach", () => {
    const given = [
      { partyId: "m", freeMinor: 1000n, shareBps: 7_000n },
      { partyId: "c", freeMinor: 1000n, shareBps: 3_000n },
    ];
    expect(planCover(100n, given).reserves.map((part) => part.amountMinor)).to.deep.equal([70n, 30n]);
  });
});
