import { expect } from "chai";
import {
  factAt,
  findFactAgain,
  listFacts,
  parseFacts,
} from "../../../../server/domain/responsibility/index.ts";

const facts = parseFacts({
  claim: "damaged",
  loss: 100,
  seller: "third_party",
  custody: {
    holders: ["merchant", "logistics:A"],
    boundaries: [
      { id: "origin", state: "good", grade: 3, evidence: ["photo"] },
      { state: "unknown" },
      { id: "discovery", state: "bad", grade: 2 },
    ],
  },
  factors: [
    { party: "logistics", id: "A", kind: "shock", severity: 2, causal: 2, grade: 1, addedBy: "Li" },
    { party: "merchant", kind: "packaging_defect", severity: 2, causal: 2 },
  ],
  withheld: [{ party: "merchant", id: "video" }],
  defect: { state: "no", grade: 2 },
  discovery: { noticeDays: 1 },
});

describe("factAt", () => {
  it("names each kind of fact, with grade, evidence and who added it", () => {
    expect(factAt(facts, "/custody/boundaries/0")).to.deep.equal({
      path: "/custody/boundaries/0",
      name: "boundary 0 (origin) proved good",
      grade: 3,
      evidence: ["photo"],
      addedBy: null,
    });
    expect(factAt(facts, "/factors/0")).to.deep.include({ name: "logistics:A.shock", addedBy: "Li" });
  });

  it("leads from a field to the whole fact", () => {
    expect(factAt(facts, "/factors/1/severity")?.path).to.equal("/factors/1");
    expect(factAt(facts, "/defect/state")?.path).to.equal("/defect");
    expect(factAt(facts, "/loss")).to.deep.include({ path: "/loss", name: "loss", grade: null });
  });

  it("finds nothing where the facts have nothing", () => {
    for (const path of [
      "/factors/2",
      "/factors",
      "/custody",
      "/exonerations/0",
      "/price",
      "/x",
      "/factorsX/0",
    ]) {
      expect(factAt(facts, path), path).to.equal(null);
    }
  });

  it("names the three states of a defect", () => {
    const names = (["yes", "no", "unknown"] as const).map(
      (state) => factAt({ ...facts, defect: { state, grade: 0 } }, "/defect")?.name,
    );
    expect(names).to.deep.equal(["defect proved", "defect disproved", "defect"]);
  });
});

describe("listFacts", () => {
  it("lists every graded fact, boundaries first", () => {
    expect(listFacts(facts).map(({ name }) => name)).to.deep.equal([
      "boundary 0 (origin) proved good",
      "boundary 1",
      "boundary 2 (discovery) proved bad",
      "logistics:A.shock",
      "merchant.packaging_defect",
      "merchant.video",
      "defect disproved",
      "discovery",
    ]);
  });
});

describe("findFactAgain", () => {
  it("follows a fact that moved as others came in before it", () => {
    const moved = { ...facts, factors: facts.factors!.toReversed() };
    expect(findFactAgain(moved, "/factors/0", "logistics:A.shock")?.path).to.equal("/factors/1");
    expect(findFactAgain(facts, "/factors/0", "logistics:A.shock")?.path).to.equal("/factors/0");
  });

  it("finds nothing once the fact is gone", () => {
    expect(findFactAgain(facts, "/factors/0", "logistics:A.delay")).to.equal(null);
  });
});
