import { expect } from "chai";
import { holdOf } from "../../../../server/domain/evidence/hold.ts";

const at = (text: string): Date => new Date(text);
const ENDED = at("2026-11-22T10:00:00Z");

describe("holdOf", () => {
  it("holds a document while its case runs, with no date", () => {
    const hold = holdOf("EVIDENCE", ENDED, at("2040-01-01T00:00:00Z"));
    expect([hold?.reason, hold?.until]).to.deep.equal(["case_open", null]);
  });

  it("holds it while recourse runs or a debt is open", () => {
    const reasons = ["FINAL", "RECOURSE", "DEBT"].map((status) => holdOf(status, ENDED, ENDED)?.reason);
    expect(reasons).to.deep.equal(["recourse", "recourse", "recourse"]);
  });

  it("holds it for three years after the case has ended, and names the law", () => {
    const hold = holdOf("SETTLED", ENDED, at("2029-11-22T09:59:59Z"));
    expect([hold?.reason, hold?.until]).to.deep.equal(["statutory_term", "2029-11-22T10:00:00.000Z"]);
    expect(hold?.article["zh-CN"]).to.include("第三十一条");
  });

  it("lets it go to the second", () => {
    expect(holdOf("WITHDRAWN", ENDED, at("2029-11-22T10:00:00Z"))).to.equal(null);
  });

  it("counts a leap day to the day after its date", () => {
    const hold = holdOf("CLOSED", at("2028-02-29T00:00:00Z"), at("2028-03-01T00:00:00Z"));
    expect(hold?.until).to.equal("2031-03-01T00:00:00.000Z");
  });
});
