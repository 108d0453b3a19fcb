import { expect } from "chai";
import type { HostileToken } from "../../../types/ethers-contracts/index.js";
import {
  CARRIER,
  DAY,
  deployDisputes,
  ethers,
  LIMITS,
  MERCHANT,
  networkHelpers,
  PLATFORM,
  requestHashOf,
} from "../disputes/dispute-fixture.ts";

async function open() {
  const all = await deployDisputes();
  await all.manager.grantRole(2n, all.admin, 0);
  const terms = await all.openCase();
  return { ...all, terms };
}

async function hostileFund() {
  const all = await deployDisputes("HostileToken");
  const terms = await all.openCase();
  return { ...all, terms, token: all.token as unknown as HostileToken };
}

const zeroAdvance = (caseId: string, payee: string) => ({
  caseId,
  payee,
  amount: 0n,
  obligors: [],
  amounts: [],
});

describe("CompensationFund", () => {
  describe("advance", () => {
    it("credits the payee and reserves the bond in one transaction", async () => {
      const { fund, bonds, terms, advance, payee } = await networkHelpers.loadFixture(open);
      await expect(advance(terms, 80_000n))
        .to.emit(fund, "Advanced")
        .withArgs(terms.caseId, payee, 80_000, 80_000)
        .and.to.emit(bonds, "BondReserved")
        .withArgs(terms.caseId, MERCHANT, 80_000);
      expect(await fund.creditOf(payee)).to.equal(80_000n);
    });

    it("is for the fund clerk", async () => {
      const { fund, terms, requestFor, stranger } = await networkHelpers.loadFixture(open);
      await expect(fund.connect(stranger).advance(requestFor(terms)))
        .to.be.revertedWithCustomError(fund, "AccessManagedUnauthorized")
        .withArgs(stranger);
    });

    it("refuses a case it does not know", async () => {
      const { fund, clerk, terms, requestFor } = await networkHelpers.loadFixture(open);
      const request = { ...requestFor(terms), caseId: ethers.id("none") };
      await expect(fund.connect(clerk).advance(request))
        .to.be.revertedWithCustomError(fund, "CompensationFundUnknownCase")
        .withArgs(request.caseId);
    });

    it("refuses another payee than the one fixed at filing", async () => {
      const { fund, clerk, terms, requestFor, stranger } = await networkHelpers.loadFixture(open);
      const request = { ...requestFor(terms), payee: await stranger.getAddress() };
      await expect(fund.connect(clerk).advance(request))
        .to.be.revertedWithCustomError(fund, "CompensationFundBadPayee")
        .withArgs(terms.caseId, stranger);
    });

    it("refuses nothing", async () => {
      const { fund, clerk, terms } = await networkHelpers.loadFixture(open);
      await expect(
        fund.connect(clerk).advance(zeroAdvance(terms.caseId, terms.payee as string)),
      ).to.be.revertedWithCustomError(fund, "CompensationFundZeroAmount");
    });

    it("never pays more than the claim, however many requests", async () => {
      const { fund, terms, advance } = await networkHelpers.loadFixture(open);
      await advance(terms, 60_000n);
      await expect(advance(terms, 40_001n))
        .to.be.revertedWithCustomError(fund, "CompensationFundOverCap")
        .withArgs(terms.caseId, 100_001, 100_000);
    });

    it("refuses what free bond does not cover: false buyers take at most the bond", async () => {
      const { fund, bonds, clerk, openCase, requestFor } = await networkHelpers.loadFixture(open);
      const terms = await openCase();
      await expect(fund.connect(clerk).advance(requestFor(terms, 60_000n, [CARRIER])))
        .to.be.revertedWithCustomError(bonds, "GuaranteeBondsInsufficient")
        .withArgs(CARRIER, 50_000, 60_000);
    });

    it("refuses partial cover without a second person, and takes it with one", async () => {
      const { fund, clerk, second, terms, requestFor } = await networkHelpers.loadFixture(open);
      const request = requestFor(terms, 80_000n, [MERCHANT], [30_000n]);
      await expect(fund.connect(clerk).advance(request))
        .to.be.revertedWithCustomError(fund, "CompensationFundNotCovered")
        .withArgs(terms.caseId, 30_000, 80_000);
      await fund.connect(second).approveAdvance(requestHashOf(request));
      await expect(fund.connect(clerk).advance(request))
        .to.emit(fund, "Advanced")
        .withArgs(terms.caseId, request.payee, 80_000, 30_000);
      expect(await fund.approverOf(requestHashOf(request))).to.equal(ethers.ZeroAddress);
    });

    it("refuses more cover than the advance, whoever approves", async () => {
      const { fund, clerk, terms, requestFor } = await networkHelpers.loadFixture(open);
      await expect(fund.connect(clerk).advance(requestFor(terms, 10n, [MERCHANT], [11n])))
        .to.be.revertedWithCustomError(fund, "CompensationFundNotCovered")
        .withArgs(terms.caseId, 11, 10);
    });

    it("does not take the sender's own approval", async () => {
      const { fund, clerk, manager, terms, requestFor } = await networkHelpers.loadFixture(open);
      await manager.grantRole(5n, clerk, 0);
      const request = requestFor(terms, 80_000n, [], []);
      await fund.connect(clerk).approveAdvance(requestHashOf(request));
      await expect(fund.connect(clerk).advance(request))
        .to.be.revertedWithCustomError(fund, "CompensationFundNotCovered")
        .withArgs(terms.caseId, 0, 80_000);
    });

    it("refuses an amount the limits cannot count", async () => {
      const { fund, token, clerk, terms, admin, requestFor } = await networkHelpers.loadFixture(open);
      const amount = 2n ** 56n;
      await token.mint(admin, amount);
      await fund.deposit(amount);
      await expect(fund.connect(clerk).advance(requestFor(terms, amount, [], [])))
        .to.be.revertedWithCustomError(fund, "CompensationFundTooLarge")
        .withArgs(amount);
    });

    for (const [hours, counts] of [
      [17, true],
      [25, true],
      [33, false],
      [48, false],
    ] as const) {
      it(`${counts ? "still counts" : "has forgotten"} an advance of ${hours} hours ago`, async () => {
        const { fund, terms, openCase, advance, payee } = await networkHelpers.loadFixture(open);
        const key = ethers.zeroPadValue(await payee.getAddress(), 32);
        const [second, third] = [await openCase(), await openCase()];
        // From the start of one of the 8-hour blocks the limit counts in.
        const block = 8 * 3_600;
        await networkHelpers.time.increaseTo(
          (Math.floor((await networkHelpers.time.latest()) / block) + 1) * block,
        );
        await advance(terms, 90_000n);
        await advance(second, 90_000n);
        await networkHelpers.time.increase(hours * 3_600);
        const next = advance(third, 20_001n);
        if (counts)
          await expect(next)
            .to.be.revertedWithCustomError(fund, "CompensationFundLimitExceeded")
            .withArgs(key, 200_001, LIMITS.perPayee);
        else await expect(next).to.emit(fund, "Advanced");
      });
    }

    it("holds the payee's limit over 24 hours", async () => {
      const { fund, terms, openCase, advance, payee } = await networkHelpers.loadFixture(open);
      const key = ethers.zeroPadValue(await payee.getAddress(), 32);
      const [second, third] = [await openCase(), await openCase()];
      await advance(terms, 100_000n);
      await advance(second, 80_000n);
      await expect(advance(third, 20_001n))
        .to.be.revertedWithCustomError(fund, "CompensationFundLimitExceeded")
        .withArgs(key, 200_001, LIMITS.perPayee);
      await networkHelpers.time.increase(20 * 3_600);
      await expect(advance(third, 20_001n))
        .to.be.revertedWithCustomError(fund, "CompensationFundLimitExceeded")
        .withArgs(key, 200_001, LIMITS.perPayee);
      await networkHelpers.time.increase(12 * 3_600);
      await expect(advance(third, 20_001n)).to.emit(fund, "Advanced");
    });

    it("counts the limit of the pool and of the merchant, but not of the settlement agent", async () => {
      const { fund, agent, openCase, advance } = await networkHelpers.loadFixture(open);
      const terms = await openCase({ payee: await agent.getAddress() });
      await advance(terms, 70_000n);
      expect(await fund.usedOf(ethers.ZeroHash)).to.equal(70_000n);
      expect(await fund.usedOf(MERCHANT)).to.equal(70_000n);
      expect(await fund.usedOf(ethers.zeroPadValue(await agent.getAddress(), 32))).to.equal(0n);
    });

    it("needs a second person over the largest single advance", async () => {
      const { fund, clerk, second, openCase, requestFor } = await networkHelpers.loadFixture(open);
      const line = { lineHash: ethers.id("dear"), paid: 180_000n, claimed: 180_000n };
      const terms = await openCase({ lines: [line] });
      const request = requestFor(terms, 160_000n);
      await expect(fund.connect(clerk).advance(request))
        .to.be.revertedWithCustomError(fund, "CompensationFundLimitExceeded")
        .withArgs(terms.caseId, 160_000, LIMITS.single);
      await fund.connect(second).approveAdvance(requestHashOf(request));
      await expect(fund.connect(clerk).advance(request)).to.emit(fund, "Advanced");
    });

    it("refuses what capital does not hold", async () => {
      const { fund, admin, terms, advance } = await networkHelpers.loadFixture(open);
      await fund.withdrawCapital(admin, 950_000);
      await expect(advance(terms, 80_000n))
        .to.be.revertedWithCustomError(fund, "CompensationFundInsufficient")
        .withArgs(50_000, 80_000);
    });

    it("refuses once the case is settled", async () => {
      const { fund, terms, advance } = await networkHelpers.loadFixture(open);
      await fund.recover(terms.caseId, 1, 0, [], []);
      await expect(advance(terms, 1n))
        .to.be.revertedWithCustomError(fund, "CompensationFundSettled")
        .withArgs(terms.caseId, 1, 0);
    });

    it("refuses lists of different length", async () => {
      const { fund, clerk, terms, requestFor } = await networkHelpers.loadFixture(open);
      await expect(fund.connect(clerk).advance(requestFor(terms, 1n, [MERCHANT], [])))
        .to.be.revertedWithCustomError(fund, "CompensationFundBadLists")
        .withArgs(1, 0);
    });
  });

  describe("recover", () => {
    it("refuses payables that are not the award", async () => {
      const { fund, terms } = await networkHelpers.loadFixture(open);
      await expect(fund.recover(terms.caseId, 1, 10, [MERCHANT], [9]))
        .to.be.revertedWithCustomError(fund, "CompensationFundBadSum")
        .withArgs(terms.caseId, 9, 10);
    });

    it("refuses more than the claim", async () => {
      const { fund, terms } = await networkHelpers.loadFixture(open);
      await expect(fund.recover(terms.caseId, 1, 100_001, [MERCHANT], [100_001]))
        .to.be.revertedWithCustomError(fund, "CompensationFundOverCap")
        .withArgs(terms.caseId, 100_001, 100_000);
    });

    it("settles a round once", async () => {
      const { fund, terms } = await networkHelpers.loadFixture(open);
      await fund.recover(terms.caseId, 1, 10, [MERCHANT], [10]);
      await expect(fund.recover(terms.caseId, 1, 10, [MERCHANT], [10]))
        .to.be.revertedWithCustomError(fund, "CompensationFundSettled")
        .withArgs(terms.caseId, 1, 1);
      await fund.reverse(terms.caseId);
      await expect(fund.recover(terms.caseId, 1, 10, [MERCHANT], [10]))
        .to.be.revertedWithCustomError(fund, "CompensationFundSettled")
        .withArgs(terms.caseId, 1, 1);
    });

    it("bears the platform's share and the part of an advance that was not awarded", async () => {
      const { fund, terms, advance } = await networkHelpers.loadFixture(open);
      await advance(terms, 80_000n);
      await expect(fund.recover(terms.caseId, 1, 50_000, [MERCHANT, PLATFORM], [30_000, 20_000]))
        .to.emit(fund, "Settled")
        .withArgs(terms.caseId, 1, 50_000, 30_000, 20_000, 0);
      const account = await fund.accountOf(terms.caseId);
      expect([account.recovered, account.writtenOff]).to.deep.equal([30_000n, 50_000n]);
    });

    it("pays the platform's share beyond the advance from capital, and owes what capital lacks", async () => {
      const { fund, terms, admin, payee } = await networkHelpers.loadFixture(open);
      await fund.withdrawCapital(admin, 990_000);
      await fund.recover(terms.caseId, 1, 30_000, [PLATFORM], [30_000]);
      expect(await fund.creditOf(payee)).to.equal(10_000n);
      expect(await fund.debtOf(terms.caseId, PLATFORM)).to.equal(20_000n);
      await fund.repay(terms.caseId, PLATFORM, 20_000);
      expect(await fund.creditOf(payee)).to.equal(30_000n);
    });

    it("pays beyond the advance only what was collected: the fund's money is not awarded by agreement", async () => {
      const { fund, terms, payee } = await networkHelpers.loadFixture(open);
      await fund.recover(terms.caseId, 1, 100_000, [CARRIER], [100_000]);
      expect(await fund.creditOf(payee)).to.equal(50_000n);
      expect((await fund.accountOf(terms.caseId)).owed).to.equal(50_000n);
      expect(await fund.freeCapital()).to.equal(1_000_000n);
    });

    it("counts the fee of a token as its party's debt", async () => {
      const all = await networkHelpers.loadFixture(hostileFund);
      await all.token.setFee(1_000);
      const finding = all.findingFor(all.terms, {
        parties: [MERCHANT],
        shareBps: [10_000n],
        payables: [100_000n],
      });
      await all.accept(all.terms, finding);
      await all.registry.enforce(all.terms, finding);
      expect(await all.fund.debtOf(all.terms.caseId, MERCHANT)).to.equal(10_000n);
      expect(await all.fund.creditOf(all.payee)).to.equal(90_000n);
    });
  });

  describe("repay and writeOff", () => {
    it("cover the fund's outstanding first, then the payee", async () => {
      const { fund, terms, advance, payee } = await networkHelpers.loadFixture(open);
      await advance(terms, 80_000n);
      await fund.recover(terms.caseId, 1, 100_000, [CARRIER], [100_000]);
      expect(await fund.outstandingOf(terms.caseId)).to.equal(30_000n);
      await fund.repay(terms.caseId, CARRIER, 40_000);
      expect(await fund.outstandingOf(terms.caseId)).to.equal(0n);
      expect(await fund.creditOf(payee)).to.equal(90_000n);
      expect(await fund.debtOf(terms.caseId, CARRIER)).to.equal(10_000n);
    });

    it("refuse more than the debt, and before settlement", async () => {
      const { fund, second, terms, advance } = await networkHelpers.loadFixture(open);
      await expect(fund.repay(terms.caseId, CARRIER, 1))
        .to.be.revertedWithCustomError(fund, "CompensationFundNotSettled")
        .withArgs(terms.caseId);
      await advance(terms, 80_000n);
      await fund.recover(terms.caseId, 1, 80_000, [CARRIER], [80_000]);
      await expect(fund.repay(terms.caseId, CARRIER, 30_001))
        .to.be.revertedWithCustomError(fund, "CompensationFundOverDebt")
        .withArgs(terms.caseId, CARRIER, 30_000, 30_001);
      await expect(fund.connect(second).writeOff(terms.caseId, CARRIER, 30_000))
        .to.emit(fund, "DebtWrittenOff")
        .withArgs(terms.caseId, CARRIER, 30_000);
      expect(await fund.outstandingOf(terms.caseId)).to.equal(0n);
    });

    it("refuse nothing, and a token that kept all of it", async () => {
      const all = await networkHelpers.loadFixture(hostileFund);
      await all.accept(
        all.terms,
        all.findingFor(all.terms, { parties: [CARRIER], shareBps: [10_000n], payables: [100_000n] }),
      );
      const finding = all.findingFor(all.terms, {
        parties: [CARRIER],
        shareBps: [10_000n],
        payables: [100_000n],
      });
      await all.registry.enforce(all.terms, finding);
      await expect(all.fund.repay(all.terms.caseId, CARRIER, 0)).to.be.revertedWithCustomError(
        all.fund,
        "CompensationFundZeroAmount",
      );
      await all.token.setFee(10_000);
      await expect(all.fund.repay(all.terms.caseId, CARRIER, 100)).to.be.revertedWithCustomError(
        all.fund,
        "CompensationFundZeroAmount",
      );
      expect(await all.fund.debtOf(all.terms.caseId, CARRIER)).to.equal(50_000n);
    });

    it("cannot write off what only the payee is owed", async () => {
      const { fund, second, terms } = await networkHelpers.loadFixture(open);
      await fund.recover(terms.caseId, 1, 80_000, [CARRIER], [80_000]);
      await expect(fund.connect(second).writeOff(terms.caseId, CARRIER, 1))
        .to.be.revertedWithCustomError(fund, "CompensationFundOverDebt")
        .withArgs(terms.caseId, CARRIER, 0, 1);
    });
  });

  describe("reverse", () => {
    it("gives back to each bond what was collected, and leaves the payment outstanding", async () => {
      const { fund, bonds, terms, advance } = await networkHelpers.loadFixture(open);
      await advance(terms, 80_000n);
      await fund.recover(terms.caseId, 1, 100_000, [MERCHANT, CARRIER], [60_000, 40_000]);
      await fund.reverse(terms.caseId);
      expect(await bonds.bondOf(MERCHANT)).to.equal(300_000n);
      expect(await bonds.bondOf(CARRIER)).to.equal(50_000n);
      expect(await fund.outstandingOf(terms.caseId)).to.equal(100_000n);
    });

    it("owes what capital cannot give at once, and gives it when it can", async () => {
      const { fund, bonds, terms, admin } = await networkHelpers.loadFixture(open);
      await fund.recover(terms.caseId, 1, 100_000, [MERCHANT], [100_000]);
      await fund.withdrawCapital(admin, 990_000);
      await fund.reverse(terms.caseId);
      expect(await fund.restitutionOf(terms.caseId, MERCHANT)).to.equal(90_000n);
      expect(await fund.freeCapital()).to.equal(0n);
      await fund.deposit(200_000);
      expect(await fund.freeCapital()).to.equal(110_000n);
      await fund.payRestitution(terms.caseId, MERCHANT);
      expect(await bonds.bondOf(MERCHANT)).to.equal(300_000n);
      await expect(fund.payRestitution(terms.caseId, MERCHANT))
        .to.be.revertedWithCustomError(fund, "CompensationFundNothingDue")
        .withArgs(MERCHANT);
    });

    it("owes everything while there is no capital at all", async () => {
      const { fund, bonds, terms, admin } = await networkHelpers.loadFixture(open);
      await fund.recover(terms.caseId, 1, 100_000, [MERCHANT], [100_000]);
      await fund.withdrawCapital(admin, await fund.freeCapital());
      await fund.reverse(terms.caseId);
      expect(await fund.restitutionOf(terms.caseId, MERCHANT)).to.equal(100_000n);
      expect(await bonds.bondOf(MERCHANT)).to.equal(200_000n);
    });
  });

  describe("payOut", () => {
    it("pays once", async () => {
      const { fund, terms, advance, payee } = await networkHelpers.loadFixture(open);
      await advance(terms, 10n);
      await expect(fund.payOut(payee)).to.emit(fund, "CreditPaid").withArgs(payee, 10);
      await expect(fund.payOut(payee))
        .to.be.revertedWithCustomError(fund, "CompensationFundNothingDue")
        .withArgs(ethers.zeroPadValue(await payee.getAddress(), 32));
    });

    it("of a blocked payee fails alone", async () => {
      const all = await networkHelpers.loadFixture(hostileFund);
      const other = await all.openCase({ payee: await all.agent.getAddress() });
      await all.advance(all.terms, 10n);
      await all.advance(other, 20n);
      await all.token.setBlocked(all.payee, true);
      await expect(all.fund.payOut(all.payee))
        .to.be.revertedWithCustomError(all.token, "HostileTokenBlocked")
        .withArgs(all.payee);
      await expect(all.fund.payOut(all.agent)).to.emit(all.fund, "CreditPaid").withArgs(all.agent, 20);
      expect(await all.fund.creditOf(all.payee)).to.equal(10n);
    });

    it("cannot be re-entered to be paid twice", async () => {
      const all = await networkHelpers.loadFixture(hostileFund);
      await all.advance(all.terms, 10n);
      await all.token.setHook(
        all.fund,
        all.fund.interface.encodeFunctionData("payOut", [await all.payee.getAddress()]),
      );
      await all.fund.payOut(all.payee);
      expect(await all.token.reentered()).to.equal(false);
      expect(await all.token.balanceOf(all.payee)).to.equal(10n);
    });
  });

  describe("deposit and withdrawCapital", () => {
    it("keep hands off unpulled credits", async () => {
      const { fund, admin, terms, advance } = await networkHelpers.loadFixture(open);
      await advance(terms, 80_000n);
      await expect(fund.withdrawCapital(admin, 920_001))
        .to.be.revertedWithCustomError(fund, "CompensationFundInsufficient")
        .withArgs(920_000, 920_001);
      await expect(fund.withdrawCapital(admin, 0)).to.be.revertedWithCustomError(
        fund,
        "CompensationFundZeroAmount",
      );
      await expect(fund.deposit(0)).to.be.revertedWithCustomError(fund, "CompensationFundZeroAmount");
    });
  });

  describe("openAccount", () => {
    it("fixes payee and cap once, within bounds", async () => {
      const { fund, terms, payee } = await networkHelpers.loadFixture(open);
      await expect(fund.openAccount(terms.caseId, payee, 1))
        .to.be.revertedWithCustomError(fund, "CompensationFundCaseExists")
        .withArgs(terms.caseId);
      const id = ethers.id("new");
      await expect(fund.openAccount(id, ethers.ZeroAddress, 1))
        .to.be.revertedWithCustomError(fund, "CompensationFundBadPayee")
        .withArgs(id, ethers.ZeroAddress);
      await expect(fund.openAccount(id, payee, 0)).to.be.revertedWithCustomError(
        fund,
        "CompensationFundZeroAmount",
      );
      await expect(fund.openAccount(id, payee, 2n ** 48n))
        .to.be.revertedWithCustomError(fund, "CompensationFundTooLarge")
        .withArgs(2n ** 48n);
    });
  });

  it("changes limits for later advances only by the treasurer", async () => {
    const { fund, clerk, terms, advance } = await networkHelpers.loadFixture(open);
    const none = { perMerchant: 0, perPayee: 0, pool: 0, single: 0 };
    await expect(fund.connect(clerk).setLimits(none))
      .to.be.revertedWithCustomError(fund, "AccessManagedUnauthorized")
      .withArgs(clerk);
    await fund.setLimits(none);
    await expect(advance(terms, 1n))
      .to.be.revertedWithCustomError(fund, "CompensationFundLimitExceeded")
      .withArgs(terms.caseId, 1, 0);
    await networkHelpers.time.increase(DAY);
  });
});
