import { expect } from "chai";
import { formatDistance } from "../../../web/lib/dates.ts";

const now = Date.parse("2026-11-22T01:00:00Z");

describe("how far a deadline is", () => {
  for (const [instant, text] of [
    ["2026-11-25T00:59:00Z", "in 71 hours"],
    ["2026-11-25T01:00:00Z", "in 3 days"],
    ["2026-11-22T01:45:30Z", "in 45 minutes"],
    ["2026-11-21T23:00:00Z", "2 hours ago"],
  ] as const)
    it(`reads ${text}`, () => {
      expect(formatDistance(instant, now, "en")).to.equal(text);
    });

  it("never calls a clock of 71 hours the day after tomorrow", () => {
    expect(formatDistance("2026-11-25T00:59:00Z", now, "zh-CN")).to.equal("71小时后");
  });
});
