import { expect } from "chai";
import { anyInstant } from "../support/any-instant.ts";
import {
  DAY,
  deployDisputes,
  ethers,
  FEE,
  HOUR,
  Kind,
  MERCHANT,
  networkHelpers,
  PANEL,
  Phase,
  panelRequest,
  seedCommitmentOf,
  type Terms,
  voterId,
} from "./dispute-fixture.ts";

const SEED = ethers.id("seed");
async function disputeWith(
  changes: (caseId: string) => Partial<Terms> = () => ({}),
  fee = 0n,
  seeds: string[] = [],
) {
  const all = await deployDisputes();
  await all.panel.setFee(fee);
  const caseId = ethers.hexlify(ethers.randomBytes(32));
  for (const seed of seeds) await all.bondSeed(caseId, seed);
  const terms = await all.openCase({ caseId, ...changes(caseId) });
  const disputeId = await all.dispute(
    terms,
    [all.findingFor(terms), all.findingFor(terms, { award: 0n })],
    fee,
  );
  return { ...all, terms, disputeId };
}

const created = () => disputeWith();
const seeded = () =>
  disputeWith(
    (caseId) => ({
      arbitratorExtraData: panelRequest({
        caseId,
        respondents: [MERCHANT],
        witnessSeeds: [seedCommitmentOf(caseId, SEED)],
      }),
    }),
    0n,
    [SEED],
  );
const drawn = async () => {
  const all = await created();
  await all.panel.draw(all.disputeId);
  const voter = (await all.panel.panelOf(all.disputeId, 1))[0] as string;
  return { ...all, voter, ballot: all.vote(all.disputeId, all.terms.caseId, 1, voter, 2) };
};
const ruled = async () => {
  const all = await drawn();
  await all.panelRules(all.terms, all.disputeId, 2);
  return all;
};

type Created = Awaited<ReturnType<typeof created>>;

const appeal = (all: Created) => all.appeal(all.terms, all.disputeId);

/** Appeals, and draws the appeal's panel. */
const appealAndDraw = async (all: Created) => {
  await appeal(all);
  await all.panel.draw(all.disputeId);
};

/** All members of the present panel vote as told, one choice a member. */
const votesOf = async (all: Created, rulings: number[]) => {
  const { round } = await all.panel.disputeOf(all.disputeId);
  const members = await all.panel.panelOf(all.disputeId, round);
  const ballots = members
    .slice(0, rulings.length)
    .map((voter, i) => all.vote(all.disputeId, all.terms.caseId, Number(round), voter, rulings[i] ?? 0));
  for (const ballot of ballots) await all.commit(ballot);
  if (ballots.length < members.length) await networkHelpers.time.increase(PANEL.commitWindow);
  for (const ballot of ballots) await all.reveal(ballot);
};

