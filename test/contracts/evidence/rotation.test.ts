import { expect } from "chai";
import {
  deployAnchoredLog,
  ethers,
  HOUR,
  MINIMUM_BOND,
  NUMBERS,
  networkHelpers,
} from "../support/evidence-log-fixture.ts";
import { type Hash, hashLeaf, ReferenceTree, sha256 } from "../support/reference-tree.ts";

const { loadFixture, time } = networkHelpers;
const DEPOSIT = { value: NUMBERS.challengeDepositWei };

/** The canonical JSON of an entry that carries a commitment. */
const entryWith = (commitment: string) =>
  Buffer.from(
    `{"commitment":"${commitment.slice(2)}","receivedAt":"2026-11-21T23:42:00Z","subject":"log",` +
      `"type":"checkpoint","v":"redress.entry/1"}`,
  );

/** The commitment by the words of the interface, not by the contract. */
function commitTo(logId: string, size: number, root: Hash): Hash {
  const statement = ethers.AbiCoder.defaultAbiCoder().encode(
    ["bytes32", "uint256", "bytes32"],
    [logId, size, root],
  );
  const inner = Buffer.from(sha256(ethers.getBytes(statement)).slice(2), "hex");
  return sha256(Buffer.from("redress.commit/1"), Uint8Array.of(0), new Uint8Array(32), inner);
}

async function deploySealed() {
  const f = await deployAnchoredLog();
  await f.log.connect(f.operator).sealLog(f.logId);
  return f;
}

/** A sealed log of 10 entries and its successor, whose tree begins with the old checkpoint. */
async function deploySuccessor() {
  const f = await deploySealed();
  const next = await f.registerLog({ originHash: ethers.id("log.example/2027"), predecessor: f.logId });
  const first = entryWith(commitTo(f.logId, 10, f.tree.root(10)));
  const leaves = [hashLeaf(first), ...Array.from({ length: 7 }, (_, i) => f.tree.leaf(i + 20))];
  const nextTree = new ReferenceTree(leaves);
  const anchorFirst = async (entry: Buffer, tree: ReferenceTree, proof = tree.inclusion(0)) => {
    const signature = await f.signCheckpoint(next, 8, tree.root());
    return f.log.connect(f.sender).anchorSuccessor(next, 8, tree.root(), entry, proof, signature);
  };
  return { ...f, next, first, leaves, nextTree, anchorFirst };
}

describe("EvidenceLog.sealLog", () => {
  it("ends anchors, requests and changes of sender", async () => {
    const { log, logId, tree, sender, operator, signCheckpoint } = await loadFixture(deploySealed);
    const signature = await signCheckpoint(logId, 17, tree.root(17));
    const calls = [
      () => log.connect(sender).anchor(logId, 17, tree.root(17), tree.consistency(10, 17), signature),
      () => log.requestInclusion(logId, "0x01", { value: NUMBERS.requestDepositWei }),
      () => log.connect(operator).changeAnchorSender(logId, sender.address),
      () => log.connect(operator).sealLog(logId),
    ];
    for (const call of calls) {
      await expect(call()).to.be.revertedWithCustomError(log, "EvidenceLogSealed").withArgs(logId);
    }
  });
});

