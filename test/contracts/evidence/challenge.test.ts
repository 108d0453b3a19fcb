import { expect } from "chai";
import {
  DAY,
  deployAnchoredLog,
  ethers,
  HOUR,
  KeyUse,
  NUMBERS,
  networkHelpers,
} from "../support/evidence-log-fixture.ts";
import { type Hash, hashLeaf, ReferenceTree } from "../support/reference-tree.ts";

const { loadFixture, time } = networkHelpers;
const DEPOSIT = { value: NUMBERS.challengeDepositWei };
const Status = { Open: 1n, Kept: 2n, Late: 3n, Overdue: 4n };

const item = (leafHash: Hash) => hashLeaf(Buffer.from(leafHash.slice(2), "hex"));

/** A log with 10 anchored entries and promises, due in an hour, for entry 12 (not in yet) and for entry 3 (in). */
async function deployPromises() {
  const f = await deployAnchoredLog();
  const promisedBy = (await time.latest()) + HOUR;
  const missing = { logId: f.logId, leafHash: f.tree.leaf(12), promisedBy };
  const kept = { logId: f.logId, leafHash: f.tree.leaf(3), promisedBy };
  return { ...f, promisedBy, missing, kept };
}

async function deployChallenged() {
  const f = await deployPromises();
  await time.increaseTo(f.promisedBy + 1);
  await f.log.connect(f.consumer).challenge(f.missing, await f.signPromise(f.missing), DEPOSIT);
  const id = await f.log.challengeIdOf(await f.log.promiseDigest(f.missing), f.missing.leafHash);
  return { ...f, id };
}

/** A bulk promise of four entries, of which the log has the first two. */
async function deployBulk() {
  const f = await deployPromises();
  const leaves = [2, 3, 12, 13].map((index) => f.tree.leaf(index));
  const small = new ReferenceTree(leaves.map(item));
  const bulk = { logId: f.logId, root: small.root(), count: 4, promisedBy: f.promisedBy };
  const itemAt = (index: number) => ({
    leafHash: leaves[index] as Hash,
    index,
    proof: small.inclusion(index),
  });
  await time.increaseTo(f.promisedBy + 1);
  return { ...f, small, bulk, itemAt, signature: await f.signBulkPromise(bulk) };
}

describe("EvidenceLog.challenge", () => {
  it("opens a challenge for anybody and counts it", async () => {
    const { log, logId, consumer, missing, promisedBy, signPromise } = await loadFixture(deployPromises);
    const id = await log.challengeIdOf(await log.promiseDigest(missing), missing.leafHash);
    await time.setNextBlockTimestamp(promisedBy + 1);
    const closesAt = promisedBy + 1 + NUMBERS.challengeWindowSeconds;
    await expect(log.connect(consumer).challenge(missing, await signPromise(missing), DEPOSIT))
      .to.emit(log, "PromiseChallenged")
      .withArgs(id, logId, missing.leafHash, consumer.address, promisedBy, closesAt);
    expect((await log.challengeOf(id)).status).to.equal(Status.Open);
    expect((await log.logOf(logId)).openCount).to.equal(1n);
  });

  it("refuses before the promised instant has passed", async () => {
    const { log, missing, promisedBy, signPromise } = await loadFixture(deployPromises);
    const signature = await signPromise(missing);
    await time.setNextBlockTimestamp(promisedBy);
    await expect(log.challenge(missing, signature, DEPOSIT))
      .to.be.revertedWithCustomError(log, "EvidenceLogNotDue")
      .withArgs(promisedBy);
  });

  it("refuses another deposit", async () => {
    const { log, missing, promisedBy, signPromise } = await loadFixture(deployPromises);
    await time.increaseTo(promisedBy);
    const value = NUMBERS.challengeDepositWei - 1n;
    await expect(log.challenge(missing, await signPromise(missing), { value }))
      .to.be.revertedWithCustomError(log, "EvidenceLogWrongDeposit")
      .withArgs(value, NUMBERS.challengeDepositWei);
  });

  it("refuses a promise nobody of the log signed", async () => {
    const { log, logId, missing, promisedBy, logKey, signPromise, signBulkPromise } =
      await loadFixture(deployPromises);
    await time.increaseTo(promisedBy);
    const bulk = { logId, root: missing.leafHash, count: 1, promisedBy };
    const signatures = [
      await signPromise(missing, ethers.Wallet.createRandom()),
      await signPromise(missing, logKey),
      await signPromise({ ...missing, promisedBy: promisedBy - 1 }),
      await signBulkPromise(bulk),
    ];
    for (const signature of signatures) {
      await expect(log.challenge(missing, signature, DEPOSIT))
        .to.be.revertedWithCustomError(log, "EvidenceLogBadSignature")
        .withArgs(logId, KeyUse.Promise, await log.promiseDigest(missing));
    }
  });

  it("refuses the same promise twice, open or ended", async () => {
    const { log, id, missing, stranger, signPromise } = await loadFixture(deployChallenged);
    const again = async () => log.connect(stranger).challenge(missing, await signPromise(missing), DEPOSIT);
    await expect(again()).to.be.revertedWithCustomError(log, "EvidenceLogChallenged").withArgs(id);
    await time.increase(NUMBERS.challengeWindowSeconds + 1);
    await log.settle(id);
    await expect(again()).to.be.revertedWithCustomError(log, "EvidenceLogChallenged").withArgs(id);
  });

  it("refuses what a sealed log could not have promised", async () => {
    const { log, logId, operator, missing, signPromise } = await loadFixture(deployPromises);
    await log.connect(operator).sealLog(logId);
    const promisedBy = (await time.latest()) + DAY + 1;
    const tooLate = { ...missing, promisedBy };
    await time.increaseTo(promisedBy);
    await expect(log.challenge(tooLate, await signPromise(tooLate), DEPOSIT))
      .to.be.revertedWithCustomError(log, "EvidenceLogPromiseAfterSeal")
      .withArgs(logId, promisedBy);
  });
});

