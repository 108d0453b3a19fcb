import { expect } from "chai";
import {
  CARRIER,
  DAY,
  deployDisputes,
  ethers,
  FEE,
  MERCHANT,
  networkHelpers,
  PANEL,
  panelRequest,
  seedCommitmentOf,
} from "./dispute-fixture.ts";

const CLAIMANT = ethers.ZeroHash;
const [OF_CLAIMANT, OF_WITNESS, OF_MERCHANT, OF_CARRIER] = ["c", "w", "m", "l"].map((name) =>
  ethers.id(`seed of ${name}`),
) as [string, string, string, string];
const { seedBond } = PANEL;

/** A case whose claimant, a witness and two respondents committed seeds; none of them is bonded yet. */
async function filed() {
  const all = await deployDisputes();
  const caseId = ethers.hexlify(ethers.randomBytes(32));
  const respondents = [MERCHANT, CARRIER];
  const commitmentOf = (seed: string) => seedCommitmentOf(caseId, seed);
  const extra = panelRequest({
    caseId,
    respondents,
    claimantSeed: commitmentOf(OF_CLAIMANT),
    witnessSeeds: [commitmentOf(OF_WITNESS)],
  });
  const terms = await all.openCase({ caseId, respondents, arbitratorExtraData: extra });
  await all.commitSeed(caseId, MERCHANT, OF_MERCHANT);
  await all.commitSeed(caseId, CARRIER, OF_CARRIER);
  const bondAll = async () => {
    for (const seed of [OF_CLAIMANT, OF_WITNESS, OF_MERCHANT, OF_CARRIER]) await all.bondSeed(caseId, seed);
  };
  const release = (seed: string, shown = seed) =>
    all.panel.connect(all.stranger).releaseSeed(all.registry, caseId, commitmentOf(seed), shown);
  const open = (fee = 0n) => all.dispute(terms, [all.findingFor(terms)], fee);
  return { ...all, caseId, terms, commitmentOf, bondAll, release, open };
}

/** The same, bonded, with the dispute created and all seeds hidden. */
async function hidden() {
  const all = await filed();
  await all.panel.setFee(FEE);
  await all.bondAll();
  const disputeId = await all.open(FEE);
  const reveal = (index: number, seed: string) =>
    all.panel.connect(all.stranger).revealSeed(disputeId, index, seed);
  const drawLate = async () => {
    await networkHelpers.time.increase(PANEL.seedWindow + 1);
    return all.panel.draw(disputeId);
  };
  return { ...all, disputeId, reveal, drawLate };
}

/** Merchant and claimant withheld theirs; the panel has ruled. */
async function withheld() {
  const all = await hidden();
  await all.reveal(1, OF_WITNESS);
  await all.reveal(3, OF_CARRIER);
  await all.drawLate();
  await all.panelRules(all.terms, all.disputeId, 1);
  await all.panel.setFee(0n);
  return all;
}

