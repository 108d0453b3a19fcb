import { expect } from "chai";
import {
  deployAnchoredLog,
  deployEvidenceLog,
  ethers,
  KeyUse,
  networkHelpers,
} from "../support/evidence-log-fixture.ts";
import { hashNode, ReferenceTree } from "../support/reference-tree.ts";

const { loadFixture, time } = networkHelpers;

describe("EvidenceLog.anchor", () => {
  describe("given a log nobody registered", () => {
    it("reverts", async () => {
      const { log, sender } = await loadFixture(deployEvidenceLog);
      const nobody = ethers.id("nobody");
      await expect(log.connect(sender).anchor(nobody, 1, ethers.id("root"), [], "0x"))
        .to.be.revertedWithCustomError(log, "EvidenceLogUnknownLog")
        .withArgs(nobody);
    });
  });

  describe("given a log without roots", () => {
    const tree = ReferenceTree.ofSize(12);

    it("stores the first root with its size and instant", async () => {
      const { log, registerLog, anchorTree } = await loadFixture(deployEvidenceLog);
      const logId = await registerLog();
      await expect(anchorTree(logId, tree, 7))
        .to.emit(log, "Anchored")
        .withArgs(logId, 7n, tree.root(7));

      const anchoredAt = await time.latest();
      expect(await log.head(logId)).to.deep.equal([7n, tree.root(7), BigInt(anchoredAt)]);
      expect(await log.rootAt(logId, 7, anchoredAt)).to.equal(tree.root(7));
      expect(await log.rootAt(logId, 7, anchoredAt - 1)).to.equal(ethers.ZeroHash);
    });

    it("refuses a proof, as nothing can be proved of an empty tree", async () => {
      const { log, sender, registerLog, signCheckpoint } = await loadFixture(deployEvidenceLog);
      const logId = await registerLog();
      const signature = await signCheckpoint(logId, 7, tree.root(7));
      await expect(log.connect(sender).anchor(logId, 7, tree.root(7), [tree.leaf(0)], signature))
        .to.be.revertedWithCustomError(log, "EvidenceLogInconsistent")
        .withArgs(logId, 0n, 7n);
    });

    it("refuses size zero", async () => {
      const { log, sender, registerLog } = await loadFixture(deployEvidenceLog);
      const logId = await registerLog();
      await expect(log.connect(sender).anchor(logId, 0, tree.root(1), [], "0x"))
        .to.be.revertedWithCustomError(log, "EvidenceLogNotGrowing")
        .withArgs(logId, 0n, 0n);
    });
  });

  describe("given a stored root of 10 entries", () => {
    it("stores a root that extends it and keeps the old one", async () => {
      const { log, logId, tree, anchorTree } = await loadFixture(deployAnchoredLog);
      const { anchoredAt } = await log.head(logId);
      await anchorTree(logId, tree, 17);
      expect(await log.rootAt(logId, 10, anchoredAt)).to.equal(tree.root(10));
      expect(await log.head(logId)).to.deep.equal([17n, tree.root(17), BigInt(await time.latest())]);
    });

    for (const size of [9, 10]) {
      it(`refuses a root of ${size} entries`, async () => {
        const { log, logId, tree, sender, signCheckpoint } = await loadFixture(deployAnchoredLog);
        const signature = await signCheckpoint(logId, size, tree.root(size));
        await expect(log.connect(sender).anchor(logId, size, tree.root(size), [], signature))
          .to.be.revertedWithCustomError(log, "EvidenceLogNotGrowing")
          .withArgs(logId, 10n, BigInt(size));
      });
    }

    it("refuses a history with one old entry rewritten, whatever proof comes with it", async () => {
      const { log, logId, tree, sender, signCheckpoint } = await loadFixture(deployAnchoredLog);
      const leaves = Array.from({ length: 17 }, (_, i) => tree.leaf(i));
      leaves[3] = ethers.id("rewritten") as `0x${string}`;
      const forged = new ReferenceTree(leaves);
      const signature = await signCheckpoint(logId, 17, forged.root());
      for (const proof of [forged.consistency(10, 17), tree.consistency(10, 17)]) {
        await expect(log.connect(sender).anchor(logId, 17, forged.root(), proof, signature))
          .to.be.revertedWithCustomError(log, "EvidenceLogInconsistent")
          .withArgs(logId, 10n, 17n);
      }
    });

    it("refuses a proof that is empty, cut short, too long or of other sizes", async () => {
      const { log, logId, tree, sender, signCheckpoint } = await loadFixture(deployAnchoredLog);
      const good = tree.consistency(10, 17);
      const signature = await signCheckpoint(logId, 17, tree.root(17));
      for (const proof of [
        [],
        good.slice(1),
        good.slice(0, -1),
        [...good, tree.leaf(0)],
        tree.consistency(9, 17),
      ]) {
        await expect(log.connect(sender).anchor(logId, 17, tree.root(17), proof, signature))
          .to.be.revertedWithCustomError(log, "EvidenceLogInconsistent")
          .withArgs(logId, 10n, 17n);
      }
    });

    it("refuses everybody but the anchor sender", async () => {
      const { log, logId, tree, stranger, signCheckpoint } = await loadFixture(deployAnchoredLog);
      const signature = await signCheckpoint(logId, 17, tree.root(17));
      await expect(
        log.connect(stranger).anchor(logId, 17, tree.root(17), tree.consistency(10, 17), signature),
      )
        .to.be.revertedWithCustomError(log, "EvidenceLogNotAnchorSender")
        .withArgs(logId, stranger.address);
    });

    it("refuses a thief of the sending key, who cannot sign as the log", async () => {
      const { log, logId, tree, sender, signCheckpoint } = await loadFixture(deployAnchoredLog);
      const thief = ethers.Wallet.createRandom();
      const signature = await signCheckpoint(logId, 17, tree.root(17), thief);
      await expect(log.connect(sender).anchor(logId, 17, tree.root(17), tree.consistency(10, 17), signature))
        .to.be.revertedWithCustomError(log, "EvidenceLogBadSignature")
        .withArgs(logId, KeyUse.Checkpoint, await log.checkpointDigest(logId, 17, tree.root(17)));
    });

    it("refuses the log key's signature over another size, root, log, chain, version or type", async () => {
      const { log, logId, tree, sender, logKey, domain, signCheckpoint } =
        await loadFixture(deployAnchoredLog);
      const root = tree.root(17);
      const terms = { logId, size: 17, root };
      const types = {
        Checkpoint: [
          { name: "logId", type: "bytes32" },
          { name: "size", type: "uint64" },
          { name: "root", type: "bytes32" },
        ],
      };
      const asPromise = { Promise: types.Checkpoint };
      const foreign = [
        await signCheckpoint(logId, 16, root),
        await signCheckpoint(logId, 17, tree.root(16)),
        await signCheckpoint(ethers.id("other log"), 17, root),
        await logKey.signTypedData({ ...domain, chainId: 1 }, types, terms),
        await logKey.signTypedData({ ...domain, version: "2" }, types, terms),
        await logKey.signTypedData({ ...domain, verifyingContract: sender.address }, types, terms),
        await logKey.signTypedData(domain, asPromise, terms),
        "0x",
      ];
      const digest = await log.checkpointDigest(logId, 17, root);
      for (const signature of foreign) {
        await expect(log.connect(sender).anchor(logId, 17, root, tree.consistency(10, 17), signature))
          .to.be.revertedWithCustomError(log, "EvidenceLogBadSignature")
          .withArgs(logId, KeyUse.Checkpoint, digest);
      }
    });

    it("takes an appended key after its delay, not before", async () => {
      const { log, logId, tree, operator, sender, signCheckpoint } = await loadFixture(deployAnchoredLog);
      const next = ethers.Wallet.createRandom();
      await log.connect(operator).appendKey(logId, KeyUse.Checkpoint, next.address);
      const signature = await signCheckpoint(logId, 17, tree.root(17), next);
      const send = () =>
        log.connect(sender).anchor(logId, 17, tree.root(17), tree.consistency(10, 17), signature);

      await expect(send())
        .to.be.revertedWithCustomError(log, "EvidenceLogBadSignature")
        .withArgs(logId, KeyUse.Checkpoint, await log.checkpointDigest(logId, 17, tree.root(17)));
      await time.increaseTo(await log.keyActiveAt(logId, KeyUse.Checkpoint, next.address));
      await expect(send()).to.emit(log, "Anchored");
    });

    it("does not take a promise key's signature", async () => {
      const { log, logId, tree, sender, promiseKey, signCheckpoint } = await loadFixture(deployAnchoredLog);
      const signature = await signCheckpoint(logId, 17, tree.root(17), promiseKey);
      await expect(log.connect(sender).anchor(logId, 17, tree.root(17), tree.consistency(10, 17), signature))
        .to.be.revertedWithCustomError(log, "EvidenceLogBadSignature")
        .withArgs(logId, KeyUse.Checkpoint, await log.checkpointDigest(logId, 17, tree.root(17)));
    });
  });

  describe("rootSlot", () => {
    it("names the storage word that holds the root", async () => {
      const { log, logId, tree } = await loadFixture(deployAnchoredLog);
      const { anchoredAt } = await log.head(logId);
      const word = await ethers.provider.getStorage(log, await log.rootSlot(logId, 10, anchoredAt));
      expect(word).to.equal(tree.root(10));
    });

    it("follows the documented layout", async () => {
      const { log, logId } = await loadFixture(deployAnchoredLog);
      const coder = ethers.AbiCoder.defaultAbiCoder();
      const inner = ethers.keccak256(coder.encode(["bytes32", "uint256"], [logId, 0]));
      const middle = ethers.keccak256(coder.encode(["uint256", "bytes32"], [10, inner]));
      const outer = ethers.keccak256(coder.encode(["uint256", "bytes32"], [1_700_000_000, middle]));
      expect(await log.rootSlot(logId, 10, 1_700_000_000)).to.equal(outer);
    });
  });

  describe("verifyInclusion", () => {
    it("accepts each leaf at its index", async () => {
      const { log, logId, tree } = await loadFixture(deployAnchoredLog);
      const at = await time.latest();
      for (let index = 0; index < 10; index += 1) {
        const proof = tree.inclusion(index, 10);
        expect(await log.verifyInclusion(logId, 10, at, index, tree.leaf(index), proof)).to.equal(true);
      }
    });

    it("refuses an inner node, another index and a size never anchored", async () => {
      const { log, logId, tree } = await loadFixture(deployAnchoredLog);
      const at = await time.latest();
      const proof = tree.inclusion(2, 10);
      const inner = hashNode(tree.leaf(2), tree.leaf(3));
      expect(await log.verifyInclusion(logId, 10, at, 1, inner, proof.slice(1))).to.equal(false);
      expect(await log.verifyInclusion(logId, 10, at, 3, tree.leaf(2), proof)).to.equal(false);
      expect(await log.verifyInclusion(logId, 10, at - 1, 2, tree.leaf(2), proof)).to.equal(false);
      expect(await log.verifyInclusion(logId, 9, at, 2, tree.leaf(2), tree.inclusion(2, 9))).to.equal(false);
    });
  });
});
