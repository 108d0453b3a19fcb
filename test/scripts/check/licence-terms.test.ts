import { expect } from "chai";
import { isAllowed } from "../../../scripts/check/licence-terms.ts";

const ALLOWED = new Set(["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"]);

describe("licence expressions", () => {
  const cases: [string, boolean][] = [
    ["MIT", true],
    ["MIT*", true],
    ["GPL-3.0", false],
    ["GPL-3.0 OR MIT", true],
    ["MIT OR GPL-3.0", true],
    ["(GPL-3.0 OR MIT)", true],
    ["GPL-3.0 AND MIT", false],
    ["(MIT AND Apache-2.0)", true],
    ["(MIT AND CC-BY-3.0)", false],
    ["(GPL-3.0 OR MIT) AND Apache-2.0", true],
    ["MIT AND (GPL-3.0 OR AGPL-3.0)", false],
    ["Apache-2.0 WITH LLVM-exception", true],
    ["MIT WITH Other-exception", false],
    ["", false],
    ["MIT nonsense", false],
  ];
  for (const [expression, met] of cases) {
    it(`${met ? "accepts" : "refuses"} ${JSON.stringify(expression)}`, () => {
      expect(isAllowed(expression, ALLOWED)).to.equal(met);
    });
  }
});
