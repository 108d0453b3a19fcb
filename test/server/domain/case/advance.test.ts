import { expect } from "chai";
import { type AdvanceInput, decideAdvance } from "../../../../server/domain/case/advance.ts";

const eligible: AdvanceInput = {
  kind: "damaged",
  demand: "return_and_refund",
  amountMinor: 129_900n,
  evidenceCount: 1,
  wouldBeDenied: false,
  freeBondMinor: 129_900n,
  freeFundMinor: 129_900n,
  limitMinor: 129_900n,
};

describe("paying the consumer first", () => {
  it("is granted with its reasons when promised, shown and covered", () => {
    const { granted, reasons } = decideAdvance(eligible);
    expect(granted).to.equal(true);
    expect(reasons.map(({ code }) => code)).to.deep.equal([
      "promised",
      "evidence_at_hand",
      "covered_by_bond",
    ]);
  });

  const refusals: [string, Partial<AdvanceInput>][] = [
    ["not_promised", { kind: "no_reason" }],
    ["no_evidence", { evidenceCount: 0 }],
    ["not_established", { wouldBeDenied: true }],
    ["not_covered", { freeBondMinor: 129_899n }],
    ["fund_short", { freeFundMinor: 129_899n }],
    ["over_limit", { limitMinor: 129_899n }],
  ];
  for (const [code, change] of refusals) {
    it(`is refused, saying ${code}`, () => {
      const { granted, reasons } = decideAdvance({ ...eligible, ...change });
      expect(granted).to.equal(false);
      expect(reasons.map((reason) => reason.code)).to.deep.equal([code]);
    });
  }

  it("names every reason when there are several", () => {
    const { reasons } = decideAdvance({ ...eligible, evidenceCount: 0, freeBondMinor: 0n });
    expect(reasons.map(({ code }) => code)).to.deep.equal(["no_evidence", "not_covered"]);
  });
});
