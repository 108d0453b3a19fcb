import { expect } from "chai";
import {
  refuseDispute,
  refuseWithdrawal,
  type Saying,
  standingSayings,
  statementsOf,
} from "../../../../server/domain/responsibility/index.ts";

const say = (seq: number, by: string, kind: Saying["kind"], target: number | null = null): Saying => ({
  seq,
  by,
  kind,
  target,
  path: "/factors/0",
});

const SAID = [
  say(0, "carrier", "state"),
  say(1, "merchant", "dispute", 0),
  say(2, "consumer", "dispute", 0),
  say(3, "consumer", "withdraw", 2),
  say(4, "merchant", "state"),
  say(5, "merchant", "withdraw", 4),
  say(6, "merchant", "dispute"),
];

describe("what stands of all that was said", () => {
  it("names each statement and dispute in order, with what took it back", () => {
    const found = standingSayings(SAID).map(({ said, withdrawn }) => [said.seq, withdrawn?.seq ?? null]);
    expect(found).to.deep.equal([
      [0, null],
      [1, null],
      [2, 3],
      [4, 5],
      [6, null],
    ]);
  });

  it("counts the disputes that were not taken back", () => {
    expect(standingSayings(SAID)[0]?.disputes.map(({ seq }) => seq)).to.deep.equal([1]);
    expect(standingSayings(SAID)[1]?.disputes).to.deep.equal([]);
  });

  it("makes a party's version of what it stated itself and did not take back", () => {
    expect(statementsOf(SAID, "carrier").map(({ seq }) => seq)).to.deep.equal([0]);
    expect(statementsOf(SAID, "merchant")).to.deep.equal([]);
  });
});

describe("taking back", () => {
  it("is for the one who said it, once", () => {
    expect(refuseWithdrawal(SAID, "carrier", 0)).to.equal(null);
    expect(refuseWithdrawal(SAID, "merchant", 1)).to.equal(null);
    expect(refuseWithdrawal(SAID, "merchant", 0)).to.equal("not_own");
    expect(refuseWithdrawal(SAID, "merchant", 4)).to.equal("withdrawn");
    expect(refuseWithdrawal(SAID, "consumer", 3)).to.equal("unknown");
    expect(refuseWithdrawal(SAID, "merchant", 9)).to.equal("unknown");
  });
});

describe("disputing", () => {
  it("is for the others, of statements that stand", () => {
    expect(refuseDispute(SAID, "merchant", 0)).to.equal(null);
    expect(refuseDispute(SAID, "carrier", 0)).to.equal("own");
    expect(refuseDispute(SAID, "carrier", 4)).to.equal("withdrawn");
    expect(refuseDispute(SAID, "carrier", 1)).to.equal("not_a_statement");
    expect(refuseDispute(SAID, "carrier", 7)).to.equal("unknown");
  });
});
