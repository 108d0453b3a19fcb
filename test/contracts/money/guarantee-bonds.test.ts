import { expect } from "chai";
import type { HostileToken } from "../../../types/ethers-contracts/index.js";
import {
  CARRIER,
  DAY,
  deployDisputes,
  ethers,
  Kind,
  MERCHANT,
  networkHelpers,
} from "../disputes/dispute-fixture.ts";
import { anyInstant } from "../support/any-instant.ts";

const CASE = ethers.id("case");
const fixture = async () => {
  const all = await deployDisputes();
  // The admin stands in for the fund, to reach each branch of reserve, release, slash and restore.
  await all.manager.grantRole(1n, all.admin, 0);
  const request = async (amount: bigint, to = all.payee, nonce?: bigint) => {
    const value = {
      partyId: MERCHANT,
      amount,
      to: await to.getAddress(),
      nonce: nonce ?? (await all.bonds.nonceOf(MERCHANT)),
    };
    const signature = await all.sign("GuaranteeBonds", "WithdrawalRequest", MERCHANT, value);
    const signer = all.keyOf(MERCHANT).address;
    return all.bonds.connect(all.relayer).requestWithdrawal(MERCHANT, amount, to, signer, signature);
  };
  return { ...all, request };
};
const hostileFixture = async () => {
  const all = await deployDisputes("HostileToken");
  await all.manager.grantRole(1n, all.admin, 0);
  return { ...all, token: all.token as unknown as HostileToken };
};

