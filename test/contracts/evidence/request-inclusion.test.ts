import { expect } from "chai";
import { deployAnchoredLog, ethers, NUMBERS, networkHelpers } from "../support/evidence-log-fixture.ts";
import { hashLeaf, ReferenceTree } from "../support/reference-tree.ts";

const { loadFixture, time } = networkHelpers;
const DEPOSIT = { value: NUMBERS.requestDepositWei };
const Status = { Open: 1n, Included: 2n, Refused: 3n, Malformed: 4n };

const ENTRY = Buffer.from(
  `{"commitment":"${"ab".repeat(32)}","receivedAt":"2026-11-21T23:42:00Z","subject":"case-7f",` +
    `"type":"chat.transcript","v":"redress.entry/1"}`,
);

/** An entry the operator would not take, asked for on chain; `tree` has it at index 10. */
async function deployRequest() {
  const f = await deployAnchoredLog();
  const leafHash = hashLeaf(ENTRY);
  const leaves = Array.from({ length: 20 }, (_, i) => (i === 10 ? leafHash : f.tree.leaf(i)));
  const requestId = await f.log.requestIdOf(f.logId, leafHash);
  await f.log.connect(f.consumer).requestInclusion(f.logId, ENTRY, DEPOSIT);
  return { ...f, tree: new ReferenceTree(leaves), leafHash, requestId };
}

/** When a request in the next block closes; the node would date that block by its clock. */
async function closingOfNext(): Promise<number> {
  const at = (await time.latest()) + 60;
  await time.setNextBlockTimestamp(at);
  return at + NUMBERS.requestWindowSeconds;
}

describe("EvidenceLog.requestInclusion", () => {
  it("publishes the bytes and starts the clock", async () => {
    const { log, logId, consumer } = await loadFixture(deployAnchoredLog);
    const requestId = await log.requestIdOf(logId, hashLeaf(ENTRY));
    const closesAt = await closingOfNext();
    await expect(log.connect(consumer).requestInclusion(logId, ENTRY, DEPOSIT))
      .to.emit(log, "InclusionRequested")
      .withArgs(requestId, logId, hashLeaf(ENTRY), consumer.address, closesAt, ethers.hexlify(ENTRY));
  });

  for (const length of [0, 4_097]) {
    it(`refuses ${length} bytes`, async () => {
      const { log, logId } = await loadFixture(deployAnchoredLog);
      await expect(log.requestInclusion(logId, Buffer.alloc(length), DEPOSIT))
        .to.be.revertedWithCustomError(log, "EvidenceLogEntryLength")
        .withArgs(length, 4_096);
    });
  }

  it("refuses a log nobody registered, another deposit, and the same entry again", async () => {
    const { log, logId, requestId } = await loadFixture(deployRequest);
    const nobody = ethers.id("nobody");
    await expect(log.requestInclusion(nobody, ENTRY, DEPOSIT))
      .to.be.revertedWithCustomError(log, "EvidenceLogUnknownLog")
      .withArgs(nobody);
    await expect(log.requestInclusion(logId, ENTRY))
      .to.be.revertedWithCustomError(log, "EvidenceLogWrongDeposit")
      .withArgs(0n, NUMBERS.requestDepositWei);
    await expect(log.requestInclusion(logId, ENTRY, DEPOSIT))
      .to.be.revertedWithCustomError(log, "EvidenceLogRequested")
      .withArgs(requestId);
  });

  it("takes a larger entry by its CID", async () => {
    const { log, logId, consumer } = await loadFixture(deployAnchoredLog);
    const [leafHash, cid] = [ethers.id("large"), "0x01551220".padEnd(74, "a")];
    const requestId = await log.requestIdOf(logId, leafHash);
    const closesAt = await closingOfNext();
    await expect(log.connect(consumer).requestInclusionByCid(logId, leafHash, cid, DEPOSIT))
      .to.emit(log, "InclusionRequestedByCid")
      .withArgs(requestId, logId, leafHash, consumer.address, closesAt, cid);
    for (const wrong of ["0x", `0x${"00".repeat(129)}`]) {
      await expect(log.requestInclusionByCid(logId, ethers.id("other"), wrong, DEPOSIT))
        .to.be.revertedWithCustomError(log, "EvidenceLogEntryLength")
        .withArgs(ethers.dataLength(wrong), 128);
    }
  });
});

