import { expect } from "chai";
import { CLOCKS, chinaPack, clockEnd, loadPack } from "../../../../server/domain/responsibility/index.ts";

function withLimits(id: string, limits: Record<string, unknown>) {
  const rules = chinaPack.data.rules.map((rule) => (rule.id === id ? { ...rule, limits } : rule));
  return loadPack({ ...chinaPack.data, rules } as typeof chinaPack.data);
}

describe("clockEnd", () => {
  it("tells the last day of each deadline that the Chinese pack sets", () => {
    const ends = Object.fromEntries(
      CLOCKS.map((clock) => [clock, clockEnd(clock, "2026-11-02", chinaPack)?.lastDay]),
    );
    expect(ends).to.deep.equal({
      refund: "2026-11-09",
      deliberate_delay: "2026-11-17",
      delivery: undefined,
      carrier_complaint: "2026-11-09",
      carrier_reply: "2026-12-02",
      authority_complaint: "2026-11-11",
      rule_notice: "2026-11-09",
      rule_notice_major: "2026-11-17",
      repair: "2026-12-02",
      repair_parts: "2027-02-01",
    });
  });

  it("counts the shortest of several lengths", () => {
    const pack = withLimits("CN-PEN-9", { days: 10 });
    expect(clockEnd("deliberate_delay", "2026-11-02", pack)?.lastDay).to.equal("2026-11-12");
    expect(
      clockEnd("deliberate_delay", "2026-11-02", withLimits("CN-PEN-9", { days: 20 }))?.lastDay,
    ).to.equal("2026-11-17");
  });

  it("reads no length out of what is no number", () => {
    const pack = withLimits("CN-EXP-28", { days: "7" });
    expect(clockEnd("carrier_complaint", "2026-11-02", pack)).to.equal(null);
  });

  it("cites the rules that set it", () => {
    expect(clockEnd("authority_complaint", "2026-11-02", chinaPack)?.rules.map(({ id }) => id)).to.deep.equal(
      ["CN-CRPL-46", "CN-CC-201-203"],
    );
  });
});
