import { expect } from "chai";
import { figure, tableOf } from "../../../scripts/bench/table.ts";

describe("table of figures", () => {
  it("sets each figure beside its reference and their ratio", () => {
    const row = { what: "warm start", measured: 4, unit: "s", against: "bar", reference: 10 };

    expect(tableOf("start", [row])).to.contain("| warm start | 4 s | bar: 10 s | 0.4 |");
  });

  it("prints three significant digits", () => {
    const printed = [0.0012345, 1.005, 12.345, 123456].map(figure);

    expect(printed).to.deep.equal(["0.00123", "1", "12.3", "123000"]);
  });

  it("prints a dash for what cannot be divided", () => {
    expect(figure(Number.NaN)).to.equal("–");
  });
});