describe("EvidenceLog.challengeBulk", () => {
  it("opens a challenge for one item", async () => {
    const { log, bulk, itemAt, signature } = await loadFixture(deployBulk);
    await log.challengeBulk(bulk, itemAt(2), signature, DEPOSIT);
    const id = await log.challengeIdOf(await log.bulkPromiseDigest(bulk), itemAt(2).leafHash);
    expect((await log.challengeOf(id)).status).to.equal(Status.Open);
  });

  it("refuses the root, an inner node and another index as an item", async () => {
    const { log, bulk, small, itemAt, signature } = await loadFixture(deployBulk);
    const inner = small.inclusion(2)[1] as Hash;
    const wrong = [
      { leafHash: bulk.root, index: 0, proof: [] },
      { leafHash: inner, index: 0, proof: [small.inclusion(0)[1] as Hash] },
      { ...itemAt(2), index: 3 },
      { ...itemAt(2), leafHash: small.leaf(2) },
    ];
    for (const bad of wrong) {
      await expect(log.challengeBulk(bulk, bad, signature, DEPOSIT))
        .to.be.revertedWithCustomError(log, "EvidenceLogNotInBulk")
        .withArgs(bulk.root, bad.leafHash, BigInt(bad.index));
    }
  });

  it("takes no single promise's signature", async () => {
    const { log, bulk, itemAt, kept, signPromise } = await loadFixture(deployBulk);
    await expect(log.challengeBulk(bulk, itemAt(2), await signPromise(kept), DEPOSIT))
      .to.be.revertedWithCustomError(log, "EvidenceLogBadSignature")
      .withArgs(bulk.logId, KeyUse.Promise, (digest: string) => digest.length === 66);
  });

  it("slashes once however many items were broken", async () => {
    const { log, logId, bulk, itemAt, signature } = await loadFixture(deployBulk);
    const digest = await log.bulkPromiseDigest(bulk);
    const before = (await log.logOf(logId)).bondMinor;
    for (const index of [2, 3]) await log.challengeBulk(bulk, itemAt(index), signature, DEPOSIT);
    await time.increase(NUMBERS.challengeWindowSeconds + 1);
    for (const index of [2, 3]) await log.settle(await log.challengeIdOf(digest, itemAt(index).leafHash));

    const after = await log.logOf(logId);
    expect(after.bondMinor).to.equal(before - NUMBERS.bountyMinor);
    expect(after.overdueCount).to.equal(2n);
  });
});

