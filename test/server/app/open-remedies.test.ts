import { expect } from "chai";
import { openRemedies, quote, requireOpenRemedy } from "../../../server/app/open-remedies.ts";
import type { OrderRecord } from "../../../server/app/ports-cases.ts";
import { PartyError } from "../../../server/domain/party/errors.ts";

const order = {
  orderedAt: "2026-03-01T10:00:00+08:00",
  signedFor: "2026-03-05T10:00:00+08:00",
  carriers: ["truck-co"],
} as unknown as OrderRecord;
const soon = new Date("2026-03-07T10:00:00+08:00");
const late = new Date("2026-06-07T10:00:00+08:00");

describe("remedies of an order", () => {
  it("include a return without a reason within its days, with the day it ends", () => {
    const open = openRemedies(order, soon).filter(
      ({ demand, open }) => open && demand === "return_and_refund",
    );
    expect(open).to.not.be.empty;
    expect(open[0]?.endsAt).to.match(/^2026-03-\d\dT23:59:59\+08:00$/);
  });

  it("say why in both languages and by which rules", () => {
    for (const { why, rules } of openRemedies(order, soon)) {
      expect(why["zh-CN"]).to.not.be.empty;
      expect(why.en).to.not.be.empty;
      for (const { article } of rules) expect(article).to.not.be.empty;
    }
  });

  it("let a return without a reason through in time", () => {
    expect(() => requireOpenRemedy(order, "return_and_refund", "no_reason", soon)).to.not.throw();
  });

  it("refuse it after its time, naming the field", () => {
    expect(() => requireOpenRemedy(order, "return_and_refund", "no_reason", late))
      .to.throw(PartyError)
      .that.includes({ code: "claim.remedy_closed", field: "/kind" });
  });

  it("set damage no such term", () => {
    expect(() => requireOpenRemedy(order, "refund_only", "damaged", late)).to.not.throw();
  });

  it("quote no rule the pack does not have", () => {
    expect(quote("CN-NO-SUCH-RULE")).to.deep.equal([]);
  });
});
