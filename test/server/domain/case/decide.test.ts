import { expect } from "chai";
import fc from "fast-check";
import { decide, readyToPropose } from "../../../../server/domain/case/decide.ts";
import { CaseError } from "../../../../server/domain/case/errors.ts";
import { evolve, initial, replay } from "../../../../server/domain/case/evolve.ts";
import { turnOf } from "../../../../server/domain/case/turn.ts";
import { type CaseCommand, type CaseState, CLAIMANT } from "../../../../server/domain/case/types.ts";
import {
  AT,
  candidates,
  contest,
  file,
  fileOrdinary,
  hours,
  play,
  type Step,
  terms,
  toDecided,
  toEvidence,
  toFinal,
  toProposed,
  toRecourse,
  toReview,
} from "./story.ts";

const refusal = (work: () => unknown): string => {
  try {
    work();
    return "allowed";
  } catch (error) {
    return error instanceof CaseError ? error.code : String(error);
  }
};

describe("a case", () => {
  describe("given nothing, when a claim is filed", () => {
    it("waits for the merchant in the ordinary way", () => {
      expect(play(fileOrdinary).state).to.include({ status: "FILED", deadlineAt: hours(48) });
    });

    it("opens as a dispute at once where the platform's promise covers it", () => {
      const { state, events } = play(file);
      expect(state).to.include({ status: "RESPONSE", deadlineAt: hours(48) });
      expect(events.map(({ type }) => type)).to.deep.equal(["filed", "disputed", "triaged"]);
    });

    it("cannot be filed twice", () => {
      expect(refusal(() => play(file, file))).to.equal("case.forbidden_transition");
    });
  });

  describe("given a claim in the ordinary way", () => {
    it("is accepted by the merchant and refunded", () => {
      const accept: Step = [{ type: "answer", by: "shop", action: "accept", reason: "sorry" }];
      expect(play(fileOrdinary, accept).state).to.include({ status: "ACCEPTED" });
      expect(play(fileOrdinary, accept, [{ type: "refund_paid" }]).state.status).to.equal("REFUNDED");
    });

    it("becomes a dispute when the merchant contests, whose answer counts already", () => {
      const { state } = play(fileOrdinary, contest("shop"));
      expect(state.status).to.equal("RESPONSE");
      expect(turnOf(state)?.partyIds).to.deep.equal(["carrier"]);
    });

    it("becomes a dispute when the merchant is silent, not an hour earlier", () => {
      expect(play(fileOrdinary, [{ type: "tick" }, hours(47)]).state.status).to.equal("FILED");
      expect(play(fileOrdinary, [{ type: "tick" }, hours(48)]).state.status).to.equal("RESPONSE");
    });

    it("becomes a dispute when an accepted refund is not paid in time", () => {
      const accept: Step = [{ type: "answer", by: "shop", action: "accept", reason: "sorry" }];
      expect(play(fileOrdinary, accept, [{ type: "tick" }, hours(48)]).state.status).to.equal("RESPONSE");
    });
  });

  describe("given a dispute", () => {
    it("gathers evidence once every obligor has answered", () => {
      expect(play(file, contest("shop")).state.status).to.equal("RESPONSE");
      expect(play(...toEvidence).state).to.include({ status: "EVIDENCE", deadlineAt: hours(72) });
    });

    it("records who was silent and goes on", () => {
      const { state, events } = play(file, contest("shop"), [{ type: "tick" }, hours(48)]);
      expect(state.status).to.equal("EVIDENCE");
      expect(events.at(-1)).to.deep.include({ type: "evidence_opened", silent: ["carrier"] });
    });

    it("refuses a second answer, a stranger's and the claimant's own", () => {
      expect(refusal(() => play(file, contest("shop"), contest("shop")))).to.equal(
        "case.forbidden_transition",
      );
      expect(refusal(() => play(file, contest("nobody")))).to.equal("case.not_your_turn");
      expect(refusal(() => play(file, contest(CLAIMANT)))).to.equal("case.not_your_turn");
    });
  });

  describe("given evidence is gathered", () => {
    it("may not be decided while somebody may still hand in", () => {
      const { state } = play(...toEvidence, [{ type: "waive_evidence", by: "shop" }]);
      expect(readyToPropose(state, hours(1))).to.equal(false);
      expect(refusal(() => decide(state, { type: "propose", candidates }, hours(1)))).to.equal(
        "case.forbidden_transition",
      );
    });

    it("may be decided when the window has closed", () => {
      expect(readyToPropose(play(...toEvidence).state, hours(72))).to.equal(true);
    });

    it("counts a waiver once", () => {
      const waive: Step = [{ type: "waive_evidence", by: "shop" }];
      expect(
        play(...toEvidence, waive, waive).events.filter(({ type }) => type === "evidence_waived"),
      ).to.have.length(1);
    });
  });

  describe("given a proposal", () => {
    it("is final only when the chain says so, though all accept", () => {
      const accepts = [CLAIMANT, "shop", "carrier"].map((by): Step => [{ type: "accept_proposal", by }]);
      expect(play(...toProposed, ...accepts).state.status).to.equal("PROPOSED");
      const { events } = play(...toProposed, ...accepts, [{ type: "finalise", number: 1 }]);
      expect(events.at(-1)).to.deep.include({ type: "finalised", how: "accepted" });
    });

    it("goes to people when any party asks", () => {
      expect(play(...toReview).state).to.include({ status: "REVIEW", panel: 1 });
    });

    it("is never made final by our own clock", () => {
      expect(play(...toProposed, [{ type: "tick" }, hours(1000)]).state.status).to.equal("PROPOSED");
    });
  });

  describe("given a review", () => {
    it("replaces silent panels twice and then stays undecided", () => {
      const tick = (at: string): Step => [{ type: "tick" }, at];
      const ticks = [tick(hours(200)), tick(hours(400)), tick(hours(800))];
      expect(play(...toReview, ticks[0] as Step).state).to.include({ status: "REVIEW", panel: 2 });
      expect(play(...toReview, ...ticks).state.status).to.equal("UNDECIDED");
    });

    it("takes the candidate the ruling names", () => {
      expect(play(...toFinal).state).to.deep.include({ status: "FINAL", outcome: candidates[1] });
    });

    it("charges nobody when the panel refused to rule", () => {
      expect(
        play(...toReview, [{ type: "rule", ruling: 0 }], [{ type: "finalise", number: 0 }]).state.status,
      ).to.equal("UNDECIDED");
    });

    it("refuses an outcome that is no candidate", () => {
      expect(refusal(() => play(...toDecided, [{ type: "finalise", number: 7 }]))).to.equal(
        "case.forbidden_transition",
      );
    });

    it("takes the same outcome told twice for once", () => {
      expect(play(...toFinal, [{ type: "finalise", number: 2 }]).state.status).to.equal("FINAL");
    });
  });

  describe("given a ruling somebody appeals", () => {
    const appeal: Step = [{ type: "appeal", by: "shop", reason: "the padding was not thin" }];
    const [decidedAt = ""] = [play(...toDecided).state].map((state) =>
      "deadlineAt" in state ? state.deadlineAt : "",
    );

    it("goes to other arbitrators, with their time", () => {
      const { state } = play(...toDecided, appeal);
      expect(state).to.deep.include({ status: "APPEAL", decided: false, panel: 1, candidates });
      expect(turnOf(state)).to.deep.include({ partyIds: ["panel"], action: "rule" });
    });

    it("is heard once: their ruling waits for the chain and for nobody else", () => {
      const { state } = play(...toDecided, appeal, [{ type: "rule", ruling: 1 }]);
      expect(state).to.deep.include({ status: "APPEAL", decided: true, ruling: 1 });
      expect(turnOf(state)).to.equal(null);
      for (const again of [appeal, [{ type: "rule", ruling: 2 }] as Step])
        expect(refusal(() => play(...toDecided, appeal, [{ type: "rule", ruling: 1 }], again))).to.equal(
          "case.forbidden_transition",
        );
    });

    it("ends with what they ruled", () => {
      const { state } = play(
        ...toDecided,
        appeal,
        [{ type: "rule", ruling: 1 }],
        [{ type: "finalise", number: 1 }],
      );
      expect(state).to.deep.include({ status: "FINAL", outcome: candidates[0] });
    });

    it("gets a reserve panel when they are silent, and ends undecided after the third", () => {
      const { state: appealed } = play(...toDecided, appeal);
      let state: CaseState = appealed;
      for (const status of ["APPEAL", "APPEAL", "UNDECIDED"]) {
        const at = "deadlineAt" in state ? state.deadlineAt : "";
        state = decide(state, { type: "tick" }, at).reduce(evolve, state);
        expect(state.status).to.equal(status);
      }
    });

    it("comes too late once the window is over, and from who gave it up not at all", () => {
      const { state } = play(...toDecided);
      const late: CaseCommand = { type: "appeal", by: "shop", reason: "late" };
      expect(refusal(() => decide(state, late, decidedAt))).to.equal("case.forbidden_transition");
      expect(refusal(() => play(...toDecided, [{ type: "waive_appeal", by: "shop" }], appeal))).to.equal(
        "case.forbidden_transition",
      );
    });

    it("is a party's alone", () => {
      expect(refusal(() => play(...toDecided, [{ type: "appeal", by: "stranger", reason: "" }]))).to.equal(
        "case.not_your_turn",
      );
    });
  });

  describe("given an outcome", () => {
    it("settles when the bonds covered it, and stays a debt when not", () => {
      expect(
        play(...toRecourse, [{ type: "recovered", debt: false }], [{ type: "close" }]).state.status,
      ).to.equal("CLOSED");
      const owing = play(...toRecourse, [{ type: "recovered", debt: true }]);
      expect(owing.state.status).to.equal("DEBT");
    });

    it("cannot be withdrawn any more", () => {
      expect(refusal(() => play(...toFinal, [{ type: "withdraw", by: CLAIMANT, reason: "" }]))).to.equal(
        "case.forbidden_transition",
      );
    });
  });

  describe("withdrawing", () => {
    it("is the claimant's alone", () => {
      expect(play(file, [{ type: "withdraw", by: CLAIMANT, reason: "found it" }]).state.status).to.equal(
        "WITHDRAWN",
      );
      expect(refusal(() => play(file, [{ type: "withdraw", by: "shop", reason: "" }]))).to.equal(
        "case.not_your_turn",
      );
    });
  });

  describe("forbidden transitions", () => {
    const commands: CaseCommand[] = [
      { type: "file", terms },
      { type: "answer", by: "shop", action: "contest", reason: "no" },
      { type: "refund_paid" },
      { type: "waive_evidence", by: "shop" },
      { type: "propose", candidates },
      { type: "accept_proposal", by: "shop" },
      { type: "object", by: "shop", reason: "no" },
      { type: "rule", ruling: 1 },
      { type: "waive_appeal", by: "shop" },
      { type: "appeal", by: "shop", reason: "the padding was thin" },
      { type: "finalise", number: 1 },
      { type: "start_recourse" },
      { type: "recovered", debt: false },
      { type: "close" },
    ];
    const allowed: Record<string, readonly CaseCommand["type"][]> = {
      NONE: ["file"],
      FILED: ["answer"],
      RESPONSE: ["answer"],
      EVIDENCE: ["waive_evidence"],
      PROPOSED: ["accept_proposal", "object", "finalise"],
      REVIEW: ["rule", "finalise"],
      DECIDED: ["waive_appeal", "appeal", "finalise"],
      APPEAL: ["rule", "finalise"],
      FINAL: ["start_recourse", "close"],
      RECOURSE: ["recovered"],
      WITHDRAWN: [],
    };
    const states: Record<string, CaseState> = {
      NONE: initial,
      FILED: play(fileOrdinary).state,
      RESPONSE: play(file).state,
      EVIDENCE: play(...toEvidence).state,
      PROPOSED: play(...toProposed).state,
      REVIEW: play(...toReview).state,
      DECIDED: play(...toDecided).state,
      APPEAL: play(...toDecided, [{ type: "appeal", by: "shop", reason: "no" }]).state,
      FINAL: play(...toFinal).state,
      RECOURSE: play(...toRecourse).state,
      WITHDRAWN: play(file, [{ type: "withdraw", by: CLAIMANT, reason: "" }]).state,
    };
    for (const [status, state] of Object.entries(states)) {
      it(`in ${status} only ${allowed[status]?.join(", ") || "nothing"} is possible`, () => {
        const possible = commands.filter(
          (command) => refusal(() => decide(state, command, hours(1))) === "allowed",
        );
        expect(possible.map(({ type }) => type)).to.deep.equal(allowed[status]);
      });
    }
  });

  it("keeps terms and folds to the same state from stored events, whatever is asked of it", () => {
    const command = fc.constantFrom<CaseCommand>(
      contest("shop")[0],
      contest("carrier")[0],
      { type: "waive_evidence", by: CLAIMANT },
      { type: "waive_evidence", by: "shop" },
      { type: "waive_evidence", by: "carrier" },
      { type: "propose", candidates },
      { type: "accept_proposal", by: "shop" },
      { type: "object", by: "shop", reason: "no" },
      { type: "rule", ruling: 1 },
      { type: "finalise", number: 1 },
      { type: "start_recourse" },
      { type: "recovered", debt: false },
      { type: "close" },
      { type: "tick" },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(command, fc.nat(90)), { maxLength: 25 }), (steps) => {
        let state = play(file).state;
        let at = Date.parse(AT);
        const events = [...play(file).events];
        for (const [next, later] of steps) {
          at += later * 3_600_000;
          try {
            const added = decide(state, next, new Date(at).toISOString());
            state = added.reduce(evolve, state);
            events.push(...added);
          } catch (error) {
            if (!(error instanceof CaseError)) throw error;
          }
        }
        expect(replay(events)).to.deep.equal(state);
        expect(state).to.deep.include({ amountMinor: terms.amountMinor, windows: terms.windows });
        expect(events.filter(({ type }) => type === "finalised").length).to.be.at.most(1);
      }),
      { numRuns: 500 },
    );
  });
});
