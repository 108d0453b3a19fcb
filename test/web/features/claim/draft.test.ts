import { expect } from "chai";
import { completeDraft, highestAmountMinor, newDraft } from "../../../../web/features/claim/draft.ts";
import { claimContextAnswer as context, orderLink, serial } from "../../support/fixture-data.ts";

const twoOfThree = {
  ...context,
  order: {
    ...context.order,
    lines: [{ lineId: "1", gtin: "09521234100010", name: "filters", quantity: 3, paidMinor: "1000" }],
  },
};

describe("the draft of a claim", () => {
  it("chooses the scanned item beforehand", () => {
    expect(newDraft(context, serial).quantities).to.deep.equal({ "1": 1 });
  });

  it("decides no demand for the buyer when several are open", () => {
    expect(newDraft(context, null).demand).to.equal("");
  });

  it("asks at most what was paid for the chosen quantity, rounded down", () => {
    const draft = { ...newDraft(twoOfThree, null), quantities: { "1": 2 } };
    expect(highestAmountMinor(twoOfThree, draft)).to.equal("666");
  });

  it("asks at most what is left to refund", () => {
    const left = { ...context, refundableMinor: "500" };
    expect(highestAmountMinor(left, newDraft(left, null))).to.equal("500");
  });

  it("names everything that is missing", () => {
    const draft = { ...newDraft(context, null), quantities: {} };
    expect(completeDraft(context, draft, orderLink).faults).to.deep.equal([
      "lines",
      "kind",
      "demand",
      "amount",
    ]);
  });

  it("refuses an amount over the limit", () => {
    const draft = {
      ...newDraft(context, null),
      kind: "damaged",
      demand: "refund_only",
      amount: "1299.01",
    } as const;
    expect(completeDraft(context, draft, orderLink).faults).to.deep.equal(["amount"]);
  });

  it("takes the whole amount when none is typed", () => {
    const draft = { ...newDraft(context, null), kind: "damaged", demand: "refund_only" } as const;
    expect(completeDraft(context, draft, orderLink).claim?.amountMinor).to.equal("129900");
  });

  it("files once however often the button is pressed", () => {
    const draft = { ...newDraft(context, null), kind: "damaged", demand: "refund_only" } as const;
    const keys = [1, 2].map(() => completeDraft(context, draft, orderLink).claim?.idempotencyKey);
    expect(keys[0]).to.equal(keys[1]);
  });
});
