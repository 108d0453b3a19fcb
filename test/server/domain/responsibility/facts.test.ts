import { expect } from "chai";
import { parseFacts, ResponsibilityError } from "../../../../server/domain/responsibility/index.ts";

const VALID = {
  claim: "damaged",
  loss: 100,
  price: 100,
  seller: "third_party",
  custody: {
    holders: ["merchant", "logistics:A"],
    boundaries: [
      { id: "origin", state: "good", grade: 3 },
      { id: "handover", state: "good", grade: 3 },
      { id: "delivery", state: "bad", grade: 3 },
    ],
  },
  factors: [{ party: "logistics", id: "logistics:A", kind: "shock", severity: 2, causal: 2, grade: 2 }],
};

function refused(change: object): ResponsibilityError {
  try {
    parseFacts({ ...VALID, ...change });
  } catch (error) {
    if (error instanceof ResponsibilityError) return error;
    throw error;
  }
  throw new Error("accepted");
}

const FACTOR = VALID.factors[0]!;

describe("parseFacts", () => {
  it("accepts facts without grade or scope as a bare claim about the contents", () => {
    const facts = parseFacts({
      ...VALID,
      custody: { holders: ["merchant"], boundaries: [{ state: "good" }, { state: "bad" }] },
      factors: [],
    });
    expect(facts.custody?.boundaries[0]).to.deep.equal({ state: "good", grade: 0, scope: "contents" });
  });

  const invalid: [string, object, string][] = [
    ["negative money", { loss: -1 }, "/loss"],
    ["fractional money", { price: 1.5 }, "/price"],
    ["money as a string", { loss: "100" }, "/loss"],
    ["money beyond exact integers", { loss: 2 ** 53 }, "/loss"],
    ["an unknown claim", { claim: "stolen" }, "/claim"],
    ["an unknown seller", { seller: "somebody" }, "/seller"],
    ["an unknown grade", { factors: [{ ...FACTOR, grade: 4 }] }, "/factors/0/grade"],
    ["an unknown severity", { factors: [{ ...FACTOR, severity: 3 }] }, "/factors/0/severity"],
    ["a factor without weight", { factors: [{ ...FACTOR, severity: undefined }] }, "/factors/0"],
    ["an unknown party", { factors: [{ ...FACTOR, party: "wizard" }] }, "/factors/0/party"],
    [
      "an unknown holder",
      { custody: { ...VALID.custody, holders: ["merchant", "elf:A"] } },
      "/custody/holders/1",
    ],
    [
      "an unknown exoneration",
      { exonerations: [{ party: "logistics", kind: "bad_luck", grade: 3 }] },
      "/exonerations/0/kind",
    ],
    ["a contract cap without amount", { cap: { rule: "contract" } }, "/cap/amount"],
    ["an insured ratio without declared value", { cap: { rule: "insured_ratio" } }, "/cap/declared"],
  ];
  for (const [what, change, path] of invalid) {
    it(`refuses ${what} at ${path}`, () => {
      const error = refused(change);
      expect(error.code).to.equal("facts_invalid");
      expect(error.issues.map((issue) => issue.path)).to.include(path);
    });
  }

  const contradictory: [string, object, string][] = [
    [
      "boundaries that do not match the holders",
      { custody: { ...VALID.custody, holders: ["merchant", "logistics:A", "consumer"] } },
      "/custody/boundaries",
    ],
    ["a fault on a leg that never was", { factors: [{ ...FACTOR, id: "logistics:X" }] }, "/factors/0/id"],
    ["a food penalty without food", { penal: "food10x" }, "/penal"],
    ["a penalty without price", { penal: "fraud3x", price: undefined }, "/price"],
  ];
  for (const [what, change, path] of contradictory) {
    it(`refuses ${what} at ${path}`, () => {
      const error = refused(change);
      expect(error.code).to.equal("facts_contradictory");
      expect(error.issues.map((issue) => issue.path)).to.deep.equal([path]);
    });
  }
});
