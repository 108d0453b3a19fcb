import { expect } from "chai";
import fc from "fast-check";
import { REASON_TEXTS } from "../../../../server/domain/responsibility/finding-texts.ts";
import {
  chinaPack,
  decide,
  explain,
  parseFacts,
  percent,
  type Reason,
} from "../../../../server/domain/responsibility/index.ts";
import { arbitraryFacts } from "./arbitrary-facts.ts";

const facts = parseFacts({
  claim: "damaged",
  loss: 80_000,
  price: 80_000,
  seller: "third_party",
  custody: {
    holders: ["merchant", "logistics:A"],
    boundaries: [
      { id: "origin", state: "good", grade: 3 },
      { id: "handover", state: "good", grade: 3 },
      { id: "door", state: "bad", grade: 3 },
    ],
  },
  factors: [{ party: "logistics", kind: "shock", severity: 2, causal: 2, grade: 2, evidence: ["sensor"] }],
});

describe("explain", function () {
  this.timeout(60_000);

  it("tells split, reason, article and evidence in Chinese", () => {
    const told = explain(decide(facts, chinaPack), "zh-CN");
    for (const part of ["物流 A: 100%", "认定物流 A存在“shock”", "民法典 832", "<sensor>"]) {
      expect(told).to.include(part);
    }
  });

  it("tells the same in English", () => {
    const told = explain(decide(facts, chinaPack), "en");
    for (const part of ["the carrier A: 100%", "found against the carrier A", "the merchant (alone)"]) {
      expect(told).to.include(part);
    }
  });

  it("says how sure the pack is of a rule that it could not verify", () => {
    const denied = decide(
      parseFacts({ claim: "no_reason", loss: 1, seller: "third_party", factors: [soiled] }),
      chinaPack,
    );
    expect(explain(denied, "en")).to.include("(secondary source)");
  });

  it("has words in both languages for whatever the engine concludes, every value filled in", () => {
    fc.assert(
      fc.property(arbitraryFacts, (any) => {
        const finding = decide(any, chinaPack);
        const walk = (reason: Reason) => {
          expect(REASON_TEXTS, reason.code).to.have.property(reason.code);
          reason.because.forEach(walk);
        };
        finding.reasons.forEach(walk);
        for (const language of ["zh-CN", "en"] as const)
          expect(explain(finding, language)).not.to.match(/\{\w+\}/);
      }),
      { numRuns: 500 },
    );
  });
});

const soiled = { party: "consumer", kind: "not_intact", severity: 2, causal: 2, grade: 2 };

describe("percent", () => {
  it("writes basis points exactly", () => {
    expect([percent(10_000), percent(3_333), percent(5), percent(0)]).to.deep.equal([
      "100%",
      "33.33%",
      "0.05%",
      "0%",
    ]);
  });
});
