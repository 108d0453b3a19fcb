import { expect } from "chai";
import { evidenceStatement } from "../../../../../server/schema/evidence.ts";
import {
  addMark,
  factParties,
  isAdmission,
  likelySpeaker,
  type Mark,
  MOST_MARKS,
  noMarks,
  removeMark,
  undo,
  whose,
} from "../../../../../web/features/case/transcript/marks.ts";
import { makeCase } from "../../../support/fixture-case.ts";

const view = makeCase({ partyId: "claimant", kind: "consumer", actions: [] });
const mark = (messageId: string, change: Partial<Mark> = {}): Mark => ({
  as: "passage",
  messageId,
  speaker: "merchant",
  states: { as: "defect", state: "yes" },
  ...change,
});
const fault = (party: string) =>
  ({ as: "factor", ...whose(party), kind: "shock", severity: 2, causal: 1 }) as const;

describe("marks of a chat", () => {
  it("name everybody of the case as the facts do", () => {
    expect(factParties(view)).to.deep.equal([
      "consumer",
      "merchant",
      "logistics:nanchuan-freight",
      "platform",
    ]);
  });

  it("are what the wire takes, carriers by their leg", () => {
    const states = fault("logistics:nanchuan-freight");
    expect(states).to.include({ party: "logistics", leg: "logistics:nanchuan-freight" });
    expect(evidenceStatement.parse(mark("m", { states }))).to.deep.equal(mark("m", { states }));
  });

  it("guess who speaks from a party's name, else from what the chat calls the sender", () => {
    const sent = (sender: string, role = sender) =>
      likelySpeaker(view, { id: "m", sender, role, at: "", text: "" });
    expect(sent("南川快运客服")).to.equal("logistics:nanchuan-freight");
    expect(sent("小沫", "seller")).to.equal("merchant");
    expect(sent("我")).to.equal("consumer");
    expect(sent("路人")).to.equal(undefined);
  });

  it("are an admission where the speaker is the one at fault", () => {
    expect(isAdmission(mark("m"))).to.equal(true);
    expect(isAdmission(mark("m", { speaker: "consumer" }))).to.equal(false);
    expect(isAdmission(mark("m", { states: { as: "defect", state: "no" } }))).to.equal(false);
    const carrier = "logistics:nanchuan-freight";
    expect(isAdmission(mark("m", { speaker: carrier, states: fault(carrier) }))).to.equal(true);
    expect(isAdmission(mark("m", { speaker: "merchant", states: fault(carrier) }))).to.equal(false);
  });

  it("are undone step by step, removals too", () => {
    const one = addMark(noMarks, mark("a"));
    const two = addMark(one, mark("b"));
    const removed = removeMark(two, two.now[0]!);
    expect(removed.now.map(({ messageId }) => messageId)).to.deep.equal(["b"]);
    expect(undo(removed).now).to.deep.equal(two.now);
    expect(undo(undo(undo(removed))).now).to.deep.equal([]);
    expect(undo(noMarks)).to.deep.equal(noMarks);
  });

  it("say the same of the same message once, and are no more than a hand-in takes", () => {
    const one = addMark(noMarks, mark("a"));
    expect(addMark(one, mark("a"))).to.equal(one);
    let full = noMarks;
    for (let at = 0; at <= MOST_MARKS; at += 1) full = addMark(full, mark(`m${at}`));
    expect(full.now).to.have.length(MOST_MARKS);
  });
});
