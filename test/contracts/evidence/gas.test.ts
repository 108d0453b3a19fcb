import { expect } from "chai";
import {
  DAY,
  deployAnchoredLog,
  ethers,
  HOUR,
  NUMBERS,
  networkHelpers,
} from "../support/evidence-log-fixture.ts";
import { compareGas, MEASURABLE } from "../support/gas-snapshot.ts";
import { ReferenceTree } from "../support/reference-tree.ts";

const { loadFixture, time } = networkHelpers;
const BIG = ReferenceTree.ofSize(20_000);

/** A log of 10 000 anchored entries. */
async function deployBigLog() {
  const f = await deployAnchoredLog();
  const big = await f.registerLog({ originHash: ethers.id("big") });
  await f.anchorTree(big, BIG, 10_000);
  return { ...f, big };
}

describe("gas of the evidence log", () => {
  before(function () {
    if (!MEASURABLE) this.skip();
  });

  it("anchors 10 000 to 20 000 entries within 80 000, signature and sender's check included", async () => {
    const { big, anchorTree } = await loadFixture(deployBigLog);
    const receipt = await (await anchorTree(big, BIG, 20_000)).wait();
    expect(compareGas("EvidenceLog.anchor, 10 000 to 20 000 entries", receipt)).to.be.at.most(80_000n);
  });

  it("anchors the next 10 000 a day later within the same bound", async () => {
    const { big, anchorTree } = await loadFixture(deployBigLog);
    await time.increase(DAY);
    const receipt = await (await anchorTree(big, BIG, 20_000)).wait();
    expect(compareGas("EvidenceLog.anchor, 10 000 to 20 000 entries, a day later", receipt)).to.be.at.most(
      80_000n,
    );
  });

  it("anchors one entry more", async () => {
    const { big, anchorTree } = await loadFixture(deployBigLog);
    compareGas("EvidenceLog.anchor, one entry more", await (await anchorTree(big, BIG, 10_001)).wait());
  });

  it("challenges, answers and settles", async () => {
    const { log, big, signPromise, placeOf } = await loadFixture(deployBigLog);
    const anchoredAt = await time.latest();
    const promisedBy = anchoredAt + HOUR;
    await time.increaseTo(promisedBy + 1);
    const kept = { logId: big, leafHash: BIG.leaf(4_321), promisedBy };
    const broken = { logId: big, leafHash: BIG.leaf(12_345), promisedBy };
    const value = NUMBERS.challengeDepositWei;
    const idOf = async (promise: typeof kept) =>
      log.challengeIdOf(await log.promiseDigest(promise), promise.leafHash);

    const challenged = await log.challenge(kept, await signPromise(kept), { value });
    compareGas("EvidenceLog.challenge", await challenged.wait());
    await log.challenge(broken, await signPromise(broken), { value });
    const answered = await log.answer(await idOf(kept), await placeOf(big, BIG, 4_321, 10_000, anchoredAt));
    compareGas("EvidenceLog.answer", await answered.wait());
    await time.increase(NUMBERS.challengeWindowSeconds + 1);
    compareGas("EvidenceLog.settle", await (await log.settle(await idOf(broken))).wait());
  });
});
