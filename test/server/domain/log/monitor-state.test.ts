import { expect } from "chai";
import { LogError } from "../../../../server/domain/log/errors.ts";
import { type Followed, formatFollowed, parseFollowed } from "../../../../server/domain/log/monitor-state.ts";

const STATE: Followed = {
  size: 5,
  note: "a note\n",
  tiles: [{ level: 0, index: 0, hashes: new Uint8Array(160).fill(7) }],
  counts: { late: 1, overdue: 2, refused: 3 },
  successor: "ab".repeat(32),
  findings: [{ kind: "withheld", what: "no tile", at: "2026-11-22T10:00:00Z", evidence: "e" }],
};

describe("the state of a monitor", () => {
  it("comes back as it was written", () => {
    expect(parseFollowed(formatFollowed(STATE))).to.deep.equal(STATE);
  });

  it("is read in its first version too, which knew one count and no finding", () => {
    const hashes = "07".repeat(160);
    const old = { v: "redress.monitor/1", size: 5, note: "a note\n", overdueCount: 2 };
    expect(parseFollowed(JSON.stringify({ ...old, tiles: [{ level: 0, index: 0, hashes }] }))).to.deep.equal({
      ...STATE,
      counts: { late: 0, overdue: 2, refused: 0 },
      successor: "",
      findings: [],
    });
  });

  for (const [what, text] of [
    ["a version to come", formatFollowed(STATE).replace("monitor/2", "monitor/3")],
    ["half a file", formatFollowed(STATE).slice(0, 40)],
    ["something else", "{}"],
  ] as const) {
    it(`is refused where it is ${what}`, () => {
      expect(() => parseFollowed(text)).to.throw(LogError, "no state of a monitor");
    });
  }
});
