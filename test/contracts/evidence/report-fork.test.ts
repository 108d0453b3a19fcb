import { expect } from "chai";
import {
  deployAnchoredLog,
  ethers,
  KeyUse,
  MINIMUM_BOND,
  networkHelpers,
} from "../support/evidence-log-fixture.ts";
import { type Hash, ReferenceTree } from "../support/reference-tree.ts";

const { loadFixture } = networkHelpers;

/** A log of 10 anchored entries whose operator shows another history to somebody. */
async function deployTwoFaced() {
  const f = await deployAnchoredLog();
  const otherTree = ReferenceTree.ofSize(40, "other ");
  const checkpoint = async (tree: ReferenceTree, size: number, key = f.logKey) => ({
    size,
    root: tree.root(size),
    signature: await f.signCheckpoint(f.logId, size, tree.root(size), key),
  });
  return { ...f, otherTree, checkpoint };
}

describe("EvidenceLog.reportFork", () => {
  it("marks the log for good and takes its bond", async () => {
    const { log, logId, tree, otherTree, consumer, fund, checkpoint } = await loadFixture(deployTwoFaced);
    const [a, b] = [await checkpoint(tree, 15), await checkpoint(otherTree, 15)];
    await expect(log.connect(consumer).reportFork(logId, a, b))
      .to.emit(log, "ForkReported")
      .withArgs(logId, consumer.address, 15n, a.root, b.root);
    expect((await log.logOf(logId)).forked).to.equal(true);
    expect((await log.logOf(logId)).bondMinor).to.equal(0n);
    expect((await log.owedTo(consumer.address))[0]).to.equal(MINIMUM_BOND / 5n);
    expect((await log.owedTo(fund.address))[0]).to.equal((MINIMUM_BOND / 5n) * 4n);
  });

  it("is not paid twice", async () => {
    const { log, logId, tree, otherTree, checkpoint } = await loadFixture(deployTwoFaced);
    await log.reportFork(logId, await checkpoint(tree, 15), await checkpoint(otherTree, 15));
    await expect(log.reportFork(logId, await checkpoint(tree, 16), await checkpoint(otherTree, 16)))
      .to.be.revertedWithCustomError(log, "EvidenceLogForked")
      .withArgs(logId);
  });

  it("refuses the same root twice and roots of different sizes", async () => {
    const { log, logId, tree, otherTree, checkpoint } = await loadFixture(deployTwoFaced);
    const a = await checkpoint(tree, 15);
    for (const b of [a, await checkpoint(otherTree, 16)]) {
      await expect(log.reportFork(logId, a, b))
        .to.be.revertedWithCustomError(log, "EvidenceLogNoFork")
        .withArgs(logId, 15n);
    }
  });

  it("refuses a checkpoint somebody else signed, in either place", async () => {
    const { log, logId, tree, otherTree, promiseKey, checkpoint } = await loadFixture(deployTwoFaced);
    const good = await checkpoint(tree, 15);
    for (const key of [ethers.Wallet.createRandom(), promiseKey]) {
      const forged = await checkpoint(otherTree, 15, key as typeof promiseKey);
      for (const pair of [
        [good, forged],
        [forged, good],
      ] as const) {
        await expect(log.reportFork(logId, ...pair))
          .to.be.revertedWithCustomError(log, "EvidenceLogBadSignature")
          .withArgs(logId, KeyUse.Checkpoint, await log.checkpointDigest(logId, 15, otherTree.root(15)));
      }
    }
  });
});

describe("EvidenceLog.reportForkOfAnchor", () => {
  it("marks a log whose signed checkpoint differs from the anchored root", async () => {
    const { log, logId, tree, otherTree, consumer, checkpoint } = await loadFixture(deployTwoFaced);
    const { anchoredAt } = await log.head(logId);
    const shown = await checkpoint(otherTree, 10);
    await expect(log.connect(consumer).reportForkOfAnchor(logId, anchoredAt, shown))
      .to.emit(log, "ForkReported")
      .withArgs(logId, consumer.address, 10n, tree.root(10), shown.root);
  });

  it("refuses the anchored root itself and a size never anchored", async () => {
    const { log, logId, tree, otherTree, checkpoint } = await loadFixture(deployTwoFaced);
    const { anchoredAt } = await log.head(logId);
    await expect(log.reportForkOfAnchor(logId, anchoredAt, await checkpoint(tree, 10)))
      .to.be.revertedWithCustomError(log, "EvidenceLogNoFork")
      .withArgs(logId, 10n);
    await expect(log.reportForkOfAnchor(logId, anchoredAt, await checkpoint(otherTree, 11)))
      .to.be.revertedWithCustomError(log, "EvidenceLogNoRoot")
      .withArgs(logId, 11n, anchoredAt);
  });

  it("refuses a stranger's checkpoint", async () => {
    const { log, logId, otherTree, checkpoint } = await loadFixture(deployTwoFaced);
    const { anchoredAt } = await log.head(logId);
    const stranger = ethers.Wallet.createRandom() as unknown as Parameters<typeof checkpoint>[2];
    const forged = { ...(await checkpoint(otherTree, 10, stranger)), root: otherTree.root(10) as Hash };
    await expect(log.reportForkOfAnchor(logId, anchoredAt, forged))
      .to.be.revertedWithCustomError(log, "EvidenceLogBadSignature")
      .withArgs(logId, KeyUse.Checkpoint, await log.checkpointDigest(logId, 10, otherTree.root(10)));
  });
});