describe("EvidenceLog.answer", () => {
  it("keeps a promise whose root came in time, and gives the deposit to the operator", async () => {
    const { log, logId, tree, operator, stranger, kept, promisedBy, signPromise, placeOf } =
      await loadFixture(deployPromises);
    const anchoredAt = await time.latest();
    await time.increaseTo(promisedBy);
    await log.challenge(kept, await signPromise(kept), DEPOSIT);
    const id = await log.challengeIdOf(await log.promiseDigest(kept), kept.leafHash);

    await expect(log.connect(stranger).answer(id, await placeOf(logId, tree, 3, 10, anchoredAt)))
      .to.emit(log, "ChallengeClosed")
      .withArgs(id, logId, Status.Kept);
    expect(await log.owedTo(operator.address)).to.deep.equal([0n, NUMBERS.challengeDepositWei]);
    expect((await log.logOf(logId)).openCount).to.equal(0n);
  });

  it("calls a later root late, counts it and gives the deposit back", async () => {
    const { log, logId, tree, consumer, id, anchorTree, placeOf } = await loadFixture(deployChallenged);
    await anchorTree(logId, tree, 20);
    await log.answer(id, await placeOf(logId, tree, 12, 20));

    expect((await log.challengeOf(id)).status).to.equal(Status.Late);
    expect((await log.logOf(logId)).lateCount).to.equal(1n);
    expect(await log.owedTo(consumer.address)).to.deep.equal([0n, NUMBERS.challengeDepositWei]);
  });

  it("does not let an earlier instant vouch for a later root", async () => {
    const { log, logId, tree, id, promisedBy, anchorTree, placeOf } = await loadFixture(deployChallenged);
    await anchorTree(logId, tree, 20);
    for (const instant of [0, promisedBy - HOUR, promisedBy]) {
      await expect(log.answer(id, await placeOf(logId, tree, 12, 20, instant)))
        .to.be.revertedWithCustomError(log, "EvidenceLogNoRoot")
        .withArgs(logId, 20n, instant);
    }
  });

  for (const [when, delaySeconds, status] of [
    ["at", 0, Status.Kept],
    ["a second after", 1, Status.Late],
  ] as const) {
    it(`judges a root ${when} the promised instant to the second`, async () => {
      const f = await loadFixture(deployAnchoredLog);
      const promisedBy = (await time.latest()) + HOUR;
      const promise = { logId: f.logId, leafHash: f.tree.leaf(12), promisedBy };
      await time.setNextBlockTimestamp(promisedBy + delaySeconds);
      await f.anchorTree(f.logId, f.tree, 20);
      await time.increase(2);
      await f.log.challenge(promise, await f.signPromise(promise), DEPOSIT);

      const id = await f.log.challengeIdOf(await f.log.promiseDigest(promise), promise.leafHash);
      await f.log.answer(id, await f.placeOf(f.logId, f.tree, 12, 20));
      expect((await f.log.challengeOf(id)).status).to.equal(status);
    });
  }

  it("refuses an unknown challenge and one that ended", async () => {
    const { log, logId, tree, id, placeOf } = await loadFixture(deployChallenged);
    const place = await placeOf(logId, tree, 3, 10);
    await expect(log.answer(ethers.ZeroHash, place))
      .to.be.revertedWithCustomError(log, "EvidenceLogChallengeNotOpen")
      .withArgs(ethers.ZeroHash);
    await time.increase(NUMBERS.challengeWindowSeconds + 1);
    await log.settle(id);
    await expect(log.answer(id, place))
      .to.be.revertedWithCustomError(log, "EvidenceLogChallengeNotOpen")
      .withArgs(id);
  });

  it("refuses once the window is over", async () => {
    const { log, logId, tree, id, anchorTree, placeOf } = await loadFixture(deployChallenged);
    await anchorTree(logId, tree, 20);
    const { closesAt } = await log.challengeOf(id);
    await time.increaseTo(closesAt + 1n);
    await expect(log.answer(id, await placeOf(logId, tree, 12, 20)))
      .to.be.revertedWithCustomError(log, "EvidenceLogWindowClosed")
      .withArgs(id, closesAt);
  });

  it("refuses a place in a foreign log", async () => {
    const { log, logId, tree, id, registerLog, anchorTree, placeOf } = await loadFixture(deployChallenged);
    const foreign = await registerLog({ originHash: ethers.id("foreign") });
    await anchorTree(foreign, tree, 20);
    await expect(log.answer(id, await placeOf(foreign, tree, 12, 20)))
      .to.be.revertedWithCustomError(log, "EvidenceLogForeignLog")
      .withArgs(logId, foreign);
    await expect(log.answer(id, await placeOf(ethers.ZeroHash, tree, 12, 20)))
      .to.be.revertedWithCustomError(log, "EvidenceLogForeignLog")
      .withArgs(logId, ethers.ZeroHash);
  });

  it("refuses a size never anchored and a place where the entry is not", async () => {
    const { log, logId, tree, id, missing, anchorTree, placeOf } = await loadFixture(deployChallenged);
    await anchorTree(logId, tree, 20);
    await expect(log.answer(id, await placeOf(logId, tree, 12, 19)))
      .to.be.revertedWithCustomError(log, "EvidenceLogNoRoot")
      .withArgs(logId, 19n, (await log.head(logId)).anchoredAt);
    await expect(log.answer(id, await placeOf(logId, tree, 11, 20)))
      .to.be.revertedWithCustomError(log, "EvidenceLogNotIncluded")
      .withArgs(logId, 20n, 11n, missing.leafHash);
  });
});

