import { expect } from "chai";
import { advanceReasons } from "../../../server/app/advance-words.ts";
import type { AdvanceReason } from "../../../server/domain/money/advance-eligibility.ts";

const reason = (rule: AdvanceReason["rule"], met: boolean) => ({ rule, met }) as AdvanceReason;

describe("words of an advance", () => {
  it("tell why it was granted by its main grounds alone", () => {
    const told = advanceReasons([reason("promised", true), reason("single_limit", true)], true);
    expect(told.map(({ text }) => text.en)).to.deep.equal([
      "The platform promises to pay first in such cases",
    ]);
  });

  it("tell everything that would change a refusal", () => {
    const told = advanceReasons(
      [reason("promised", true), reason("covered", false), reason("clean_record", false)],
      false,
    );
    expect(told).to.have.length(2);
    for (const { text } of told) expect(text.en).to.include("a person decides");
  });

  it("cite a rule of the pack with its article", () => {
    const [told] = advanceReasons([reason("covered", false)], false);
    expect(told?.ruleId).to.equal("CN-ECL-58-2");
    expect(told?.article).to.not.be.empty;
  });
});
