import { expect } from "chai";
import { actionsOf } from "../../../server/app/case-actions.ts";
import { type CaseState, standardWindows } from "../../../server/domain/case/types.ts";
import type { PanelView } from "../../../server/schema/panel.ts";

const terms = {
  caseId: "ab".repeat(32),
  filedAt: "2026-03-01T00:00:00Z",
  amountMinor: 100n,
  parties: [
    { partyId: "claimant", role: "claimant" },
    { partyId: "shop", role: "obligor" },
  ],
  windows: standardWindows,
  disputedAtFiling: true,
  deadlineAt: "2026-03-03T00:00:00Z",
} as const;
const candidates = [{ number: 1, by: "engine", findingHash: "cd".repeat(32) }];
const claimant = { partyId: "claimant", kind: "consumer", isParty: true };
const shop = { partyId: "shop", kind: "merchant", isParty: true };
const arbitrator = { partyId: "lin", kind: "arbitrator", isParty: false };
const seat = (committed: boolean, revealed = false) =>
  ({
    phase: "voting",
    revealsOpen: committed,
    voters: [{ partyId: "lin", voter: "00", committed, revealed }],
  }) as unknown as PanelView;

describe("what a viewer may do", () => {
  it("lets a merchant accept or contest a new claim", () => {
    const state: CaseState = { ...terms, status: "FILED" };
    expect(actionsOf(state, shop, null)).to.deep.equal(["hand_in_evidence", "accept_claim", "contest_claim"]);
  });

  it("lets the claimant withdraw and hand in, not answer", () => {
    const state: CaseState = { ...terms, status: "RESPONSE", answers: [] };
    expect(actionsOf(state, claimant, null)).to.deep.equal(["hand_in_evidence", "withdraw"]);
  });

  it("asks nobody for a second answer", () => {
    const answers = [{ partyId: "shop", action: "contest", reason: "whole" }] as const;
    expect(actionsOf({ ...terms, status: "RESPONSE", answers }, shop, null)).to.deep.equal([
      "hand_in_evidence",
    ]);
  });

  it("offers a waiver of evidence once", () => {
    const state: CaseState = { ...terms, status: "EVIDENCE", answers: [], waived: ["shop"] };
    expect(actionsOf(state, shop, null)).to.not.include("waive_evidence");
    expect(actionsOf(state, claimant, null)).to.include("waive_evidence");
  });

  it("keeps the way to a person open for who accepted the proposal", () => {
    const state: CaseState = { ...terms, status: "PROPOSED", candidates, accepted: ["shop"] };
    expect(actionsOf(state, shop, null)).to.deep.equal(["object"]);
  });

  it("lets the drawn arbitrator commit, then reveal, then nothing", () => {
    const state: CaseState = { ...terms, status: "REVIEW", candidates, panel: 1 };
    expect(actionsOf(state, arbitrator, seat(false))).to.deep.equal(["commit_vote"]);
    expect(actionsOf(state, arbitrator, seat(true))).to.deep.equal(["reveal_vote"]);
    expect(actionsOf(state, arbitrator, seat(true, true))).to.be.empty;
  });

  it("lets a member reveal once the time to commit is over, whoever was silent", () => {
    const state: CaseState = { ...terms, status: "REVIEW", candidates, panel: 1 };
    const panel = { ...seat(true), revealsOpen: true };
    const silent = { partyId: "wu", voter: "01", committed: false, revealed: false };
    expect(actionsOf(state, arbitrator, { ...panel, voters: [...panel.voters, silent] })).to.deep.equal([
      "reveal_vote",
    ]);
  });

  it("offers an appeal to every party that may still make it", () => {
    const state: CaseState = { ...terms, status: "DECIDED", candidates, ruling: 1, waived: ["claimant"] };
    const appeal = { costWei: "0", seats: 3, deadlineAt: terms.deadlineAt, forfeited: false };
    expect(actionsOf(state, shop, null, appeal)).to.deep.equal(["appeal", "waive_appeal"]);
    expect(actionsOf(state, shop, null, { ...appeal, forfeited: true })).to.deep.equal(["waive_appeal"]);
    expect(actionsOf(state, shop, null, null)).to.deep.equal(["waive_appeal"]);
    expect(actionsOf(state, claimant, null, appeal)).to.be.empty;
  });

  it("offers nothing to who is no party and has no seat", () => {
    const state: CaseState = { ...terms, status: "DECIDED", candidates, ruling: 1, waived: [] };
    expect(actionsOf(state, { ...arbitrator, partyId: "wu" }, seat(false))).to.be.empty;
  });
});