describe("ArbitratorPanel", () => {
  describe("constructor", () => {
    const bad: [field: string, changes: Partial<typeof PANEL>, value: number][] = [
      ["firstPanelSize", { firstPanelSize: 2 }, 2],
      ["firstPanelSize", { firstPanelSize: 17 }, 17],
      ["appealPanelSize", { firstPanelSize: 5, appealPanelSize: 3 }, 3],
      ["seedWindow", { seedWindow: 0 }, 0],
      ["revealWindow", { revealWindow: 90 * DAY + 1 }, 90 * DAY + 1],
      ["seedBond", { seedBond: 0n }, 0],
    ];
    for (const [field, changes, value] of bad) {
      it(`refuses a ${field} of ${value}`, async () => {
        const { manager, parties, panel } = await networkHelpers.loadFixture(created);
        await expect(ethers.deployContract("ArbitratorPanel", [manager, parties, { ...PANEL, ...changes }]))
          .to.be.revertedWithCustomError(panel, "ArbitratorPanelBadConfig")
          .withArgs(ethers.encodeBytes32String(field), value);
      });
    }
  });

  describe("roster", () => {
    it("takes active arbitrators once", async () => {
      const { panel } = await networkHelpers.loadFixture(created);
      for (const voter of [MERCHANT, voterId(0), ethers.id("nobody")]) {
        await expect(panel.addArbitrator(voter))
          .to.be.revertedWithCustomError(panel, "ArbitratorPanelBadArbitrator")
          .withArgs(voter);
      }
      await expect(panel.removeArbitrator(MERCHANT))
        .to.be.revertedWithCustomError(panel, "ArbitratorPanelBadArbitrator")
        .withArgs(MERCHANT);
    });

    it("holds a hundred, and no more", async () => {
      const { panel, parties, keyOf } = await networkHelpers.loadFixture(created);
      const signer = keyOf(MERCHANT).address;
      for (let i = 5; i <= 100; i += 1) {
        await parties.registerParty(voterId(i), Kind.Arbitrator, signer, ethers.ZeroHash);
        if (i < 100) await panel.addArbitrator(voterId(i));
      }
      expect((await panel.roster()).length).to.equal(100);
      await expect(panel.addArbitrator(voterId(100)))
        .to.be.revertedWithCustomError(panel, "ArbitratorPanelRosterFull")
        .withArgs(100);
    });

    it("caps the fee", async () => {
      const { panel } = await networkHelpers.loadFixture(created);
      await expect(panel.setFee(FEE + 1n))
        .to.be.revertedWithCustomError(panel, "ArbitratorPanelFeeOverCap")
        .withArgs(FEE + 1n, FEE);
    });
  });

  describe("createDispute", () => {
    it("asks the exact cost and sane choices", async () => {
      const { panel, terms } = await networkHelpers.loadFixture(created);
      await expect(panel.createDispute(1, terms.arbitratorExtraData, { value: 1 }))
        .to.be.revertedWithCustomError(panel, "ArbitratorPanelBadValue")
        .withArgs(1, 0);
      for (const choices of [0, 33]) {
        await expect(panel.createDispute(choices, terms.arbitratorExtraData))
          .to.be.revertedWithCustomError(panel, "ArbitratorPanelBadRequest")
          .withArgs(ethers.encodeBytes32String("choices"), choices);
      }
    });
  });

  describe("createDispute, its extraData", () => {
    const bad: [name: string, extraData: string][] = [
      ["nothing", "0x"],
      ["a few bytes", "0x1234"],
      ["an offset past the end", ethers.toBeHex(2n ** 64n, 32)],
      [
        "an endless list",
        ethers.concat([ethers.toBeHex(32, 32), ...Array(4).fill(ethers.toBeHex(2n ** 255n, 32))]),
      ],
    ];
    for (const [name, extraData] of bad) {
      it(`is refused when it is ${name}`, async () => {
        const { panel } = await networkHelpers.loadFixture(created);
        await expect(panel.createDispute(1, extraData))
          .to.be.revertedWithCustomError(panel, "ArbitratorPanelBadExtraData")
          .withArgs(ethers.dataLength(extraData));
      });
    }

    const many = (count: number) => Array.from({ length: count }, (_, i) => ethers.id(`${i}`));
    const tooMuch: [field: string, value: number, changes: Parameters<typeof panelRequest>[0]][] = [
      ["respondents", 17, { caseId: SEED, respondents: many(17) }],
      ["excluded", 33, { caseId: SEED, respondents: [], excluded: many(33) }],
      ["witnessSeeds", 9, { caseId: SEED, respondents: [], witnessSeeds: many(9) }],
    ];
    for (const [field, value, request] of tooMuch) {
      it(`is refused for ${field} with the offending value ${value}`, async () => {
        const { panel } = await networkHelpers.loadFixture(created);
        await expect(panel.createDispute(1, panelRequest(request)))
          .to.be.revertedWithCustomError(panel, "ArbitratorPanelBadRequest")
          .withArgs(ethers.encodeBytes32String(field), value);
      });
    }
  });

  describe("seeds and draw", () => {
    it("waits for hidden seeds until their window is over", async () => {
      const { panel, disputeId } = await networkHelpers.loadFixture(seeded);
      await expect(panel.draw(disputeId))
        .to.be.revertedWithCustomError(panel, "ArbitratorPanelTooEarly")
        .withArgs(disputeId, anyInstant, anyInstant);
      await networkHelpers.time.increase(DAY + 1);
      await expect(panel.draw(disputeId)).to.emit(panel, "PanelDrawn");
    });

    it("draws at once when all seeds are revealed, whoever reveals them", async () => {
      const { panel, disputeId, stranger } = await networkHelpers.loadFixture(seeded);
      await expect(panel.connect(stranger).revealSeed(disputeId, 0, SEED))
        .to.emit(panel, "SeedRevealed")
        .withArgs(disputeId, 0, SEED);
      await expect(panel.draw(disputeId)).to.emit(panel, "PanelDrawn");
    });

    it("refuses a seed that was not committed, one twice, and one too late", async () => {
      const { panel, disputeId } = await networkHelpers.loadFixture(seeded);
      await expect(panel.revealSeed(disputeId, 0, ethers.id("other")))
        .to.be.revertedWithCustomError(panel, "ArbitratorPanelBadSeed")
        .withArgs(disputeId, 0);
      await panel.revealSeed(disputeId, 0, SEED);
      await expect(panel.revealSeed(disputeId, 0, SEED))
        .to.be.revertedWithCustomError(panel, "ArbitratorPanelBadSeed")
        .withArgs(disputeId, 0);
      await networkHelpers.time.increase(DAY + 1);
      await expect(panel.revealSeed(disputeId, 0, SEED))
        .to.be.revertedWithCustomError(panel, "ArbitratorPanelTooLate")
        .withArgs(disputeId, anyInstant, anyInstant);
    });

    it("never draws who has a conflict, was added after the dispute, or is suspended", async () => {
      const excluded = [voterId(0), voterId(1)];
      const all = await disputeWith((caseId) => ({
        arbitratorExtraData: panelRequest({ caseId, respondents: [voterId(2)], excluded }),
      }));
      const late = ethers.id("party:late");
      await all.parties.registerParty(late, Kind.Arbitrator, all.keyOf(MERCHANT).address, ethers.ZeroHash);
      await all.panel.addArbitrator(late);
      await all.parties.suspend(voterId(3), ethers.id("reason"));
      await all.panel.draw(all.disputeId);
      expect(await all.panel.panelOf(all.disputeId, 1)).to.deep.equal([voterId(4)]);
    });

    it("ends undecided when nobody can be drawn", async () => {
      const all = await disputeWith((caseId) => ({
        arbitratorExtraData: panelRequest({
          caseId,
          respondents: [],
          excluded: [0, 1, 2, 3, 4].map(voterId),
        }),
      }));
      await all.panel.draw(all.disputeId);
      await all.panel.executeRuling(all.disputeId);
      expect(await all.registry.outcomeOf(all.terms.caseId)).to.equal(ethers.ZeroHash);
    });

    it("is not drawn in the block of the request, whose hash nobody knows yet", async () => {
      const all = await deployDisputes();
      const terms = await all.openCase();
      await all.freeze(terms, [all.findingFor(terms)]);
      await all.object(terms);
      await ethers.provider.send("evm_setAutomine", [false]);
      await all.registry.requestRuling(terms);
      const draw = await all.panel.draw(1, { gasLimit: 1_000_000 });
      await networkHelpers.mine();
      await ethers.provider.send("evm_setAutomine", [true]);
      expect((await ethers.provider.getTransactionReceipt(draw.hash))?.status).to.equal(0);
      await expect(all.panel.draw(1)).to.emit(all.panel, "PanelDrawn");
    });

    it("cannot be drawn again", async () => {
      const { panel, disputeId } = await networkHelpers.loadFixture(drawn);
      await expect(panel.draw(disputeId))
        .to.be.revertedWithCustomError(panel, "ArbitratorPanelBadPhase")
        .withArgs(disputeId, Phase.Voting);
      await expect(panel.draw(99))
        .to.be.revertedWithCustomError(panel, "ArbitratorPanelUnknownDispute")
        .withArgs(99);
    });
  });

  describe("commit and reveal", () => {
    it("refuses who was not drawn", async () => {
      const all = await networkHelpers.loadFixture(drawn);
      const other = [0, 1, 2, 3, 4].map(voterId).find((voter) => voter !== all.voter) as string;
      await expect(all.commit({ ...all.ballot, voter: other }))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelNotDrawn")
        .withArgs(all.disputeId, 1, other);
    });

    it("refuses a second commitment: a vote is not changed", async () => {
      const all = await networkHelpers.loadFixture(drawn);
      await all.commit(all.ballot);
      await expect(all.commit({ ...all.ballot, ruling: 1 }))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelTooLate")
        .withArgs(all.disputeId, anyInstant, anyInstant);
    });

    it("refuses a reveal before all committed, and without a commitment", async () => {
      const all = await networkHelpers.loadFixture(drawn);
      await expect(all.reveal(all.ballot))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelTooEarly")
        .withArgs(all.disputeId, anyInstant, anyInstant);
      await networkHelpers.time.increase(PANEL.commitWindow);
      await expect(all.reveal(all.ballot))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBadVote")
        .withArgs(all.disputeId, 1, all.voter);
    });

    it("refuses another ruling than the committed one, none of the choices, and a second reveal", async () => {
      const all = await networkHelpers.loadFixture(drawn);
      await all.commit(all.ballot);
      const { commitment } = await all.panel.voteOf(all.disputeId, 1, all.voter);
      await expect(all.reveal({ ...all.ballot, ruling: 1 }))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBadReveal")
        .withArgs(all.disputeId, (given: string) => given !== commitment, commitment);
      await expect(all.reveal({ ...all.ballot, ruling: 3 }))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBadRuling")
        .withArgs(all.disputeId, 3, 2);
      await all.reveal(all.ballot);
      await expect(all.reveal(all.ballot))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBadVote")
        .withArgs(all.disputeId, 1, all.voter);
    });

    it("refuses a commitment to nothing", async () => {
      const all = await networkHelpers.loadFixture(drawn);
      const { disputeId, voter } = all;
      await expect(all.panel.commitVote(disputeId, voter, ethers.ZeroHash, all.keyOf(voter).address, "0x"))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBadVote")
        .withArgs(disputeId, 1, voter);
    });

    it("refuses a reveal once the window is over, though nobody closed the round", async () => {
      const all = await networkHelpers.loadFixture(drawn);
      await all.commit(all.ballot);
      await networkHelpers.time.increase(PANEL.revealWindow + 1);
      await expect(all.reveal(all.ballot))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelTooLate")
        .withArgs(all.disputeId, anyInstant, anyInstant);
    });

    it("gives a copied commitment no effect: it is bound to its voter", async () => {
      const all = await networkHelpers.loadFixture(ruled);
      await appealAndDraw(all);
      const members = await all.panel.panelOf(all.disputeId, 2);
      const [first, copier] = members as unknown as [string, string];
      const ballot = all.vote(all.disputeId, all.terms.caseId, 2, first, 1);
      await all.commit(ballot);
      const { commitment } = await all.panel.voteOf(all.disputeId, 2, first);
      const value = {
        caseId: all.terms.caseId,
        disputeId: all.disputeId,
        round: 2,
        voter: copier,
        commitment,
      };
      const signature = await all.sign("ArbitratorPanel", "VoteCommitment", copier, value);
      await all.panel.commitVote(all.disputeId, copier, commitment, all.keyOf(copier).address, signature);
      await networkHelpers.time.increase(PANEL.commitWindow);
      await all.reveal(ballot);
      await expect(all.reveal({ ...ballot, voter: copier }))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBadReveal")
        .withArgs(all.disputeId, (given: string) => given !== commitment, commitment);
    });
  });

  describe("closeRound", () => {
    it("waits for all votes or the window", async () => {
      const { panel, disputeId } = await networkHelpers.loadFixture(drawn);
      await expect(panel.closeRound(disputeId))
        .to.be.revertedWithCustomError(panel, "ArbitratorPanelTooEarly")
        .withArgs(disputeId, anyInstant, anyInstant);
    });

    it("draws other members on silence, and ends undecided after the third panel", async () => {
      const all = await networkHelpers.loadFixture(drawn);
      const seen = new Set<string>();
      for (const round of [1, 2, 3]) {
        seen.add((await all.panel.panelOf(all.disputeId, round))[0] as string);
        await networkHelpers.time.increase(13 * DAY);
        await expect(all.panel.closeRound(all.disputeId))
          .to.emit(all.panel, "PanelSilent")
          .withArgs(all.disputeId, round, 0, 1);
      }
      expect(seen.size).to.equal(3);
      await all.panel.executeRuling(all.disputeId);
      await all.registry.enforceRefused(all.terms);
      expect(await all.bonds.bondOf(MERCHANT)).to.equal(300_000n);
    });

    it("lets the plurality win, and the proposal on a tie", async () => {
      for (const [rulings, winner] of [
        [[2, 2, 1], 2],
        [[2, 0, 1], 1],
        [[0, 0, 2], 0],
      ] as const) {
        const all = await networkHelpers.loadFixture(ruled);
        await appealAndDraw(all);
        await votesOf(all, [...rulings]);
        await all.panel.closeRound(all.disputeId);
        expect(await all.panel.currentRuling(all.disputeId)).to.equal(winner);
      }
    });

    it("takes two of three as a quorum", async () => {
      const all = await networkHelpers.loadFixture(ruled);
      await appealAndDraw(all);
      await votesOf(all, [1, 1]);
      await networkHelpers.time.increase(PANEL.revealWindow + HOUR);
      await expect(all.panel.closeRound(all.disputeId))
        .to.emit(all.panel, "PanelRuled")
        .withArgs(all.disputeId, 2, 1, 2);
    });
  });

  describe("appeal", () => {
    it("goes once to a larger panel of other members", async () => {
      const all = await networkHelpers.loadFixture(ruled);
      await appealAndDraw(all);
      const members = await all.panel.panelOf(all.disputeId, 2);
      expect(members.length).to.equal(3);
      expect(members).not.to.include(all.voter);
      await votesOf(all, [1, 1, 1]);
      await all.panel.closeRound(all.disputeId);
      await expect(appeal(all))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelNoAppeal")
        .withArgs(all.disputeId);
      await all.panel.executeRuling(all.disputeId);
      expect((await all.panel.disputeOf(all.disputeId)).phase).to.equal(Phase.Executed);
    });

    it("draws its panel with the hash of the appeal's block, not before the next one and never again", async () => {
      const all = await networkHelpers.loadFixture(ruled);
      const before = await all.panel.disputeOf(all.disputeId);
      await appeal(all);
      const { drawBlock, phase } = await all.panel.disputeOf(all.disputeId);
      expect([phase, drawBlock]).to.deep.equal([
        BigInt(Phase.Seeding),
        BigInt(await ethers.provider.getBlockNumber()),
      ]);
      expect(await all.panel.disputeStatus(all.disputeId)).to.equal(0n);

      await all.panel.draw(all.disputeId);
      expect((await all.panel.disputeOf(all.disputeId)).entropy).to.not.equal(before.entropy);
      await expect(all.panel.draw(all.disputeId))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBadPhase")
        .withArgs(all.disputeId, Phase.Voting);
    });

    it("takes no seed that was withheld from the first draw", async () => {
      const all = await networkHelpers.loadFixture(seeded);
      await networkHelpers.time.increase(DAY + 1);
      await all.panel.draw(all.disputeId);
      await all.panelRules(all.terms, all.disputeId, 2);
      await appeal(all);
      await networkHelpers.mine();
      await expect(all.panel.revealSeed(all.disputeId, 0, SEED))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelTooLate")
        .withArgs(all.disputeId, anyInstant, anyInstant);
      await expect(all.panel.draw(all.disputeId)).to.emit(all.panel, "PanelDrawn");
    });

    it("never seats who joined the roster after the dispute", async () => {
      const all = await networkHelpers.loadFixture(ruled);
      for (const index of [0, 1, 2, 3, 4]) {
        if (voterId(index) !== all.voter) await all.panel.removeArbitrator(voterId(index));
      }
      const late = ethers.id("party:late");
      await all.parties.registerParty(late, Kind.Arbitrator, all.keyOf(MERCHANT).address, ethers.ZeroHash);
      await all.panel.addArbitrator(late);
      await expect(appeal(all))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelNobodyLeft")
        .withArgs(all.disputeId);
      expect(await all.panel.currentRuling(all.disputeId)).to.equal(2n);
    });

    it("seats as many as are left", async () => {
      const all = await networkHelpers.loadFixture(ruled);
      const others = [0, 1, 2, 3, 4].map(voterId).filter((voter) => voter !== all.voter);
      for (const voter of others.slice(2)) await all.panel.removeArbitrator(voter);
      await appealAndDraw(all);
      const members = await all.panel.panelOf(all.disputeId, 2);
      expect([...members].sort()).to.deep.equal(others.slice(0, 2).sort());
    });

    it("asks the exact cost, and tells its window", async () => {
      const all = await networkHelpers.loadFixture(ruled);
      await all.panel.setFee(FEE);
      const cost = FEE * BigInt(PANEL.appealPanelSize);
      await expect(all.appeal(all.terms, all.disputeId, MERCHANT, cost + 1n))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBadValue")
        .withArgs(cost + 1n, cost);
      const { deadlineAt } = await all.panel.disputeOf(all.disputeId);
      const window = BigInt(PANEL.appealWindow);
      expect(await all.panel.appealPeriod(all.disputeId)).to.deep.equal([deadlineAt - window, deadlineAt]);
      await all.appeal(all.terms, all.disputeId, MERCHANT, cost);
      expect(await all.panel.appealPeriod(all.disputeId)).to.deep.equal([0n, 0n]);
    });

    it("comes from the arbitrable only, within the window", async () => {
      const all = await networkHelpers.loadFixture(ruled);
      await expect(all.panel.connect(all.stranger).appeal(all.disputeId, "0x"))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelNotArbitrable")
        .withArgs(all.disputeId, all.stranger);
      await networkHelpers.time.increase(7 * DAY + 1);
      await expect(appeal(all))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelTooLate")
        .withArgs(all.disputeId, anyInstant, anyInstant);
    });
  });

  describe("executeRuling", () => {
    it("waits for the appeal window unless all waived it", async () => {
      const all = await networkHelpers.loadFixture(ruled);
      await expect(all.panel.executeRuling(all.disputeId))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelTooEarly")
        .withArgs(all.disputeId, anyInstant, anyInstant);
      expect(await all.panel.disputeStatus(all.disputeId)).to.equal(1n);
      await all.waive(all.terms, all.disputeId, 2);
      await expect(all.panel.executeRuling(all.disputeId))
        .to.emit(all.panel, "RulingExecuted")
        .withArgs(all.disputeId, 2);
    });

    it("is done once", async () => {
      const all = await networkHelpers.loadFixture(ruled);
      await networkHelpers.time.increase(7 * DAY + 1);
      await all.panel.executeRuling(all.disputeId);
      await expect(all.panel.executeRuling(all.disputeId))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBadPhase")
        .withArgs(all.disputeId, Phase.Executed);
    });
  });

  describe("fees", () => {
    it("go to who voted, to the address it signed, once", async () => {
      const all = await disputeWith(undefined, FEE);
      await all.panel.draw(all.disputeId);
      const voter = (await all.panel.panelOf(all.disputeId, 1))[0] as string;
      await all.panelRules(all.terms, all.disputeId, 1);
      const to = ethers.Wallet.createRandom().address;
      const signature = await all.sign("ArbitratorPanel", "FeeWithdrawal", voter, { voter, to, nonce: 0 });
      const signer = all.keyOf(voter).address;
      await all.panel.withdrawFees(voter, to, signer, signature);
      expect(await ethers.provider.getBalance(to)).to.equal(FEE);
      await expect(all.panel.withdrawFees(voter, to, signer, signature))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelNothingDue")
        .withArgs(voter);
    });

    it("of silent panels can be swept, and nothing else", async () => {
      const all = await disputeWith(undefined, FEE);
      await expect(all.panel.sweepUnearned(all.admin))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelNothingDue")
        .withArgs(ethers.ZeroHash);
      await all.panel.draw(all.disputeId);
      for (let i = 0; i < 3; i += 1) {
        await networkHelpers.time.increase(13 * DAY);
        await all.panel.closeRound(all.disputeId);
      }
      await all.panel.executeRuling(all.disputeId);
      await expect(all.panel.sweepUnearned(all.agent)).to.changeEtherBalance(ethers, all.agent, FEE);
    });
  });
});
