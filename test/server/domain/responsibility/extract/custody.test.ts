import { expect } from "chai";
import { ResponsibilityError } from "../../../../../server/domain/responsibility/index.ts";
import { compile, leg, record, WAY } from "./case-evidence.ts";

function refused(custody: typeof WAY): ResponsibilityError {
  try {
    compile({ custody });
  } catch (error) {
    if (error instanceof ResponsibilityError) return error;
    throw error;
  }
  throw new Error("accepted");
}

describe("custody of the goods", () => {
  it("reads what the giver noted at the end of its leg as well as what the taker noted", () => {
    const noted = leg("merchant", 1, 2, {
      conditionAtEnd: [record("good", "inspector:X", { independent: true })],
    });
    const { facts } = compile({ custody: [noted, leg("logistics:A", 2, 4), WAY[2]!] });
    expect(facts.custody?.boundaries[1]).to.deep.include({ state: "good", evidence: ["good-inspector:X"] });
    expect(facts.custody?.boundaries[0]?.state).to.equal("unknown");
  });

  it("names each boundary by who gave and who took, the ends by what they are", () => {
    expect(compile().facts.custody?.boundaries.map(({ id }) => id)).to.deep.equal([
      "origin",
      "merchant->logistics:A",
      "logistics:A->consumer",
      "discovery",
    ]);
  });

  it("cites the evidence of each boundary, and nothing where there is none", () => {
    const cited = compile().provenance.map(({ path, evidenceIds, grade }) => [path, evidenceIds, grade]);
    expect(cited).to.deep.equal([
      ["/custody/boundaries/0", [], 0],
      ["/custody/boundaries/1", ["good-logistics:A"], 3],
      ["/custody/boundaries/2", [], 0],
      ["/custody/boundaries/3", ["bad-consumer"], 3],
    ]);
  });

  it("prefers the better of two records that tell as much", () => {
    const both = [
      record("good", "merchant", { evidenceIds: ["own"] }),
      record("good", "inspector:X", { independent: true, evidenceIds: ["lab"] }),
    ];
    for (const conditionAtStart of [both, both.toReversed()]) {
      const { facts } = compile({ custody: WAY.with(1, leg("logistics:A", 2, 4, { conditionAtStart })) });
      expect(facts.custody?.boundaries[1]?.evidence).to.deep.equal(["lab"]);
    }
  });

  it("takes the first by name of two that are worth the same, whatever the order they came in", () => {
    const both = ["b-photo", "a-photo"].map((id) => record("good", "logistics:A", { evidenceIds: [id] }));
    for (const conditionAtStart of [both, both.toReversed()]) {
      const { facts } = compile({ custody: WAY.with(1, leg("logistics:A", 2, 4, { conditionAtStart })) });
      expect(facts.custody?.boundaries[1]?.evidence).to.deep.equal(["a-photo"]);
    }
  });

  it("cites both records that contradict each other", () => {
    const both = [
      record("good", "inspector:X", { independent: true }),
      record("bad", "inspector:Y", { independent: true }),
    ];
    const { facts, notes } = compile({
      custody: WAY.with(1, leg("logistics:A", 2, 4, { conditionAtStart: both })),
    });
    expect(facts.custody?.boundaries[1]).to.deep.include({
      state: "unknown",
      grade: 0,
      evidence: ["bad-inspector:Y", "good-inspector:X"],
    });
    expect(notes[0]?.note).to.equal("boundary 1: records of equal grade contradict each other");
  });

  it("notes no hand-over at the origin, and none that was confirmed", () => {
    const origin = { ...WAY[0]!, takeOverConfirmed: false };
    expect(compile({ custody: WAY.with(0, origin) }).notes).to.deep.equal([]);
  });

  it("is refused where a leg ends before it begins, or has no end while another follows", () => {
    expect(refused(WAY.with(1, leg("logistics:A", 4, 2))).issues[0]?.path).to.equal("/custody/1/to");
    expect(refused(WAY.with(1, leg("logistics:A", 2, null))).issues[0]?.path).to.equal("/custody/1/to");
    expect(() => compile({ custody: WAY.with(2, leg("consumer", 4, null)) })).to.not.throw();
  });

  it("is refused where two hold the goods at once, naming the second", () => {
    const error = refused(WAY.with(2, leg("consumer", 3, 5)));
    expect(error.code).to.equal("evidence_invalid");
    expect(error.issues).to.deep.equal([{ path: "/custody/2/from", rule: "two holders at the same time" }]);
  });

  it("may have a gap between two legs", () => {
    expect(() => compile({ custody: WAY.with(1, leg("logistics:A", 2, 3)) })).to.not.throw();
  });
});
