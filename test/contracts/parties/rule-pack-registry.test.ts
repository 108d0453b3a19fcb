import { expect } from "chai";
import type { RulePackRegistry } from "../../../types/ethers-contracts/contracts/parties/RulePackRegistry.js";
import { anyInstant } from "../support/any-instant.ts";
import { DAY, ethers, networkHelpers } from "../support/evidence-log-fixture.ts";

const { loadFixture, time } = networkHelpers;
const [CN, FIRST, SECOND, HASH] = ["CN", "cn/2021", "cn/2027", "pack"].map(ethers.id) as [
  string,
  string,
  string,
  string,
];
const IN_2021 = 1_609_459_200;

async function deployRulePacks() {
  const [admin, stranger] = await ethers.getSigners();
  if (!admin || !stranger) throw new Error("too few accounts");
  const manager = await ethers.deployContract("AccessManager", [admin.address]);
  const args = [manager, 7 * DAY, 15 * DAY];
  return {
    packs: (await ethers.deployContract("RulePackRegistry", args)) as unknown as RulePackRegistry,
    stranger,
  };
}

async function deployFirstPack() {
  const f = await deployRulePacks();
  await f.packs.registerPack(FIRST, CN, HASH, IN_2021, false);
  return f;
}

describe("RulePackRegistry.registerPack", () => {
  it("takes a jurisdiction's first pack from any instant in the past", async () => {
    const { packs } = await loadFixture(deployRulePacks);
    await expect(packs.registerPack(FIRST, CN, HASH, IN_2021, true))
      .to.emit(packs, "RulePackRegistered")
      .withArgs(FIRST, CN, HASH, IN_2021, true);
  });

  for (const [major, days] of [
    [false, 7],
    [true, 15],
  ] as const) {
    it(`asks ${days} days of notice for a ${major ? "major" : "plain"} change`, async () => {
      const { packs } = await loadFixture(deployFirstPack);
      const earliest = (await time.latest()) + 1 + days * DAY;
      await time.setNextBlockTimestamp(earliest - days * DAY);
      await expect(packs.registerPack(SECOND, CN, HASH, earliest - 1, major))
        .to.be.revertedWithCustomError(packs, "RulePackRegistryNoticeTooShort")
        .withArgs(earliest - 1, earliest);
      await time.setNextBlockTimestamp(earliest - days * DAY + 1);
      await packs.registerPack(SECOND, CN, HASH, earliest + 1, major);
    });
  }

  it("refuses a second pack for one instant, and one before the last", async () => {
    const { packs } = await loadFixture(deployFirstPack);
    const start = (await time.latest()) + 30 * DAY;
    await packs.registerPack(SECOND, CN, HASH, start, false);
    for (const effectiveFrom of [start, start - DAY]) {
      await expect(packs.registerPack(ethers.id("third"), CN, HASH, effectiveFrom, false))
        .to.be.revertedWithCustomError(packs, "RulePackRegistryNotAfterLast")
        .withArgs(CN, effectiveFrom, start);
    }
  });

  it("refuses a known id, zero values and a start too far ahead", async () => {
    const { packs } = await loadFixture(deployFirstPack);
    const start = (await time.latest()) + 30 * DAY;
    await expect(packs.registerPack(FIRST, CN, HASH, start, false))
      .to.be.revertedWithCustomError(packs, "RulePackRegistryPackExists")
      .withArgs(FIRST);
    for (const [id, place, hash] of [
      [ethers.ZeroHash, CN, HASH],
      [SECOND, ethers.ZeroHash, HASH],
      [SECOND, CN, ethers.ZeroHash],
    ] as const) {
      await expect(packs.registerPack(id, place, hash, start, false)).to.be.revertedWithCustomError(
        packs,
        "RulePackRegistryZeroValue",
      );
    }
    await expect(packs.registerPack(SECOND, CN, HASH, start + 400 * DAY, false))
      .to.be.revertedWithCustomError(packs, "RulePackRegistryTooFarAhead")
      .withArgs(start + 400 * DAY, anyInstant);
  });

  it("refuses whoever has no role", async () => {
    const { packs, stranger } = await loadFixture(deployRulePacks);
    await expect(packs.connect(stranger).registerPack(FIRST, CN, HASH, IN_2021, false))
      .to.be.revertedWithCustomError(packs, "AccessManagedUnauthorized")
      .withArgs(stranger.address);
  });
});

describe("RulePackRegistry.packAt", () => {
  it("answers the pack in force, from its first second to the next one's", async () => {
    const { packs } = await loadFixture(deployFirstPack);
    const start = (await time.latest()) + 30 * DAY;
    const secondHash = ethers.id("second pack");
    await packs.registerPack(SECOND, CN, secondHash, start, false);
    expect(await packs.packAt(CN, IN_2021)).to.deep.equal([FIRST, HASH]);
    expect(await packs.packAt(CN, start - 1)).to.deep.equal([FIRST, HASH]);
    expect(await packs.packAt(CN, start)).to.deep.equal([SECOND, secondHash]);
    expect(await packs.packAt(CN, 2n ** 64n - 1n)).to.deep.equal([SECOND, secondHash]);
  });

  it("refuses an instant before the first and a jurisdiction without rules", async () => {
    const { packs } = await loadFixture(deployFirstPack);
    await expect(packs.packAt(CN, IN_2021 - 1))
      .to.be.revertedWithCustomError(packs, "RulePackRegistryNoPackAt")
      .withArgs(CN, IN_2021 - 1);
    await expect(packs.packAt(ethers.id("EU"), IN_2021))
      .to.be.revertedWithCustomError(packs, "RulePackRegistryNoPackAt")
      .withArgs(ethers.id("EU"), IN_2021);
  });

  it("keeps each pack as it was registered", async () => {
    const { packs } = await loadFixture(deployFirstPack);
    const pack = await packs.packOf(FIRST);
    expect([pack.packHash, pack.jurisdiction, pack.effectiveFrom, pack.major]).to.deep.equal([
      HASH,
      CN,
      BigInt(IN_2021),
      false,
    ]);
    await expect(packs.packOf(SECOND))
      .to.be.revertedWithCustomError(packs, "RulePackRegistryUnknownPack")
      .withArgs(SECOND);
  });
});