describe("EvidenceLog.registerLog with a predecessor", () => {
  const successor = { originHash: ethers.id("log.example/2027") };

  it("refuses one that is still open", async () => {
    const { log, logId, registerLog } = await loadFixture(deployAnchoredLog);
    await expect(registerLog({ ...successor, predecessor: logId }))
      .to.be.revertedWithCustomError(log, "EvidenceLogBadPredecessor")
      .withArgs(logId);
  });

  it("refuses one that never had a root", async () => {
    const { log, operator, registerLog } = await loadFixture(deployAnchoredLog);
    const empty = await registerLog({ originHash: ethers.id("empty") });
    await log.connect(operator).sealLog(empty);
    await expect(registerLog({ ...successor, predecessor: empty }))
      .to.be.revertedWithCustomError(log, "EvidenceLogBadPredecessor")
      .withArgs(empty);
  });

  it("refuses a second successor", async () => {
    const { log, logId, registerLog } = await loadFixture(deploySuccessor);
    await expect(registerLog({ originHash: ethers.id("third"), predecessor: logId }))
      .to.be.revertedWithCustomError(log, "EvidenceLogBadPredecessor")
      .withArgs(logId);
  });

  it("refuses another operator's", async () => {
    const { log, logId, other, terms, parties, token, operatorParty } = await loadFixture(deploySealed);
    await parties.addSigner(operatorParty, other.address);
    await token.mint(other.address, MINIMUM_BOND);
    await token.connect(other).approve(log, MINIMUM_BOND);
    await expect(log.connect(other).registerLog({ ...terms, ...successor, predecessor: logId }))
      .to.be.revertedWithCustomError(log, "EvidenceLogBadPredecessor")
      .withArgs(logId);
  });
});

describe("EvidenceLog.anchorSuccessor", () => {
  it("stores a first root whose entry 0 is the last checkpoint", async () => {
    const { log, logId, tree, next, first, nextTree, anchorFirst } = await loadFixture(deploySuccessor);
    expect(await log.checkpointCommitment(logId)).to.equal(commitTo(logId, 10, tree.root(10)));
    await expect(anchorFirst(first, nextTree)).to.emit(log, "Anchored").withArgs(next, 8n, nextTree.root());
    expect((await log.logOf(logId)).successor).to.equal(next);
  });

  it("refuses an entry that commits to another size, root or log, or is no entry", async () => {
    const { log, logId, tree, next, leaves, anchorFirst } = await loadFixture(deploySuccessor);
    const wrong = [
      entryWith(commitTo(logId, 9, tree.root(10))),
      entryWith(commitTo(logId, 10, tree.root(9))),
      entryWith(commitTo(next, 10, tree.root(10))),
      Buffer.from("not an entry"),
    ];
    for (const entry of wrong) {
      const forged = new ReferenceTree([hashLeaf(entry), ...leaves.slice(1)]);
      await expect(anchorFirst(entry, forged))
        .to.be.revertedWithCustomError(log, "EvidenceLogNotPredecessorCheckpoint")
        .withArgs(next, logId);
    }
  });

  it("refuses a checkpoint that is not entry 0", async () => {
    const { log, next, first, leaves, anchorFirst } = await loadFixture(deploySuccessor);
    const shifted = new ReferenceTree([leaves[1] as Hash, hashLeaf(first), ...leaves.slice(2)]);
    for (const proof of [shifted.inclusion(0), shifted.inclusion(1)]) {
      await expect(anchorFirst(first, shifted, proof))
        .to.be.revertedWithCustomError(log, "EvidenceLogNotIncluded")
        .withArgs(next, 8n, 0n, hashLeaf(first));
    }
  });

  it("is the only first anchor of a successor, and of nothing else", async () => {
    const {
      log,
      logId,
      next,
      first,
      nextTree,
      sender,
      registerLog,
      anchorTree,
      signCheckpoint,
      anchorFirst,
    } = await loadFixture(deploySuccessor);
    await expect(anchorTree(next, nextTree, 8))
      .to.be.revertedWithCustomError(log, "EvidenceLogWrongFirstAnchor")
      .withArgs(next);
    await anchorFirst(first, nextTree);
    const plain = await registerLog({ originHash: ethers.id("plain") });
    const signature = await signCheckpoint(plain, 8, nextTree.root());
    const proof = nextTree.inclusion(0);
    await expect(log.connect(sender).anchorSuccessor(plain, 8, nextTree.root(), first, proof, signature))
      .to.be.revertedWithCustomError(log, "EvidenceLogWrongFirstAnchor")
      .withArgs(plain);
    expect(plain).to.not.equal(logId);
  });
});

