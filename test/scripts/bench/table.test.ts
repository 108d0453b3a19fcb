import { expect } from "chai";
import { figure, pageWith, tableOf } from "../../../scripts/bench/table.ts";

describe("table of figures", () => {
  it("sets each figure beside its reference and their ratio", () => {
    const row = { what: "warm start", measured: 4, unit: "s", against: "bar", reference: 10 };

    expect(tableOf("start", [row])).to.contain("| warm start | 4 s | bar: 10 s | 0.4 |");
  });

  it("keeps the figures of groups that were not measured again", () => {
    const first = pageWith(
      "",
      new Map([
        ["log", "## log\n\nold"],
        ["start", "## start\n\nold"],
      ]),
    );

    const page = pageWith(first, new Map([["start", "## start\n\nnew"]]));

    expect(page).to.match(/^# Figures\n[\s\S]*## log\n\nold\n[\s\S]*## start\n\nnew\n/);
    expect(page.match(/^## /gm)).to.have.length(2);
  });

  it("prints three significant digits", () => {
    const printed = [0.0012345, 1.005, 12.345, 123456].map(figure);

    expect(printed).to.deep.equal(["0.00123", "1", "12.3", "123000"]);
  });

  it("prints a dash for what cannot be divided", () => {
    expect(figure(Number.NaN)).to.equal("–");
  });
});
