import { expect } from "chai";
import {
  chinaPack,
  decide,
  parseFacts,
  ResponsibilityError,
  unreadFields,
} from "../../../../server/domain/responsibility/index.ts";

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
    ["a contracting carrier of an unknown kind", { contractingCarrier: "wizard:9" }, "/contractingCarrier"],
    [
      "a contract with nobody known",
      { parties: [{ id: "depot", kind: "warehouse", contractWith: "nobody" }] },
      "/parties/0/contractWith",
    ],
    ["an unknown kind of party", { parties: [{ id: "x", kind: "wizard" }] }, "/parties/0/kind"],
    ["an unknown condition", { defect: { state: "perhaps" } }, "/defect/state"],
    ["a negative day", { discovery: { noticeDays: -1 } }, "/discovery/noticeDays"],
    ["a fractional cap", { cap: { rule: "contract", amount: 0.5 } }, "/cap/amount"],
    ["an unknown party of a gap", { evidenceGaps: [{ party: "elf", kind: "k" }] }, "/evidenceGaps/0/party"],
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
    [
      "a party declared twice",
      {
        parties: [
          { id: "depot", kind: "warehouse" },
          { id: "shop", kind: "store" },
          { id: "depot", kind: "store" },
        ],
      },
      "/parties/2/id",
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

describe("what bad input is told", () => {
  it("counts the boundaries that the holders need", () => {
    const error = refused({
      custody: { ...VALID.custody, holders: ["merchant", "logistics:A", "consumer"] },
    });
    expect(error.issues[0]?.rule).to.equal("3 holders need 4 boundaries, not 3");
  });

  it("names every fault of a file at once", () => {
    const error = refused({ loss: -1, price: 0.5, seller: "x" });
    expect(error.issues.map(({ path }) => path)).to.have.members(["/loss", "/price", "/seller"]);
    expect(error.message).to.match(/^facts_invalid: /);
  });

  it("refuses goods that are proved good after they were proved bad, at the later boundary", () => {
    const boundaries = [
      { state: "good", grade: 3 },
      { state: "bad", grade: 3 },
      { state: "good", grade: 3 },
    ];
    const facts = parseFacts({ ...VALID, custody: { ...VALID.custody, boundaries } });
    try {
      decide(facts, chinaPack);
      expect.fail("decided");
    } catch (error) {
      expect(error).to.deep.include({ code: "facts_contradictory" });
      expect((error as ResponsibilityError).issues).to.deep.equal([
        { path: "/custody/boundaries/2", rule: "proved good after boundary 1 was proved bad" },
      ]);
    }
  });

  it("names each field that nothing reads, wherever it stands", () => {
    const misspelt = parseFacts({
      ...VALID,
      losss: 1,
      custody: {
        ...VALID.custody,
        boundaries: VALID.custody.boundaries.map((one, i) => (i === 1 ? { ...one, grad: 3 } : one)),
      },
      factors: [{ ...FACTOR, sevrity: 4 }],
      exonerations: [{ party: "logistics", kind: "force_majeure", timely: true }],
      evidenceGaps: [{ party: "logistics", kind: "k", relevent: true }],
      withheld: [{ party: "merchant", id: "v", prodused: true }],
      cap: { rule: "contract", amount: 1, promted: true },
    });
    expect(unreadFields(misspelt)).to.deep.equal([
      "/losss",
      "/custody/boundaries/1/grad",
      "/factors/0/sevrity",
      "/exonerations/0/timely",
      "/evidenceGaps/0/relevent",
      "/withheld/0/prodused",
      "/cap/promted",
    ]);
    expect(unreadFields(parseFacts(VALID))).to.deep.equal([]);
  });
});