describe("EvidenceLog: escape by rotation", () => {
  async function deployRotatedPromise() {
    const f = await deploySuccessor();
    const promisedBy = (await time.latest()) + HOUR;
    const promise = { logId: f.logId, leafHash: f.tree.leaf(22), promisedBy };
    const id = await f.log.challengeIdOf(await f.log.promiseDigest(promise), promise.leafHash);
    const challenge = async () =>
      f.log.connect(f.consumer).challenge(promise, await f.signPromise(promise), DEPOSIT);
    return { ...f, promisedBy, promise, id, challenge };
  }

  it("leaves an old promise answerable in the log after", async () => {
    const f = await loadFixture(deployRotatedPromise);
    await f.anchorFirst(f.first, f.nextTree);
    const anchoredAt = await time.latest();
    await time.increaseTo(f.promisedBy + 1);
    await f.challenge();
    await f.log.answer(f.id, await f.placeOf(f.next, f.nextTree, 3, 8, anchoredAt));
    expect((await f.log.challengeOf(f.id)).status).to.equal(2n);
  });

  it("does not spare an old promise that is in neither", async () => {
    const f = await loadFixture(deployRotatedPromise);
    await time.increaseTo(f.promisedBy + 1);
    await f.challenge();
    await time.increase(NUMBERS.challengeWindowSeconds + 1);
    await expect(f.log.settle(f.id)).to.emit(f.log, "BondSlashed");
    expect((await f.log.logOf(f.logId)).overdueCount).to.equal(1n);
  });
});

describe("EvidenceLog.releaseBond", () => {
  const TAIL = NUMBERS.maxPromiseSeconds + NUMBERS.challengeWindowSeconds + NUMBERS.bondTailSeconds;

  it("refuses for an open log", async () => {
    const { log, logId } = await loadFixture(deployAnchoredLog);
    expect(await log.bondFreeAt(logId)).to.equal(0n);
    await expect(log.releaseBond(logId))
      .to.be.revertedWithCustomError(log, "EvidenceLogNotSealed")
      .withArgs(logId);
  });

  it("refuses until the last promise, its window and the tail have passed", async () => {
    const { log, logId } = await loadFixture(deploySealed);
    const { sealedAt } = await log.logOf(logId);
    const freeAt = sealedAt + BigInt(TAIL);
    await time.setNextBlockTimestamp(freeAt - 1n);
    await expect(log.releaseBond(logId))
      .to.be.revertedWithCustomError(log, "EvidenceLogBondLocked")
      .withArgs(logId, freeAt, 0n);
  });

  it("refuses while a challenge is open", async () => {
    const { log, logId, tree, signPromise } = await loadFixture(deploySealed);
    const promise = { logId, leafHash: tree.leaf(30), promisedBy: (await time.latest()) + HOUR };
    const freeAt = await log.bondFreeAt(logId);
    await time.increaseTo(freeAt - 60n);
    await log.challenge(promise, await signPromise(promise), DEPOSIT);
    await time.increaseTo(freeAt + 1n);
    await expect(log.releaseBond(logId))
      .to.be.revertedWithCustomError(log, "EvidenceLogBondLocked")
      .withArgs(logId, freeAt, 1n);
  });

  it("gives the bond to the operator, once, whoever asks, and ends challenges", async () => {
    const { log, logId, tree, operator, stranger, token, signPromise } = await loadFixture(deploySealed);
    const promise = { logId, leafHash: tree.leaf(30), promisedBy: (await time.latest()) + HOUR };
    await time.increaseTo(await log.bondFreeAt(logId));
    await expect(log.connect(stranger).releaseBond(logId))
      .to.emit(log, "BondReleased")
      .withArgs(logId, operator.address, MINIMUM_BOND);
    await expect(log.collectTokens(operator.address)).to.changeTokenBalance(
      ethers,
      token,
      operator,
      MINIMUM_BOND,
    );

    const gone = [
      () => log.releaseBond(logId),
      async () => log.challenge(promise, await signPromise(promise), DEPOSIT),
      () => log.connect(operator).addBond(logId, 1),
    ];
    for (const call of gone) {
      await expect(call()).to.be.revertedWithCustomError(log, "EvidenceLogBondGone").withArgs(logId);
    }
  });
});