describe("Seeds of a draw and their bonds", () => {
  describe("commitSeed", () => {
    it("refuses a zero commitment, and a signature of somebody else", async () => {
      const all = await networkHelpers.loadFixture(filed);
      const signer = all.keyOf(CARRIER).address;
      const send = (commitment: string) =>
        all.panel.commitSeed(all.registry, all.caseId, MERCHANT, commitment, signer, "0x");
      await expect(send(ethers.ZeroHash))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBadRequest")
        .withArgs(ethers.encodeBytes32String("commitment"), 0);
      const other = await all.openCase();
      await expect(
        all.panel.commitSeed(all.registry, other.caseId, MERCHANT, ethers.id("seed"), signer, "0x"),
      )
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBadSignature")
        .withArgs(MERCHANT, signer.toLowerCase());
    });

    it("takes one a party, until a dispute used it", async () => {
      const all = await networkHelpers.loadFixture(filed);
      await expect(all.commitSeed(all.caseId, MERCHANT, ethers.id("better")))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelSeedExists")
        .withArgs(all.caseId, MERCHANT);
      await all.bondAll();
      await all.open();
      await expect(all.commitSeed(all.caseId, MERCHANT, OF_MERCHANT))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelSeedTaken")
        .withArgs(all.caseId, all.commitmentOf(OF_MERCHANT));
      await expect(all.commitSeed(all.caseId, MERCHANT, ethers.id("next")))
        .to.emit(all.panel, "SeedCommitted")
        .withArgs(all.registry, all.caseId, MERCHANT, all.commitmentOf(ethers.id("next")));
    });
  });

  describe("bondSeed", () => {
    it("takes the exact bond, once for each commitment", async () => {
      const all = await networkHelpers.loadFixture(filed);
      const commitment = all.commitmentOf(OF_WITNESS);
      for (const value of [0n, seedBond - 1n, seedBond + 1n]) {
        await expect(all.panel.bondSeed(all.registry, all.caseId, commitment, { value }))
          .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBadValue")
          .withArgs(value, seedBond);
      }
      await expect(all.panel.bondSeed(all.registry, all.caseId, ethers.ZeroHash, { value: seedBond }))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBadRequest")
        .withArgs(ethers.encodeBytes32String("commitment"), 0);
      await expect(all.bondSeed(all.caseId, OF_WITNESS))
        .to.emit(all.panel, "SeedBonded")
        .withArgs(all.registry, all.caseId, commitment, all.relayer, seedBond);
      await expect(all.bondSeed(all.caseId, OF_WITNESS, all.stranger))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelSeedTaken")
        .withArgs(all.caseId, commitment);
      expect(await all.panel.bondOf(all.registry, all.caseId, commitment)).to.deep.equal([
        await all.relayer.getAddress(),
        false,
      ]);
    });
  });

  describe("createDispute", () => {
    it("takes the bonded seeds of claimant, witnesses and respondents, in this order", async () => {
      const all = await networkHelpers.loadFixture(hidden);
      expect(await all.panel.seedsOf(all.disputeId)).to.deep.equal(
        [OF_CLAIMANT, OF_WITNESS, OF_MERCHANT, OF_CARRIER].map(all.commitmentOf),
      );
    });

    it("leaves out a seed nobody bonded", async () => {
      const all = await networkHelpers.loadFixture(filed);
      await all.bondSeed(all.caseId, OF_CARRIER);
      expect(await all.panel.seedsOf(await all.open())).to.deep.equal([all.commitmentOf(OF_CARRIER)]);
    });

    it("takes a commitment copied from another once, under who comes first", async () => {
      const all = await networkHelpers.loadFixture(filed);
      const terms = await all.openCase();
      await all.commitSeed(terms.caseId, MERCHANT, OF_CARRIER);
      await all.commitSeed(terms.caseId, CARRIER, OF_CARRIER);
      await all.bondSeed(terms.caseId, OF_CARRIER);
      const disputeId = await all.dispute(terms, [all.findingFor(terms)]);
      expect((await all.panel.seedsOf(disputeId)).length).to.equal(1);
    });

    it("takes none a second time, so that a reopened case draws on no seed that is known", async () => {
      const all = await networkHelpers.loadFixture(hidden);
      await all.drawLate();
      await all.panelRules(all.terms, all.disputeId, 1);
      await networkHelpers.time.increase(7 * DAY + 1);
      await all.panel.executeRuling(all.disputeId);
      await all.registry.enforce(all.terms, all.findingFor(all.terms));
      await all.registry.reopen(all.terms, ethers.id("judgment"));
      await all.freeze(all.terms, [all.findingFor(all.terms, { round: 2n })]);
      await all.object(all.terms, MERCHANT, 2);
      await all.registry.requestRuling(all.terms, { value: FEE });
      const next = await all.registry.disputeOf(all.terms.caseId);
      expect(next).to.not.equal(all.disputeId);
      expect(await all.panel.seedsOf(next)).to.deep.equal([]);
    });
  });

  describe("releaseSeed", () => {
    it("keeps the bond of a seed that is not shown, for 540 days", async () => {
      const all = await networkHelpers.loadFixture(filed);
      await all.bondSeed(all.caseId, OF_WITNESS);
      const until = (await networkHelpers.time.latest()) + 540 * DAY;
      await expect(all.release(OF_WITNESS, ethers.ZeroHash))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBondHeld")
        .withArgs(all.caseId, all.commitmentOf(OF_WITNESS), until);
      await networkHelpers.time.increaseTo(until + 1);
      await all.release(OF_WITNESS, ethers.ZeroHash);
      expect(await all.panel.returnedBondsOf(all.relayer)).to.equal(seedBond);
    });

    it("gives the bond of a shown seed back to who paid it, and the seed counts no more", async () => {
      const all = await networkHelpers.loadFixture(filed);
      await all.bondSeed(all.caseId, OF_WITNESS);
      const commitment = all.commitmentOf(OF_WITNESS);
      await expect(all.release(OF_WITNESS))
        .to.emit(all.panel, "SeedReleased")
        .withArgs(all.registry, all.caseId, commitment, all.relayer);
      await expect(all.release(OF_WITNESS))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelNoBond")
        .withArgs(all.caseId, commitment);
      expect(await all.panel.seedsOf(await all.open())).to.deep.equal([]);
    });

    it("refuses a seed without a bond, and one a dispute used", async () => {
      const all = await networkHelpers.loadFixture(filed);
      await expect(all.release(OF_WITNESS))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelNoBond")
        .withArgs(all.caseId, all.commitmentOf(OF_WITNESS));
      await all.bondAll();
      await all.open();
      await expect(all.release(OF_WITNESS))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelNoBond")
        .withArgs(all.caseId, all.commitmentOf(OF_WITNESS));
    });
  });

  describe("revealSeed", () => {
    it("credits who paid the bond, whoever reveals", async () => {
      const all = await networkHelpers.loadFixture(hidden);
      await expect(all.reveal(2, OF_MERCHANT))
        .to.emit(all.panel, "SeedRevealed")
        .withArgs(all.disputeId, 2, OF_MERCHANT);
      expect(await all.panel.returnedBondsOf(all.relayer)).to.equal(seedBond);
    });

    it("takes no seed once the case is under appeal, even in the second of the appeal", async () => {
      const all = await networkHelpers.loadFixture(withheld);
      await all.appeal(all.terms, all.disputeId, CARRIER);
      const { deadlineAt } = await all.panel.disputeOf(all.disputeId);
      await networkHelpers.mine();
      await networkHelpers.time.setNextBlockTimestamp(deadlineAt);
      await expect(all.reveal(0, OF_CLAIMANT))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelTooLate")
        .withArgs(all.disputeId, deadlineAt, deadlineAt);
    });
  });

  describe("a withheld seed", () => {
    it("forfeits its bond to the panel at the draw", async () => {
      const all = await networkHelpers.loadFixture(hidden);
      await all.reveal(1, OF_WITNESS);
      await expect(all.drawLate())
        .to.emit(all.panel, "SeedsWithheld")
        .withArgs(all.disputeId, 3, 3n * seedBond);
      const [voter] = await all.panel.panelOf(all.disputeId, 1);
      await all.panelRules(all.terms, all.disputeId, 1);
      expect(await all.panel.feesOf(voter as string)).to.equal(FEE + 3n * seedBond);
    });

    it("forfeits nothing when none is withheld", async () => {
      const all = await networkHelpers.loadFixture(hidden);
      for (const [index, seed] of [OF_CLAIMANT, OF_WITNESS, OF_MERCHANT, OF_CARRIER].entries())
        await all.reveal(index, seed);
      await expect(all.panel.draw(all.disputeId)).to.not.emit(all.panel, "SeedsWithheld");
      expect(await all.panel.returnedBondsOf(all.relayer)).to.equal(4n * seedBond);
    });

    it("takes the appeal from its holder, respondent or claimant", async () => {
      const all = await networkHelpers.loadFixture(withheld);
      for (const [partyId, sameOnChain] of [
        [MERCHANT, MERCHANT],
        ["claimant", CLAIMANT],
      ] as const) {
        await expect(all.appeal(all.terms, all.disputeId, partyId === "claimant" ? CLAIMANT : partyId))
          .to.be.revertedWithCustomError(all.registry, "CaseRegistryAppealForfeited")
          .withArgs(all.terms.caseId, sameOnChain);
        expect(await all.panel.appealBarred(all.disputeId, sameOnChain)).to.equal(true);
      }
    });

    it("leaves the other parties' appeal, and forfeits nothing again at its draw", async () => {
      const all = await networkHelpers.loadFixture(withheld);
      await expect(all.appeal(all.terms, all.disputeId, CARRIER)).to.emit(all.registry, "AppealRequested");
      await expect(all.panel.draw(all.disputeId)).to.not.emit(all.panel, "SeedsWithheld");
      expect((await all.panel.panelOf(all.disputeId, 2)).length).to.equal(PANEL.appealPanelSize);
    });

    it("cannot be hidden from the registry by a call with too little gas", async () => {
      const all = await networkHelpers.loadFixture(withheld);
      const signed = { caseId: all.terms.caseId, round: 1, disputeId: all.disputeId };
      const signature = await all.partySignature("AppealRequest", MERCHANT, signed);
      const data = all.registry.interface.encodeFunctionData("requestAppeal", [all.terms, signature]);
      const call = { from: all.relayer, to: all.registry, data };
      for (let gasLimit = 60_000; gasLimit <= 260_000; gasLimit += 5_000) {
        const taken = await ethers.provider.call({ ...call, gasLimit }).then(
          () => true,
          () => false,
        );
        expect(taken, `${gasLimit} gas`).to.equal(false);
      }
    });

    it("is not known of a dispute before its draw, nor of a party without a seed", async () => {
      const all = await networkHelpers.loadFixture(hidden);
      expect(await all.panel.appealBarred(all.disputeId, MERCHANT)).to.equal(false);
      await all.drawLate();
      expect(await all.panel.appealBarred(all.disputeId, MERCHANT)).to.equal(true);
      expect(await all.panel.appealBarred(all.disputeId, ethers.id("nobody"))).to.equal(false);
    });
  });

  describe("payBonds", () => {
    it("pays what went back, once", async () => {
      const all = await networkHelpers.loadFixture(hidden);
      await all.reveal(0, OF_CLAIMANT);
      await all.reveal(1, OF_WITNESS);
      await expect(all.panel.connect(all.stranger).payBonds(all.relayer)).to.changeEtherBalance(
        ethers,
        all.relayer,
        2n * seedBond,
      );
      await expect(all.panel.payBonds(all.relayer))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelNothingDue")
        .withArgs(ethers.zeroPadValue(await all.relayer.getAddress(), 32));
    });

    it("keeps the credit of a receiver that refuses coins, and touches nobody else's", async () => {
      const all = await networkHelpers.loadFixture(hidden);
      // A contract without a way to receive, which pays through the test node.
      const refuser = await all.token.getAddress();
      await networkHelpers.impersonateAccount(refuser);
      await networkHelpers.setBalance(refuser, 10n ** 18n);
      const payer = await ethers.getSigner(refuser);
      const other = await all.openCase();
      await all.bondSeed(other.caseId, OF_WITNESS, payer);
      const commitment = seedCommitmentOf(other.caseId, OF_WITNESS);
      await all.panel.releaseSeed(all.registry, other.caseId, commitment, OF_WITNESS);
      await all.reveal(1, OF_WITNESS);

      await expect(all.panel.payBonds(refuser))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelPaymentFailed")
        .withArgs(refuser, seedBond);
      expect(await all.panel.returnedBondsOf(refuser)).to.equal(seedBond);
      await all.panel.payBonds(all.relayer);
    });
  });

  it("leaves no wei that nobody can take", async () => {
    const all = await networkHelpers.loadFixture(withheld);
    await networkHelpers.time.increase(7 * DAY + 1);
    await all.panel.executeRuling(all.disputeId);
    const [voter] = (await all.panel.panelOf(all.disputeId, 1)) as unknown as [string];
    const to = ethers.Wallet.createRandom().address;
    const signature = await all.sign("ArbitratorPanel", "FeeWithdrawal", voter, { voter, to, nonce: 0 });
    await all.panel.withdrawFees(voter, to, all.keyOf(voter).address, signature);
    await all.panel.payBonds(all.relayer);

    expect(await ethers.provider.getBalance(all.panel)).to.equal(0n);
  });
});