describe("EvidenceLog.proveInclusion", () => {
  it("gives the deposit back once the entry is in, also after the window", async () => {
    const { log, logId, tree, requestId, consumer, stranger, anchorTree, placeOf } =
      await loadFixture(deployRequest);
    await anchorTree(logId, tree, 20);
    await time.increase(NUMBERS.requestWindowSeconds + 1);
    await expect(log.connect(stranger).proveInclusion(requestId, await placeOf(logId, tree, 10, 20)))
      .to.emit(log, "RequestClosed")
      .withArgs(requestId, logId, Status.Included);
    await expect(log.collectCoins(consumer.address)).to.changeEtherBalance(
      ethers,
      consumer,
      NUMBERS.requestDepositWei,
    );
    expect((await log.logOf(logId)).refusedCount).to.equal(0n);
  });

  it("refuses where the entry is not", async () => {
    const { log, logId, tree, requestId, leafHash, anchorTree, placeOf } = await loadFixture(deployRequest);
    await anchorTree(logId, tree, 20);
    await expect(log.proveInclusion(requestId, await placeOf(logId, tree, 11, 20)))
      .to.be.revertedWithCustomError(log, "EvidenceLogNotIncluded")
      .withArgs(logId, 20n, 11n, leafHash);
  });
});

describe("EvidenceLog.expireRequest", () => {
  it("marks the log and gives the deposit back", async () => {
    const { log, logId, requestId, consumer } = await loadFixture(deployRequest);
    await time.increase(NUMBERS.requestWindowSeconds + 1);
    await log.expireRequest(requestId);
    expect((await log.requestOf(requestId)).status).to.equal(Status.Refused);
    expect((await log.logOf(logId)).refusedCount).to.equal(1n);
    expect(await log.owedTo(consumer.address)).to.deep.equal([0n, NUMBERS.requestDepositWei]);
  });

  it("refuses while the window is open, and a request that ended", async () => {
    const { log, requestId } = await loadFixture(deployRequest);
    const { closesAt } = await log.requestOf(requestId);
    await expect(log.expireRequest(requestId))
      .to.be.revertedWithCustomError(log, "EvidenceLogWindowOpen")
      .withArgs(requestId, closesAt);
    await time.increaseTo(closesAt + 1n);
    await log.expireRequest(requestId);
    await expect(log.expireRequest(requestId))
      .to.be.revertedWithCustomError(log, "EvidenceLogRequestNotOpen")
      .withArgs(requestId);
  });
});

describe("EvidenceLog.rejectMalformed", () => {
  it("takes the deposit of bytes that break the rules", async () => {
    const { log, logId, operator, consumer } = await loadFixture(deployAnchoredLog);
    const junk = Buffer.from('{"commitment":"junk"}');
    await log.connect(consumer).requestInclusion(logId, junk, DEPOSIT);
    const requestId = await log.requestIdOf(logId, hashLeaf(junk));
    await expect(log.rejectMalformed(requestId, junk))
      .to.emit(log, "RequestClosed")
      .withArgs(requestId, logId, Status.Malformed);
    expect(await log.owedTo(operator.address)).to.deep.equal([0n, NUMBERS.requestDepositWei]);
    expect((await log.logOf(logId)).refusedCount).to.equal(0n);
  });

  it("refuses a well-formed entry and other bytes", async () => {
    const { log, requestId, leafHash } = await loadFixture(deployRequest);
    await expect(log.rejectMalformed(requestId, ENTRY))
      .to.be.revertedWithCustomError(log, "EvidenceLogWellFormed")
      .withArgs(requestId);
    await expect(log.rejectMalformed(requestId, Buffer.from("{}")))
      .to.be.revertedWithCustomError(log, "EvidenceLogWrongEntry")
      .withArgs(requestId, leafHash);
  });
});
