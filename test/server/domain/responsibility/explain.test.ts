import { expect } from "chai";
import fc from "fast-check";
import { REASON_TEXTS } from "../../../../server/domain/responsibility/finding-texts.ts";
import {
  chinaPack,
  countUnverified,
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
    const told = explain(decide(facts, chinaPack), "zh-CN", "CNY");
    for (const part of ["物流 A: 100%", "认定物流 A存在“shock”", "民法典 832", "<sensor>"]) {
      expect(told).to.include(part);
    }
  });

  it("tells the same in English", () => {
    const told = explain(decide(facts, chinaPack), "en", "CNY");
    for (const part of ["the carrier A: 100%", "found against the carrier A", "the merchant (alone)"]) {
      expect(told).to.include(part);
    }
  });

  it("tells a penalty apart from the split, and by whom it is owed", () => {
    const asked = { claim: "counterfeit", loss: 1, price: 90_000, seller: "third_party", penal: "fraud3x" };
    const told = explain(
      decide(parseFacts({ ...asked, defect: { state: "yes", grade: 3 } }), chinaPack),
      "en",
      "CNY",
    );
    expect(told).to.include("- the merchant: CNY 2700.00");
  });

  it("writes limits and what is left beyond them as money", () => {
    const capped = parseFacts({ ...facts, cap: { rule: "contract", amount: 30_000, prompted: true } });
    const told = (language: "zh-CN" | "en", currency: string | null) =>
      explain(decide(capped, chinaPack), language, currency);
    expect(told("zh-CN", "CNY")).to.include("约定赔偿限额 300.00 元有效，余额 500.00 元由");
    expect(told("en", "EUR")).to.include("the agreed limit of EUR 300.00 holds; the other EUR 500.00 stays");
    expect(told("zh-CN", null)).to.include("30000（最小货币单位）");
  });

  it("names a leg by all that comes after its first colon", () => {
    const holders = ["merchant", "logistics:A:night"];
    const told = explain(
      decide({ ...facts, factors: [], custody: { ...facts.custody!, holders } }, chinaPack),
      "en",
      "CNY",
    );
    expect(told).to.include("the carrier A:night: 100%");
  });

  it("leaves what is no party as people wrote it", () => {
    const boundaries = facts.custody!.boundaries.with(1, { state: "unknown", grade: 0, scope: "contents" });
    const withheld = [{ party: "merchant", id: "merchant, consumer" }];
    const plain = { ...facts, factors: [], withheld, custody: { ...facts.custody!, boundaries } };
    const told = explain(decide(plain, chinaPack), "zh-CN", "CNY");
    expect(told).to.include("“merchant, consumer”");
  });

  it("quotes the rules of the ways that stay open, and counts what nobody read in the statute", () => {
    const denied = decide(
      parseFacts({ claim: "no_reason", loss: 1, seller: "third_party", factors: [soiled] }),
      chinaPack,
    );
    const told = explain(denied, "en", "CNY");
    expect(told).to.match(/ask for a decision by a person \[.+\]/);
    const unread = countUnverified(denied);
    expect(unread).to.be.above(0);
    expect(told).to.include(`${unread} of the rules cited were not read in the statute`);
    const sure = { ...denied, reasons: [] };
    expect(explain(sure, "en", "CNY")).to.not.include("were not read in the statute");
  });

  it("says how sure the pack is of a rule that it could not verify", () => {
    const denied = decide(
      parseFacts({ claim: "no_reason", loss: 1, seller: "third_party", factors: [soiled] }),
      chinaPack,
    );
    expect(explain(denied, "en", "CNY")).to.include("(secondary source)");
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
          expect(explain(finding, language, "CNY")).not.to.match(/\{\w+\}/);
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
