import { expect } from "chai";
import {
  chinaPack,
  daysSinceReceipt,
  europePack,
  loadPack,
} from "../../../../server/domain/responsibility/index.ts";

const counted = (from: string, to: string, claim = "quality_defect", pack = chinaPack) =>
  daysSinceReceipt(from, to, claim, pack);

describe("daysSinceReceipt", () => {
  it("counts whole calendar days", () => {
    expect(counted("2026-11-02", "2026-11-02")).to.equal(0);
    expect(counted("2026-11-02", "2026-11-09")).to.equal(7);
    expect(counted("2026-11-09", "2026-11-02")).to.equal(0);
  });

  it("ends six months on their day, where they have more days than the parameter", () => {
    expect(counted("2026-03-01", "2026-09-01")).to.equal(183);
    expect(counted("2026-03-01", "2026-09-02")).to.equal(185);
  });

  it("ends six months on their day, where they have fewer", () => {
    expect(counted("2026-08-31", "2027-02-28")).to.equal(181);
    expect(counted("2026-08-31", "2027-03-01")).to.equal(184);
  });

  it("takes a return in time whose last day is off on the next working day", () => {
    expect(counted("2026-11-07", "2026-11-16", "no_reason")).to.equal(7);
    expect(counted("2026-11-07", "2026-11-17", "no_reason")).to.equal(10);
  });

  it("counts plain days under a pack that sets no term", () => {
    const rules = chinaPack.data.rules.filter(({ id }) => id !== "CN-CRPL-23-3" && id !== "CN-CRPL-25-1");
    const pack = loadPack({ ...chinaPack.data, rules });
    expect(counted("2026-03-01", "2026-09-02", "quality_defect", pack)).to.equal(185);
    expect(counted("2026-11-07", "2026-11-16", "no_reason", pack)).to.equal(9);
  });

  it("goes by the pack's own terms", () => {
    expect(counted("2027-03-01", "2028-03-01", "quality_defect", europePack)).to.equal(365);
    expect(counted("2026-11-02", "2026-11-16", "no_reason", europePack)).to.equal(14);
  });
});
