import { expect } from "chai";
import { amountWords, minorDigits, toDecimal } from "../../../../server/domain/money/currency.ts";

describe("amounts of any currency", () => {
  it("have the digits that ISO 4217 gives them", () => {
    expect(["CNY", "EUR", "JPY", "KWD", "CLF"].map(minorDigits)).to.deep.equal([2, 2, 0, 3, 4]);
  });

  it("keep every digit around the point", () => {
    expect(toDecimal("5", "CNY")).to.equal("0.05");
    expect(toDecimal("-129900", "EUR")).to.equal("-1299.00");
    expect(toDecimal("129900", "JPY")).to.equal("129900");
    expect(toDecimal("1", "KWD")).to.equal("0.001");
  });

  it("are written as people of each language write them", () => {
    expect(amountWords(129_900, "CNY", "zh-CN")).to.equal("1299.00 元");
    expect(amountWords(129_900, "EUR", "zh-CN")).to.equal("1299.00 EUR");
    expect(amountWords(129_900, "CNY", "en")).to.equal("CNY 1299.00");
  });

  it("stay minor units where nobody said of what", () => {
    expect(amountWords(7, null, "en")).to.equal("7 minor units");
  });
});
