import { expect } from "chai";
import { anyInstant } from "../support/any-instant.ts";
import {
  CARRIER,
  CLAIMANT,
  DAY,
  deployDisputes,
  ethers,
  FEE,
  type Finding,
  findingHashOf,
  MERCHANT,
  networkHelpers,
  PLATFORM,
  Status,
  type Terms,
  termsHashOf,
} from "./dispute-fixture.ts";

const text = (word: string) => ethers.encodeBytes32String(word);

const fixture = async () => {
  const all = await deployDisputes();
  const file = async (changes: Partial<Terms>) =>
    all.registry.connect(all.clerk).openCase(await all.resolved(all.termsFor(changes)));
  return { ...all, file };
};

const opened = async () => {
  const all = await fixture();
  const terms = await all.openCase();
  return { ...all, terms, proposal: all.findingFor(terms) };
};

const proposed = async () => {
  const all = await opened();
  await all.freeze(all.terms, [all.proposal]);
  return all;
};

const disputed = async () => {
  const all = await opened();
  await all.advance(all.terms, 80_000n);
  const disputeId = await all.dispute(all.terms, [all.proposal]);
  await all.panel.draw(disputeId);
  return { ...all, disputeId };
};

const closed = async () => {
  const all = await proposed();
  await all.accept(all.terms, all.proposal);
  await all.registry.enforce(all.terms, all.proposal);
  return all;
};

