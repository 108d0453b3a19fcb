import { expect } from "chai";
import { coins } from "../../../web/lib/coins.ts";

describe("coins", () => {
  for (const [wei, written] of [
    ["0", "0"],
    ["1", "0.000000000000000001"],
    ["1500000000000000", "0.0015"],
    ["1000000000000000000", "1"],
    ["12345000000000000000000", "12345"],
  ] as const) {
    it(`writes ${wei} wei as ${written}`, () => {
      expect(coins(wei)).to.equal(written);
    });
  }
});