describe("GuaranteeBonds", () => {
  describe("depositFor", () => {
    it("refuses an unknown party", async () => {
      const { bonds } = await networkHelpers.loadFixture(fixture);
      await expect(bonds.depositFor(CASE, 1))
        .to.be.revertedWithCustomError(bonds, "GuaranteeBondsUnknownParty")
        .withArgs(CASE);
    });

    it("refuses nothing", async () => {
      const { bonds } = await networkHelpers.loadFixture(fixture);
      await expect(bonds.depositFor(MERCHANT, 0))
        .to.be.revertedWithCustomError(bonds, "GuaranteeBondsZeroAmount")
        .withArgs(MERCHANT);
    });

    it("adds to the bond and names who paid", async () => {
      const { bonds, admin } = await networkHelpers.loadFixture(fixture);
      await expect(bonds.depositFor(MERCHANT, 5))
        .to.emit(bonds, "BondDeposited")
        .withArgs(MERCHANT, admin, 5);
      expect(await bonds.bondOf(MERCHANT)).to.equal(300_005n);
    });

    it("credits what arrived of a token that keeps a fee", async () => {
      const { bonds, token } = await networkHelpers.loadFixture(hostileFixture);
      await token.setFee(1_000);
      await bonds.depositFor(MERCHANT, 1_000);
      expect(await bonds.bondOf(MERCHANT)).to.equal(300_900n);
      expect(await token.balanceOf(bonds)).to.equal(await bonds.totalBonds());
    });

    it("cannot be re-entered by the token", async () => {
      const { bonds, token } = await networkHelpers.loadFixture(hostileFixture);
      await token.setHook(bonds, bonds.interface.encodeFunctionData("depositFor", [MERCHANT, 1]));
      await bonds.depositFor(MERCHANT, 10);
      expect(await token.reentered()).to.equal(false);
      expect(await token.answer()).to.equal(
        bonds.interface.getError("ReentrancyGuardReentrantCall")?.selector,
      );
    });
  });

  describe("requestWithdrawal", () => {
    it("records amount, receiver and time by the party's signature", async () => {
      const { bonds, request, payee } = await networkHelpers.loadFixture(fixture);
      await expect(request(1_000n)).to.emit(bonds, "WithdrawalRequested");
      const withdrawal = await bonds.withdrawalOf(MERCHANT);
      expect([withdrawal.amount, withdrawal.to]).to.deep.equal([1_000n, await payee.getAddress()]);
    });

    it("refuses a signature used before", async () => {
      const { bonds, request, keyOf } = await networkHelpers.loadFixture(fixture);
      await request(1_000n);
      await expect(request(1_000n, undefined, 0n))
        .to.be.revertedWithCustomError(bonds, "GuaranteeBondsBadSignature")
        .withArgs(MERCHANT, keyOf(MERCHANT).address.toLowerCase());
    });

    it("refuses another party's signer", async () => {
      const { bonds, keyOf, payee, sign } = await networkHelpers.loadFixture(fixture);
      const value = { partyId: MERCHANT, amount: 1n, to: await payee.getAddress(), nonce: 0n };
      const signature = await sign("GuaranteeBonds", "WithdrawalRequest", CARRIER, value);
      const signer = keyOf(CARRIER).address;
      await expect(bonds.requestWithdrawal(MERCHANT, 1, payee, signer, signature))
        .to.be.revertedWithCustomError(bonds, "GuaranteeBondsBadSignature")
        .withArgs(MERCHANT, signer.toLowerCase());
    });

    it("refuses more than is free of reservations and the tail", async () => {
      const { bonds, request } = await networkHelpers.loadFixture(fixture);
      await bonds.setTail(MERCHANT, 100_000);
      await bonds.reserve(CASE, MERCHANT, 50_000);
      await expect(request(150_001n))
        .to.be.revertedWithCustomError(bonds, "GuaranteeBondsInsufficient")
        .withArgs(MERCHANT, 150_000, 150_001);
    });

    it("refuses zero and a receiver of zero", async () => {
      const { bonds } = await networkHelpers.loadFixture(fixture);
      await expect(bonds.requestWithdrawal(MERCHANT, 0, bonds, "0x", "0x"))
        .to.be.revertedWithCustomError(bonds, "GuaranteeBondsZeroAmount")
        .withArgs(MERCHANT);
      await expect(bonds.requestWithdrawal(MERCHANT, 1, ethers.ZeroAddress, "0x", "0x"))
        .to.be.revertedWithCustomError(bonds, "GuaranteeBondsBadReceiver")
        .withArgs(MERCHANT, ethers.ZeroAddress);
    });

    it("is open to a suspended party: its money stays its own", async () => {
      const { bonds, parties, request } = await networkHelpers.loadFixture(fixture);
      await parties.suspend(MERCHANT, ethers.id("reason"));
      await expect(request(1_000n)).to.emit(bonds, "WithdrawalRequested");
    });
  });

  describe("withdraw", () => {
    it("refuses without a request", async () => {
      const { bonds } = await networkHelpers.loadFixture(fixture);
      await expect(bonds.withdraw(MERCHANT))
        .to.be.revertedWithCustomError(bonds, "GuaranteeBondsNoWithdrawal")
        .withArgs(MERCHANT);
    });

    it("refuses before the delay is over", async () => {
      const { bonds, request } = await networkHelpers.loadFixture(fixture);
      await request(1_000n);
      await expect(bonds.withdraw(MERCHANT))
        .to.be.revertedWithCustomError(bonds, "GuaranteeBondsTooEarly")
        .withArgs(MERCHANT, anyInstant, anyInstant);
    });

    it("pays the receiver fixed in the request, whoever calls", async () => {
      const { bonds, request, payee, stranger, token } = await networkHelpers.loadFixture(fixture);
      await request(1_000n);
      await networkHelpers.time.increase(7 * DAY);
      await bonds.connect(stranger).withdraw(MERCHANT);
      expect(await token.balanceOf(payee)).to.equal(1_000n);
    });

    it("lapses 24 hours after it was ripe", async () => {
      const { bonds, request } = await networkHelpers.loadFixture(fixture);
      await request(1_000n);
      await networkHelpers.time.increase(8 * DAY);
      await expect(bonds.withdraw(MERCHANT))
        .to.be.revertedWithCustomError(bonds, "GuaranteeBondsLapsed")
        .withArgs(MERCHANT, anyInstant, anyInstant);
    });

    it("pays less when a case reserved from it while it was pending", async () => {
      const { bonds, request, payee, token } = await networkHelpers.loadFixture(fixture);
      await request(300_000n);
      await bonds.reserve(CASE, MERCHANT, 250_000);
      await networkHelpers.time.increase(7 * DAY);
      await bonds.withdraw(MERCHANT);
      expect(await token.balanceOf(payee)).to.equal(50_000n);
    });
  });

  describe("withdraw, when nothing is left", () => {
    it("refuses, for cases reserved all of it while it was pending", async () => {
      const { bonds, request } = await networkHelpers.loadFixture(fixture);
      await request(300_000n);
      await bonds.reserve(CASE, MERCHANT, 300_000);
      await networkHelpers.time.increase(7 * DAY);
      await expect(bonds.withdraw(MERCHANT))
        .to.be.revertedWithCustomError(bonds, "GuaranteeBondsInsufficient")
        .withArgs(MERCHANT, 0, 300_000);
    });
  });

  describe("reserve", () => {
    it("refuses nothing", async () => {
      const { bonds } = await networkHelpers.loadFixture(fixture);
      await expect(bonds.reserve(CASE, MERCHANT, 0))
        .to.be.revertedWithCustomError(bonds, "GuaranteeBondsZeroAmount")
        .withArgs(MERCHANT);
    });

    it("is for the fund alone", async () => {
      const { bonds, stranger } = await networkHelpers.loadFixture(fixture);
      await expect(bonds.connect(stranger).reserve(CASE, MERCHANT, 1))
        .to.be.revertedWithCustomError(bonds, "AccessManagedUnauthorized")
        .withArgs(stranger);
    });

    it("refuses a party that signed no agreement, and takes it once signed", async () => {
      const { bonds, parties } = await networkHelpers.loadFixture(fixture);
      const party = ethers.id("party:new");
      await parties.registerParty(party, Kind.Carrier, bonds.target.toString(), ethers.ZeroHash);
      await bonds.depositFor(party, 10);
      await expect(bonds.reserve(CASE, party, 1))
        .to.be.revertedWithCustomError(bonds, "GuaranteeBondsNoAgreement")
        .withArgs(party);
      expect(await bonds.slash.staticCall(CASE, party, 1)).to.equal(0n);
      await parties.recordAgreement(party, ethers.id("agreement"));
      await expect(bonds.reserve(CASE, party, 1))
        .to.emit(bonds, "BondReserved")
        .withArgs(CASE, party, 1);
    });

    it("refuses more than is free", async () => {
      const { bonds } = await networkHelpers.loadFixture(fixture);
      await bonds.reserve(CASE, MERCHANT, 200_000);
      await expect(bonds.reserve(CASE, MERCHANT, 100_001))
        .to.be.revertedWithCustomError(bonds, "GuaranteeBondsInsufficient")
        .withArgs(MERCHANT, 100_000, 100_001);
    });

    it("leaves a ripe withdrawal alone until it lapses", async () => {
      const { bonds, request } = await networkHelpers.loadFixture(fixture);
      await request(300_000n);
      await networkHelpers.time.increase(7 * DAY);
      expect(await bonds.freeOf(MERCHANT)).to.equal(0n);
      await networkHelpers.time.increase(DAY);
      expect(await bonds.freeOf(MERCHANT)).to.equal(300_000n);
    });
  });

  describe("slash", () => {
    it("takes from the case's reservation first, then from what is free", async () => {
      const { bonds, admin, token } = await networkHelpers.loadFixture(fixture);
      await bonds.reserve(CASE, MERCHANT, 100);
      await bonds.reserve(ethers.id("other"), MERCHANT, 299_000);
      const before = await token.balanceOf(admin);
      await expect(bonds.slash(CASE, MERCHANT, 5_000))
        .to.emit(bonds, "BondSlashed")
        .withArgs(CASE, MERCHANT, admin, 1_000);
      expect((await token.balanceOf(admin)) - before).to.equal(1_000n);
      expect(await bonds.reservedFor(ethers.id("other"), MERCHANT)).to.equal(299_000n);
    });
  });

  describe("release and restore", () => {
    it("give a reservation back, and nothing when there is none", async () => {
      const { bonds } = await networkHelpers.loadFixture(fixture);
      await bonds.reserve(CASE, MERCHANT, 100);
      await expect(bonds.release(CASE, MERCHANT))
        .to.emit(bonds, "BondReleased")
        .withArgs(CASE, MERCHANT, 100);
      await expect(bonds.release(CASE, MERCHANT)).not.to.emit(bonds, "BondReleased");
    });

    it("put slashed money back into the bond", async () => {
      const { bonds } = await networkHelpers.loadFixture(fixture);
      await bonds.slash(CASE, MERCHANT, 100);
      await expect(bonds.restore(CASE, MERCHANT, 100))
        .to.emit(bonds, "BondRestored")
        .withArgs(CASE, MERCHANT, 100);
      expect(await bonds.bondOf(MERCHANT)).to.equal(300_000n);
    });
  });
});