describe("CaseRegistry", () => {
  describe("openCase", () => {
    it("keeps the hash of the terms and tells the fund payee and cap", async () => {
      const { registry, fund, terms } = await networkHelpers.loadFixture(opened);
      expect(await registry.termsHashOf(terms.caseId)).to.equal(termsHashOf(terms));
      const account = await fund.accountOf(terms.caseId);
      expect([account.payee, account.cap]).to.deep.equal([terms.payee, 100_000n]);
    });

    it("is for the case clerk", async () => {
      const all = await networkHelpers.loadFixture(fixture);
      const terms = await all.resolved(all.termsFor());
      await expect(all.registry.connect(all.stranger).openCase(terms))
        .to.be.revertedWithCustomError(all.registry, "AccessManagedUnauthorized")
        .withArgs(all.stranger);
    });

    it("refuses an id that is used", async () => {
      const { registry, file, terms } = await networkHelpers.loadFixture(opened);
      await expect(file({ caseId: terms.caseId }))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadStatus")
        .withArgs(terms.caseId, Status.Open);
    });

    const id = ethers.id("case");
    const missing: [field: string, changes: Partial<Terms>][] = [
      ["payee", { payee: ethers.ZeroAddress }],
      ["arbitrator", { arbitrator: "0x0000000000000000000000000000000000000009" }],
      ["claimantSigner", { claimantSigner: "0x1234" }],
    ];
    for (const [field, changes] of missing) {
      it(`refuses a missing ${field}`, async () => {
        const { registry, file } = await networkHelpers.loadFixture(fixture);
        await expect(file({ caseId: id, ...changes }))
          .to.be.revertedWithCustomError(registry, "CaseRegistryMissing")
          .withArgs(id, text(field));
      });
    }

    it("refuses the id zero", async () => {
      const { registry, file } = await networkHelpers.loadFixture(fixture);
      await expect(file({ caseId: ethers.ZeroHash }))
        .to.be.revertedWithCustomError(registry, "CaseRegistryMissing")
        .withArgs(ethers.ZeroHash, text("caseId"));
    });

    for (const field of ["freezeWindow", "objectionWindow", "rulingWindow"] as const) {
      it(`refuses a ${field} out of range`, async () => {
        const { registry, file } = await networkHelpers.loadFixture(fixture);
        for (const window of [59, 180 * DAY + 1]) {
          await expect(file({ caseId: id, [field]: window }))
            .to.be.revertedWithCustomError(registry, "CaseRegistryBadWindow")
            .withArgs(id, window);
        }
      });
    }

    it("refuses no respondents, unknown, suspended and doubled ones", async () => {
      const { registry, parties, file } = await networkHelpers.loadFixture(fixture);
      await expect(file({ caseId: id, respondents: [] }))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadCount")
        .withArgs(id, 0, 16);
      await parties.suspend(CARRIER, ethers.id("reason"));
      for (const respondents of [[id], [CARRIER], [MERCHANT, MERCHANT]]) {
        await expect(file({ caseId: id, respondents }))
          .to.be.revertedWithCustomError(registry, "CaseRegistryBadRespondent")
          .withArgs(id, respondents[0]);
      }
    });

    it("refuses claims on a line that together exceed what was paid", async () => {
      const { registry, file, openCase } = await networkHelpers.loadFixture(fixture);
      const line = { lineHash: ethers.id("line"), paid: 100n, claimed: 60n };
      await openCase({ lines: [line] });
      await expect(file({ lines: [line] }))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadLine")
        .withArgs(line.lineHash, 120, 100);
      await expect(file({ lines: [{ ...line, paid: 1_000n }] }))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadLine")
        .withArgs(line.lineHash, 120, 100);
      await file({ lines: [{ ...line, claimed: 40n }] });
      expect(await registry.lineOf(line.lineHash)).to.deep.equal([100n, 100n]);
    });

    it("refuses a line of which nothing is claimed, and no lines", async () => {
      const { registry, file } = await networkHelpers.loadFixture(fixture);
      const line = { lineHash: id, paid: 5n, claimed: 0n };
      await expect(file({ lines: [line] }))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadLine")
        .withArgs(id, 0, 5);
      await expect(file({ caseId: id, lines: [] }))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadCount")
        .withArgs(id, 0, 32);
    });
  });

  it("refuses terms that are not those of the filing, in every call that takes them", async () => {
    const { registry, clerk, terms, proposal, admin } = await networkHelpers.loadFixture(opened);
    const changed = { ...terms, payee: clerk.getAddress() };
    const other = { ...changed, payee: await clerk.getAddress() };
    const signature = { partyId: CLAIMANT, signer: "0x", signature: "0x" };
    const calls = [
      registry.connect(clerk).submitEvidence(other, "ipfs://x"),
      registry.connect(clerk).freezeCandidates(other, ethers.ZeroHash, [ethers.id("f")]),
      registry.acceptProposal(other, ethers.id("f"), []),
      registry.object(other, signature),
      registry.requestRuling(other),
      registry.requestAppeal(other, signature),
      registry.waiveAppeal(other, []),
      registry.enforce(other, proposal),
      registry.enforceRefused(other),
      registry.connect(admin).reopen(other, ethers.id("j")),
    ];
    for (const call of calls) {
      await expect(call)
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadTerms")
        .withArgs(terms.caseId, termsHashOf(other), termsHashOf(terms));
    }
  });

  describe("evidence and freeze", () => {
    it("emits ERC-1497 evidence while open, and refuses it after the freeze", async () => {
      const { registry, clerk, terms, proposal, freeze } = await networkHelpers.loadFixture(opened);
      await expect(registry.connect(clerk).submitEvidence(terms, "ipfs://root"))
        .to.emit(registry, "Evidence")
        .withArgs(terms.arbitrator, BigInt(terms.caseId), clerk, "ipfs://root");
      await freeze(terms, [proposal]);
      await expect(registry.connect(clerk).submitEvidence(terms, "ipfs://late"))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadStatus")
        .withArgs(terms.caseId, Status.Proposed);
      await expect(freeze(terms, [proposal]))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadStatus")
        .withArgs(terms.caseId, Status.Proposed);
    });

    it("refuses no candidates, a zero hash, and a freeze after its window", async () => {
      const { registry, clerk, terms, proposal, freeze } = await networkHelpers.loadFixture(opened);
      await expect(freeze(terms, []))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadCount")
        .withArgs(terms.caseId, 0, 32);
      await expect(registry.connect(clerk).freezeCandidates(terms, ethers.ZeroHash, [ethers.ZeroHash]))
        .to.be.revertedWithCustomError(registry, "CaseRegistryMissing")
        .withArgs(terms.caseId, text("findingHash"));
      await networkHelpers.time.increase(7 * DAY + 1);
      await expect(freeze(terms, [proposal]))
        .to.be.revertedWithCustomError(registry, "CaseRegistryTooLate")
        .withArgs(terms.caseId, anyInstant, anyInstant);
    });
  });

  describe("acceptProposal", () => {
    it("takes an offer all signed that was never a candidate, before the freeze too", async () => {
      const { registry, terms, accept, findingFor } = await networkHelpers.loadFixture(opened);
      const offer = findingFor(terms, { award: 40_000n, payables: [40_000n, 0n] });
      await expect(accept(terms, offer))
        .to.emit(registry, "OutcomeFinal")
        .withArgs(terms.caseId, 1, 0, findingHashOf(offer));
      await expect(registry.enforce(terms, offer)).to.emit(registry, "OutcomeEnforced");
    });

    it("refuses a missing, misplaced or foreign signature", async () => {
      const all = await networkHelpers.loadFixture(proposed);
      const { registry, terms, proposal } = all;
      const findingHash = findingHashOf(proposal);
      const good = await all.allSignatures(terms, "Acceptance", { round: 1, findingHash });
      const [claimant, merchant, carrier, platform] = good;
      await expect(registry.acceptProposal(terms, findingHash, good.slice(0, 3)))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadCount")
        .withArgs(terms.caseId, 3, 4);
      await expect(
        registry.acceptProposal(terms, findingHash, [claimant, carrier, merchant, platform] as never),
      )
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadSignature")
        .withArgs(terms.caseId, MERCHANT);
      await expect(registry.acceptProposal(terms, ethers.id("other"), good))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadSignature")
        .withArgs(terms.caseId, CLAIMANT);
      const forged = { ...(good[3] as object), signer: all.keyOf(MERCHANT).address };
      await expect(registry.acceptProposal(terms, findingHash, [...good.slice(0, 3), forged] as never))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadSignature")
        .withArgs(terms.caseId, PLATFORM);
    });

    it("cannot be replayed in a later round", async () => {
      const all = await networkHelpers.loadFixture(closed);
      await all.registry.connect(all.admin).reopen(all.terms, ethers.id("judgment"));
      await expect(all.accept(all.terms, all.proposal, 1))
        .to.be.revertedWithCustomError(all.registry, "CaseRegistryBadSignature")
        .withArgs(all.terms.caseId, ethers.ZeroHash);
    });

    it("settles a case the arbitrator has, whose ruling is then refused", async () => {
      const all = await networkHelpers.loadFixture(disputed);
      await all.panelRules(all.terms, all.disputeId, 0);
      await all.accept(all.terms, all.proposal);
      await networkHelpers.time.increase(7 * DAY + 1);
      await expect(all.panel.executeRuling(all.disputeId))
        .to.be.revertedWithCustomError(all.registry, "CaseRegistryBadStatus")
        .withArgs(all.terms.caseId, Status.Final);
    });

    it("refuses a zero hash", async () => {
      const { registry, terms } = await networkHelpers.loadFixture(proposed);
      await expect(registry.acceptProposal(terms, ethers.ZeroHash, []))
        .to.be.revertedWithCustomError(registry, "CaseRegistryMissing")
        .withArgs(terms.caseId, text("findingHash"));
    });

    it("refuses a final case", async () => {
      const { registry, terms } = await networkHelpers.loadFixture(closed);
      await expect(registry.acceptProposal(terms, ethers.id("f"), []))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadStatus")
        .withArgs(terms.caseId, Status.Closed);
    });
  });

  describe("object and requestRuling", () => {
    it("takes an objection of the claimant or any respondent", async () => {
      for (const partyId of [CLAIMANT, CARRIER]) {
        const { registry, terms, object } = await networkHelpers.loadFixture(proposed);
        await expect(object(terms, partyId)).to.emit(registry, "Objected").withArgs(terms.caseId, 1, partyId);
      }
    });

    it("takes a suspended party's objection: suspension does not silence it", async () => {
      const { registry, parties, terms, object } = await networkHelpers.loadFixture(proposed);
      await parties.suspend(MERCHANT, ethers.id("reason"));
      await expect(object(terms)).to.emit(registry, "Objected");
    });

    it("refuses an outsider, and an objection after the window", async () => {
      const { registry, terms, object, keys } = await networkHelpers.loadFixture(proposed);
      const outsider = ethers.id("party:arbitrator-0");
      expect(keys[outsider]).to.not.equal(undefined);
      await expect(object(terms, outsider))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadSignature")
        .withArgs(terms.caseId, outsider);
      await networkHelpers.time.increase(3 * DAY + 1);
      await expect(object(terms))
        .to.be.revertedWithCustomError(registry, "CaseRegistryTooLate")
        .withArgs(terms.caseId, anyInstant, anyInstant);
    });

    it("needs an objection before the arbitrator is asked", async () => {
      const { registry, terms } = await networkHelpers.loadFixture(proposed);
      await expect(registry.requestRuling(terms))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadStatus")
        .withArgs(terms.caseId, Status.Proposed);
    });

    it("refuses less than the cost and more than the cap", async () => {
      const { registry, panel, terms, object } = await networkHelpers.loadFixture(proposed);
      await panel.setFee(FEE);
      await object(terms);
      for (const value of [FEE - 1n, 10n * FEE + 1n]) {
        await expect(registry.requestRuling(terms, { value }))
          .to.be.revertedWithCustomError(registry, "CaseRegistryBadValue")
          .withArgs(terms.caseId, value, FEE);
      }
    });

    it("links dispute and case both ways", async () => {
      const { registry, panel, terms, disputeId } = await networkHelpers.loadFixture(disputed);
      expect(await registry.caseOfDispute(panel, disputeId)).to.deep.equal([terms.caseId, 1n]);
      expect(await registry.disputeOf(terms.caseId)).to.equal(disputeId);
    });
  });

  describe("appeal and waiver", () => {
    it("refuses a waiver before there is a ruling to appeal", async () => {
      const { registry, terms, disputeId, waive } = await networkHelpers.loadFixture(disputed);
      await expect(waive(terms, disputeId, 0))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadStatus")
        .withArgs(terms.caseId, Status.Disputed);
    });

    it("refuses a waiver signed for another ruling", async () => {
      const { registry, terms, disputeId, waive, panelRules } = await networkHelpers.loadFixture(disputed);
      await panelRules(terms, disputeId, 1);
      await expect(waive(terms, disputeId, 0))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadSignature")
        .withArgs(terms.caseId, ethers.ZeroHash);
    });

    it("refuses an appeal once all gave it up, and a second waiver", async () => {
      const all = await networkHelpers.loadFixture(disputed);
      const { registry, terms, disputeId } = all;
      await all.panelRules(terms, disputeId, 1);
      await all.waive(terms, disputeId, 1);
      const appeal = await all.partySignature("AppealRequest", MERCHANT, {
        caseId: terms.caseId,
        round: 1,
        disputeId,
      });
      await expect(registry.requestAppeal(terms, appeal))
        .to.be.revertedWithCustomError(registry, "CaseRegistryAppealWaived")
        .withArgs(terms.caseId);
      await expect(all.waive(terms, disputeId, 1))
        .to.be.revertedWithCustomError(registry, "CaseRegistryAppealWaived")
        .withArgs(terms.caseId);
    });
  });

  describe("lapse", () => {
    const exits: [name: string, given: () => Promise<Awaited<ReturnType<typeof opened>>>, status: number][] =
      [
        ["Open", opened, Status.Open],
        ["Proposed", proposed, Status.Proposed],
        ["Disputed", disputed, Status.Disputed],
      ];
    for (const [name, given] of exits) {
      it(`waits for the deadline of ${name}, then ends it`, async () => {
        const { registry, terms, proposal } = await networkHelpers.loadFixture(given);
        await expect(registry.lapse(terms.caseId))
          .to.be.revertedWithCustomError(registry, "CaseRegistryTooEarly")
          .withArgs(terms.caseId, anyInstant, anyInstant);
        await networkHelpers.time.increase(61 * DAY);
        await registry.lapse(terms.caseId);
        const outcome = name === "Proposed" ? findingHashOf(proposal) : ethers.ZeroHash;
        expect(await registry.outcomeOf(terms.caseId)).to.equal(outcome);
      });
    }

    it("ends an outcome nobody could enforce in 30 days", async () => {
      const { registry, terms, accept, findingFor } = await networkHelpers.loadFixture(opened);
      await accept(terms, findingFor(terms, { award: 1n }));
      await networkHelpers.time.increase(30 * DAY + 1);
      await registry.lapse(terms.caseId);
      await expect(registry.lapse(terms.caseId))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadStatus")
        .withArgs(terms.caseId, Status.Final);
      await expect(registry.enforceRefused(terms)).to.emit(registry, "OutcomeEnforced");
    });

    it("refuses an unknown and a closed case", async () => {
      const { registry, terms } = await networkHelpers.loadFixture(closed);
      for (const [caseId, status] of [
        [ethers.id("none"), Status.None],
        [terms.caseId, Status.Closed],
      ] as const) {
        await expect(registry.lapse(caseId))
          .to.be.revertedWithCustomError(registry, "CaseRegistryBadStatus")
          .withArgs(caseId, status);
      }
    });
  });

  describe("enforce", () => {
    it("refuses a finding that is not the outcome", async () => {
      const { registry, terms, proposal, accept, findingFor } = await networkHelpers.loadFixture(proposed);
      await accept(terms, proposal);
      const other = findingFor(terms, { documentHash: ethers.id("forged") });
      await expect(registry.enforce(terms, other))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadFinding")
        .withArgs(terms.caseId, findingHashOf(other), findingHashOf(proposal));
      await expect(registry.enforceRefused(terms))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadFinding")
        .withArgs(terms.caseId, ethers.ZeroHash, findingHashOf(proposal));
    });

    const broken: [rule: string, what: string, changes: Partial<Finding>][] = [
      ["round", "of another case", { caseId: ethers.id("other") }],
      ["round", "of another round", { round: 2n }],
      ["lists", "with a share too few", { shareBps: [10_000n] }],
      ["lists", "with a payable too few", { payables: [100_000n] }],
      ["lists", "about nobody", { parties: [], shareBps: [], payables: [] }],
      ["shares", "whose shares do not sum to 10 000", { shareBps: [7_000n, 2_999n] }],
      ["sum", "whose payables do not sum to the award", { payables: [70_000n, 29_999n] }],
      ["payer", "that charges who is no respondent", { parties: [MERCHANT, ethers.id("stranger")] }],
      ["award", "over the claim", { award: 100_001n, payables: [70_000n, 30_001n] }],
    ];
    for (const [rule, what, changes] of broken) {
      it(`refuses a finding ${what}`, async () => {
        const { registry, terms, accept, findingFor } = await networkHelpers.loadFixture(opened);
        const finding = findingFor(terms, changes);
        await accept(terms, finding);
        await expect(registry.enforce(terms, finding))
          .to.be.revertedWithCustomError(registry, "CaseRegistryBrokenFinding")
          .withArgs(terms.caseId, text(rule));
      });
    }

    it("is done once", async () => {
      const { registry, terms, proposal } = await networkHelpers.loadFixture(closed);
      await expect(registry.enforce(terms, proposal))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadStatus")
        .withArgs(terms.caseId, Status.Closed);
    });

    it("frees the order lines of a case that awarded nothing", async () => {
      const { registry, terms, accept, findingFor } = await networkHelpers.loadFixture(opened);
      const denied = findingFor(terms, { award: 0n, payables: [0n, 0n] });
      await accept(terms, denied);
      await registry.enforce(terms, denied);
      expect((await registry.lineOf(terms.lines[0]?.lineHash as string))[0]).to.equal(0n);
    });
  });

  describe("reopen", () => {
    it("undoes the settlement and starts a new round under the old terms", async () => {
      const { registry, bonds, admin, terms } = await networkHelpers.loadFixture(closed);
      await expect(registry.connect(admin).reopen(terms, ethers.id("judgment")))
        .to.emit(registry, "CaseReopened")
        .withArgs(terms.caseId, 2, ethers.id("judgment"));
      expect(await bonds.bondOf(MERCHANT)).to.equal(300_000n);
      const state = await registry.stateOf(terms.caseId);
      expect([state.status, state.round, state.candidateCount]).to.deep.equal([1n, 2n, 0n]);
    });

    it("refuses a case that is not closed", async () => {
      const { registry, admin, terms } = await networkHelpers.loadFixture(opened);
      await expect(registry.connect(admin).reopen(terms, ethers.id("judgment")))
        .to.be.revertedWithCustomError(registry, "CaseRegistryBadStatus")
        .withArgs(terms.caseId, Status.Open);
    });

    it("claims the lines again that a refusal had freed", async () => {
      const { registry, admin, terms } = await networkHelpers.loadFixture(opened);
      await networkHelpers.time.increase(8 * DAY);
      await registry.lapse(terms.caseId);
      await registry.enforceRefused(terms);
      await registry.connect(admin).reopen(terms, ethers.id("judgment"));
      expect((await registry.lineOf(terms.lines[0]?.lineHash as string))[0]).to.equal(100_000n);
    });
  });

  describe("pause", () => {
    it("stops filing, freezing and objecting, never enforcement", async () => {
      const all = await networkHelpers.loadFixture(proposed);
      const { registry, admin, terms, proposal } = all;
      await all.accept(terms, proposal);
      const second = await all.openCase();
      await registry.connect(admin).pause();
      await expect(all.file({}))
        .to.be.revertedWithCustomError(registry, "CaseRegistryPaused")
        .withArgs(anyInstant);
      await expect(all.freeze(second, [proposal]))
        .to.be.revertedWithCustomError(registry, "CaseRegistryPaused")
        .withArgs(anyInstant);
      await expect(registry.enforce(terms, proposal)).to.emit(registry, "OutcomeEnforced");
    });

    it("names when it ends at the latest, and that none is on", async () => {
      const { registry, admin, file } = await networkHelpers.loadFixture(fixture);
      await expect(registry.connect(admin).unpause()).to.be.revertedWithCustomError(
        registry,
        "CaseRegistryNotPaused",
      );
      await registry.connect(admin).pause();
      const untilAt = (await networkHelpers.time.latest()) + 7 * DAY;
      await expect(file({})).to.be.revertedWithCustomError(registry, "CaseRegistryPaused").withArgs(untilAt);
    });

    it("gives every clock 24 hours after it", async () => {
      const { registry, admin, terms, object } = await networkHelpers.loadFixture(proposed);
      await networkHelpers.time.increase(3 * DAY - 60);
      await registry.connect(admin).pause();
      await networkHelpers.time.increase(2 * DAY);
      await registry.connect(admin).unpause();
      await networkHelpers.time.increase(DAY - 60);
      await expect(registry.lapse(terms.caseId))
        .to.be.revertedWithCustomError(registry, "CaseRegistryTooEarly")
        .withArgs(terms.caseId, anyInstant, anyInstant);
      await expect(object(terms)).to.emit(registry, "Objected");
    });

    it("ends by itself after 7 days and may not follow another within 30", async () => {
      const { registry, admin, file } = await networkHelpers.loadFixture(fixture);
      await registry.connect(admin).pause();
      await networkHelpers.time.increase(7 * DAY);
      await file({});
      await expect(registry.connect(admin).pause())
        .to.be.revertedWithCustomError(registry, "CaseRegistryPausedLately")
        .withArgs(anyInstant, anyInstant);
      await networkHelpers.time.increase(23 * DAY);
      await expect(registry.connect(admin).pause()).to.emit(registry, "Paused");
    });
  });
});
