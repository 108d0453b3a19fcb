import { expect } from "chai";
import fc from "fast-check";
import { toDecimal } from "../../../server/domain/money/currency.ts";
import { formatMoney, parseMoney, sumMinor } from "../../../web/lib/money.ts";

describe("money on screens", () => {
  it("writes fen as yuan with two digits", () => {
    expect(formatMoney("129900", "CNY", "zh-CN")).to.equal("¥1,299.00");
  });

  it("pads amounts under one yuan", () => {
    expect(toDecimal("5", "CNY")).to.equal("0.05");
  });

  it("keeps every digit of an amount no float can hold", () => {
    expect(formatMoney("999999999999999999", "CNY", "en")).to.equal("¥9,999,999,999,999,999.99");
  });

  it("writes a negative difference with its sign", () => {
    expect(toDecimal("-1", "CNY")).to.equal("-0.01");
  });

  it("reads back what it writes", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n - 1n }), (amount) => {
        expect(parseMoney(toDecimal(amount.toString(), "CNY"), "CNY")).to.equal(amount.toString());
      }),
      { numRuns: 300 },
    );
  });

  it("reads an amount with a sign of the currency and separators", () => {
    expect(parseMoney(" ¥1,299.5 ", "CNY")).to.equal("129950");
  });

  for (const text of ["", "-1", "1.234", "1e3", "twelve", "1.2.3"])
    it(`refuses ${JSON.stringify(text)} as an amount`, () => {
      expect(parseMoney(text, "CNY")).to.equal(null);
    });

  it("adds without rounding", () => {
    expect(sumMinor(["900719925474099301", "2"])).to.equal("900719925474099303");
  });
});
