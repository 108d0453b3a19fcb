import { expect } from "chai";
import { chinaPack, decide, findingSvg, parseFacts } from "../../../../server/domain/responsibility/index.ts";

const WAY = {
  claim: "damaged",
  loss: 1_000,
  seller: "third_party",
  custody: {
    holders: ["merchant", "logistics:A"],
    boundaries: [
      { id: "origin", state: "good", grade: 3 },
      { id: "handover", state: "good", grade: 3 },
      { id: "door", state: "bad", grade: 3 },
    ],
  },
};

function draw(facts: object, language: "zh-CN" | "en" = "en"): string {
  const parsed = parseFacts({ ...WAY, ...facts });
  return findingSvg(decide(parsed, chinaPack), parsed, language);
}

describe("findingSvg", () => {
  it("draws each holder, the condition at each boundary, the window and the split", () => {
    const svg = draw({});
    for (const words of ["the merchant", "the carrier A", "origin", "good · grade 3", "bad · grade 3"]) {
      expect(svg).to.include(`>${words}<`);
    }
    expect(svg).to.include(">the loss happened in here<").and.to.include(">100%<");
    expect(svg).to.include('<rect x="482" y="110" width="452"');
  });

  it("speaks Chinese", () => {
    expect(draw({}, "zh-CN")).to.include(">损失发生在此区间<").and.to.include(">物流 A: 100%<");
  });

  it("draws the bar in proportion to the split", () => {
    const gap = { party: "logistics", kind: "no_inspection_prompt", grade: 2 };
    const boundaries = [{ state: "unknown" }, { state: "unknown" }, { state: "bad", grade: 3 }];
    const svg = draw({ custody: { ...WAY.custody, boundaries }, evidenceGaps: [gap] });
    expect(svg).to.include('width="730" height="34"').and.to.include('width="182" height="34"');
    expect(svg).to.include(">unknown<");
  });

  it("draws a finding without any custody", () => {
    const svg = draw({ claim: "quality_defect", custody: undefined });
    expect(svg).to.include(">no records of hand-overs<").and.not.to.include("the loss happened in here");
  });

  it("draws no window for goods that were bad before anybody held them", () => {
    const boundaries = [{ state: "bad", grade: 3 }, { state: "unknown" }, { state: "unknown" }];
    expect(draw({ custody: { ...WAY.custody, boundaries } })).to.not.include("the loss happened in here");
  });

  it("escapes what people wrote, and drops what no XML may hold", () => {
    const holders = ["merchant", 'logistics:<a"b&'];
    const boundaries = WAY.custody.boundaries.map((one) => ({ ...one, id: "</svg><script>\u0000" }));
    const svg = draw({ custody: { holders, boundaries } });
    expect(svg).to.not.include("<script").and.to.not.include("\u0000");
    expect(svg).to.include("&#60;/svg&#62;&#60;script&#62;?").and.to.include("&#60;a&#34;b&#38;");
    expect(svg.match(/<\/svg>/g)).to.have.length(1);
  });

  it("shortens the name of a holder to the width of its lane", () => {
    const holders = ["merchant", `logistics:${"w".repeat(80)}`];
    const svg = draw({ custody: { ...WAY.custody, holders } });
    expect(svg).to.include(`>the carrier ${"w".repeat(22)}…<`);
  });

  it("writes no percentage into a part of the bar that is too narrow for it", () => {
    const factor = (party: string, severity: number) => ({ party, kind: "k", severity, causal: 2, grade: 3 });
    const crowd = Array.from({ length: 15 }, (_, i) => factor(`store:${i}`, 1));
    const svg = draw({ claim: "quality_defect", custody: undefined, factors: crowd });
    expect(svg).to.not.include('text-anchor="middle" fill="#fff" font-weight="600">6.66%');
    expect(svg).to.include(": 6.66%");
  });

  it("shortens a name that does not fit", () => {
    const boundaries = WAY.custody.boundaries.map((one) => ({ ...one, id: "x".repeat(200) }));
    expect(draw({ custody: { ...WAY.custody, boundaries } })).to.include(`>${"x".repeat(21)}…<`);
  });
});
