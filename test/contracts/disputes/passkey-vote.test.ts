import { expect } from "chai";
import { network } from "hardhat";
import { ethers, networkHelpers } from "./dispute-fixture.ts";
import { makePasskey } from "./passkey.ts";
import { passkeyDispute, VOTER } from "./passkey-dispute.ts";

describe("a ruling signed by a passkey", () => {
  it("is verified on chain", async () => {
    const all = await networkHelpers.loadFixture(passkeyDispute);

    await all.reveal(all.passkey.sign(all.digestOf({})));

    expect((await all.panel.voteOf(all.disputeId, 1, VOTER)).ruling).to.equal(1);
  });

  it("costs more where the chain has no precompile, and is verified all the same", async () => {
    const without = await network.create({ override: { hardfork: "prague" } });
    const key = makePasskey(ethers.ZeroAddress, "0x01");
    const publicKey = ethers.dataSlice(key.signer, 20);
    const digest = ethers.id("a vote");
    const gasOn = async (chain: typeof without) => {
      const verifier = await chain.ethers.deployContract("ERC7913WebAuthnVerifier");
      expect(await verifier.verify(publicKey, digest, key.sign(digest))).to.equal("0x024ad318");
      return verifier.verify.estimateGas(publicKey, digest, key.sign(digest));
    };
    const extra = (await gasOn(without)) - (await gasOn({ ...without, ethers } as typeof without));

    console.log(`        more gas without precompile: ${extra}`);
    expect(extra).to.be.greaterThan(0n);
    await without.close();
  });

  const foreign: [what: string, changes: object, domain: object][] = [
    ["another chain", {}, { chainId: 1n }],
    ["another contract", {}, { verifyingContract: "0x0000000000000000000000000000000000000001" }],
    ["another version", {}, { version: "2" }],
    ["another case", { caseId: ethers.id("other") }, {}],
    ["another dispute", { disputeId: 2n }, {}],
    ["another round", { round: 2 }, {}],
    ["another ruling", { ruling: 0 }, {}],
    ["another voter", { voter: ethers.id("other") }, {}],
  ];
  for (const [what, changes, domain] of foreign) {
    it(`is refused when signed for ${what}`, async () => {
      const all = await networkHelpers.loadFixture(passkeyDispute);

      await expect(all.reveal(all.passkey.sign(all.digestOf(changes, domain))))
        .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBadSignature")
        .withArgs(VOTER, all.passkey.signer);
    });
  }

  it("is refused without user verification", async () => {
    const all = await networkHelpers.loadFixture(passkeyDispute);

    await expect(all.reveal(all.passkey.sign(all.digestOf({}), 0x01)))
      .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBadSignature")
      .withArgs(VOTER, all.passkey.signer);
  });

  it("is refused by another passkey", async () => {
    const all = await networkHelpers.loadFixture(passkeyDispute);
    const other = makePasskey(await all.verifier.getAddress(), "0x02");

    await expect(all.reveal(other.sign(all.digestOf({}))))
      .to.be.revertedWithCustomError(all.panel, "ArbitratorPanelBadSignature")
      .withArgs(VOTER, all.passkey.signer);
  });
});
