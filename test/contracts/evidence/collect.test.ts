import { expect } from "chai";
import type { IEvidenceLog } from "../../../types/ethers-contracts/contracts/interfaces/IEvidenceLog.js";
import {
  deployEvidenceLog,
  EIP712_TYPES,
  ethers,
  MINIMUM_BOND,
  NUMBERS,
  networkHelpers,
} from "../support/evidence-log-fixture.ts";

const { loadFixture, time } = networkHelpers;

/** A log contract whose bonds are in a token that keeps fees, blocks recipients and calls back. */
async function deployHostile() {
  const f = await deployEvidenceLog();
  const hostile = await ethers.deployContract("HostileToken");
  const args = [f.parties, hostile, f.fund, NUMBERS];
  const log = (await ethers.deployContract("EvidenceLog", args)) as unknown as IEvidenceLog;
  await hostile.mint(f.operator.address, MINIMUM_BOND * 4n);
  await hostile.connect(f.operator).approve(log, ethers.MaxUint256);
  return { ...f, hostile, log };
}

async function deploySlashable() {
  const f = await deployHostile();
  await f.log.connect(f.operator).registerLog(f.terms);
  const logId = await f.log.logIdOf(f.operatorParty, f.terms.originHash, f.terms.verifierKeyHash);
  const promise = { logId, leafHash: ethers.id("never logged"), promisedBy: await time.latest() };
  const domain = { ...f.domain, verifyingContract: await f.log.getAddress() };
  const types = { Promise: EIP712_TYPES.Promise };
  const signature = await f.promiseKey.signTypedData(domain, types, promise);
  await f.log.connect(f.consumer).challenge(promise, signature, { value: NUMBERS.challengeDepositWei });
  const id = await f.log.challengeIdOf(await f.log.promiseDigest(promise), promise.leafHash);
  await time.increase(NUMBERS.challengeWindowSeconds + 1);
  return { ...f, logId, id };
}

describe("EvidenceLog bonds with a hostile token", () => {
  it("refuses a bond of which a part was kept back", async () => {
    const { log, hostile, operator, terms } = await loadFixture(deployHostile);
    await hostile.setFee(100);
    const received = MINIMUM_BOND - MINIMUM_BOND / 100n;
    await expect(log.connect(operator).registerLog(terms))
      .to.be.revertedWithCustomError(log, "EvidenceLogShortTransfer")
      .withArgs(received, MINIMUM_BOND);
  });

  it("settles although the challenger is blocked, who harms nobody else", async () => {
    const { log, logId, id, hostile, consumer, fund } = await loadFixture(deploySlashable);
    await hostile.setBlocked(consumer.address, true);
    await log.settle(id);
    await expect(log.collectTokens(consumer.address))
      .to.be.revertedWithCustomError(hostile, "HostileTokenBlocked")
      .withArgs(consumer.address);
    await log.collectTokens(fund.address);
    expect((await log.logOf(logId)).overdueCount).to.equal(1n);
  });

  it("does not pay twice to a token that calls back", async () => {
    const { log, id, hostile, consumer, fund } = await loadFixture(deploySlashable);
    await log.settle(id);
    const again = log.interface.encodeFunctionData("collectTokens", [fund.address]);
    await hostile.setHook(await log.getAddress(), again);
    await log.collectTokens(consumer.address).catch(() => undefined);
    await hostile.setHook(ethers.ZeroAddress, "0x");
    await log.collectTokens(fund.address);
    const paid = (await hostile.balanceOf(fund.address)) + (await hostile.balanceOf(consumer.address));
    expect(paid).to.be.at.most(NUMBERS.bountyMinor);
    expect(await hostile.balanceOf(fund.address)).to.equal((NUMBERS.bountyMinor / 5n) * 4n);
  });
});

describe("EvidenceLog.collectTokens and collectCoins", () => {
  it("refuse an account that has nothing here", async () => {
    const { log, stranger } = await loadFixture(deployEvidenceLog);
    for (const call of [
      () => log.collectTokens(stranger.address),
      () => log.collectCoins(stranger.address),
    ]) {
      await expect(call())
        .to.be.revertedWithCustomError(log, "EvidenceLogNothingOwed")
        .withArgs(stranger.address);
    }
  });

  it("pay bounty and deposit once, to their owner, whoever asks", async () => {
    const { log, id, hostile, consumer, stranger } = await loadFixture(deploySlashable);
    await log.settle(id);
    const bounty = NUMBERS.bountyMinor / 5n;
    const as = log.connect(stranger);
    await expect(as.collectTokens(consumer.address))
      .to.emit(log, "TokensCollected")
      .withArgs(consumer.address, bounty);
    await expect(as.collectCoins(consumer.address))
      .to.emit(log, "CoinsCollected")
      .withArgs(consumer.address, NUMBERS.challengeDepositWei);
    expect(await hostile.balanceOf(consumer.address)).to.equal(bounty);
    await expect(as.collectTokens(consumer.address))
      .to.be.revertedWithCustomError(log, "EvidenceLogNothingOwed")
      .withArgs(consumer.address);
  });

  it("give a wallet that takes no coins its tokens all the same", async () => {
    const { log, logId, hostile, consumer, promiseKey, domain } = await loadFixture(deploySlashable);
    const wallet = await ethers.deployContract("ContractWallet", [consumer.address]);
    const address = await wallet.getAddress();
    await networkHelpers.impersonateAccount(address);
    await networkHelpers.setBalance(address, 10n ** 18n);
    const promise = { logId, leafHash: ethers.id("another"), promisedBy: (await time.latest()) - 1 };
    const signature = await promiseKey.signTypedData(
      { ...domain, verifyingContract: await log.getAddress() },
      { Promise: EIP712_TYPES.Promise },
      promise,
    );
    const asWallet = log.connect(await ethers.getSigner(address));
    await asWallet.challenge(promise, signature, { value: NUMBERS.challengeDepositWei });
    await time.increase(NUMBERS.challengeWindowSeconds + 1);
    await log.settle(await log.challengeIdOf(await log.promiseDigest(promise), promise.leafHash));

    await expect(log.collectCoins(address))
      .to.be.revertedWithCustomError(log, "EvidenceLogPaymentRefused")
      .withArgs(address);
    await log.collectTokens(address);
    expect(await hostile.balanceOf(address)).to.equal(NUMBERS.bountyMinor / 5n);
  });
});

describe("EvidenceLog.addBond", () => {
  it("lets anybody raise a bond", async () => {
    const { log, token, other, registerLog } = await loadFixture(deployEvidenceLog);
    const logId = await registerLog();
    await token.mint(other.address, 500n);
    await token.connect(other).approve(log, 500n);
    await expect(log.connect(other).addBond(logId, 500n))
      .to.emit(log, "BondAdded")
      .withArgs(logId, other.address, 500n);
    expect((await log.logOf(logId)).bondMinor).to.equal(MINIMUM_BOND + 500n);
  });

  it("refuses more than its counter holds", async () => {
    const { log, operator, registerLog } = await loadFixture(deployEvidenceLog);
    const logId = await registerLog();
    const most = 2n ** 128n - 1n;
    await expect(log.connect(operator).addBond(logId, most))
      .to.be.revertedWithCustomError(log, "EvidenceLogBondTooLarge")
      .withArgs(MINIMUM_BOND, most);
  });

  it("refuses a log nobody registered", async () => {
    const { log } = await loadFixture(deployEvidenceLog);
    const nobody = ethers.id("nobody");
    await expect(log.addBond(nobody, 1))
      .to.be.revertedWithCustomError(log, "EvidenceLogUnknownLog")
      .withArgs(nobody);
  });
});