describe("EvidenceLog.settle", () => {
  it("refuses while the window is open", async () => {
    const { log, id } = await loadFixture(deployChallenged);
    const { closesAt } = await log.challengeOf(id);
    await time.setNextBlockTimestamp(closesAt);
    await expect(log.settle(id))
      .to.be.revertedWithCustomError(log, "EvidenceLogWindowOpen")
      .withArgs(id, closesAt);
  });

  it("marks the promise overdue and splits one bounty between challenger and fund", async () => {
    const { log, logId, id, consumer, stranger, fund, token } = await loadFixture(deployChallenged);
    await time.increase(NUMBERS.challengeWindowSeconds + 1);
    const fifth = NUMBERS.bountyMinor / 5n;
    await expect(log.connect(stranger).settle(id))
      .to.emit(log, "BondSlashed")
      .withArgs(logId, consumer.address, fifth, NUMBERS.bountyMinor - fifth);

    expect(await log.isUnderbonded(logId)).to.equal(true);
    await log.collectTokens(consumer.address);
    await log.collectTokens(fund.address);
    expect(await token.balanceOf(consumer.address)).to.equal(fifth);
    expect(await token.balanceOf(fund.address)).to.equal(NUMBERS.bountyMinor - fifth);
  });

  it("costs an operator that challenges itself four fifths of what it gives up", async () => {
    const { log, operator, missing, promisedBy, token, signPromise } = await loadFixture(deployPromises);
    await time.increaseTo(promisedBy);
    const before = await token.balanceOf(operator.address);
    await log.connect(operator).challenge(missing, await signPromise(missing), DEPOSIT);
    await time.increase(NUMBERS.challengeWindowSeconds + 1);
    await log.settle(await log.challengeIdOf(await log.promiseDigest(missing), missing.leafHash));
    await log.collectTokens(operator.address);
    const gained = (await token.balanceOf(operator.address)) - before;
    expect(gained).to.equal(NUMBERS.bountyMinor / 5n);
  });

  it("takes no more than the bond holds", async () => {
    const f = await loadFixture(deployPromises);
    await time.increaseTo(f.promisedBy + 1);
    const ids: string[] = [];
    for (let n = 0; n < NUMBERS.minBounties + 2; n += 1) {
      const promise = { ...f.missing, leafHash: ethers.id(`never ${n}`) as Hash };
      await f.log.challenge(promise, await f.signPromise(promise), DEPOSIT);
      ids.push(await f.log.challengeIdOf(await f.log.promiseDigest(promise), promise.leafHash));
    }
    await time.increase(NUMBERS.challengeWindowSeconds + 1);
    for (const id of ids) await f.log.settle(id);
    expect((await f.log.logOf(f.logId)).bondMinor).to.equal(0n);
    expect((await f.log.logOf(f.logId)).overdueCount).to.equal(BigInt(ids.length));
  });

  it("lets a griefer lose a thousand deposits, each answered at the same cost", async function () {
    this.timeout(120_000);
    const f = await loadFixture(deployAnchoredLog);
    const tree = ReferenceTree.ofSize(1_000);
    const logId = await f.registerLog({ originHash: ethers.id("griefed") });
    await f.anchorTree(logId, tree, 1_000);
    const anchoredAt = await time.latest();
    const promisedBy = anchoredAt + HOUR;
    await time.increaseTo(promisedBy + 1);
    const costs: bigint[] = [];
    for (let index = 0; index < 1_000; index += 1) {
      const promise = { logId, leafHash: tree.leaf(index), promisedBy };
      await f.log.connect(f.stranger).challenge(promise, await f.signPromise(promise), DEPOSIT);
      if (index % 250 !== 249) continue;
      const id = await f.log.challengeIdOf(await f.log.promiseDigest(promise), promise.leafHash);
      const sent = await f.log.answer(id, await f.placeOf(logId, tree, index, 1_000, anchoredAt));
      costs.push((await sent.wait())?.gasUsed ?? 0n);
    }
    const [first, ...others] = costs.slice(1);
    for (const cost of others) expect(cost - (first as bigint)).to.be.within(-5_000n, 5_000n);
    expect(await f.log.owedTo(f.operator.address)).to.deep.equal([0n, NUMBERS.challengeDepositWei * 4n]);
  });
});
