import { expect } from "chai";
import { network } from "hardhat";
import { deployDisputes, ethers, Kind, networkHelpers, TYPES } from "./dispute-fixture.ts";
import { makePasskey } from "./passkey.ts";

const VOTER = ethers.id("party:passkey-arbitrator");

/** A dispute whose one member signs with a passkey. */
async function passkeyDispute() {
  const all = await deployDisputes();
  const { parties, panel } = all;
  for (const voter of await panel.roster()) await panel.removeArbitrator(voter);
  const verifier = await ethers.deployContract("ERC7913WebAuthnVerifier");
  const passkey = makePasskey(await verifier.getAddress(), "0x01");
  await parties.registerParty(VOTER, Kind.Arbitrator, passkey.signer, ethers.ZeroHash);
  await panel.addArbitrator(VOTER);

  const terms = await all.openCase();
  const disputeId = await all.dispute(terms, [all.findingFor(terms)]);
  await panel.draw(disputeId);
  const ballot = all.vote(disputeId, terms.caseId, 1, VOTER, 1);
  const digestOf = (changes: object, domain: object = {}) =>
    ethers.TypedDataEncoder.hash(
      { ...all.domain("ArbitratorPanel"), ...domain },
      { Vote: TYPES.Vote },
      { ...ballot, ...changes },
    );
  const commitment = digestOf({});
  const commitDigest = ethers.TypedDataEncoder.hash(
    all.domain("ArbitratorPanel"),
    { VoteCommitment: TYPES.VoteCommitment },
    { ...ballot, commitment },
  );
  await panel.commitVote(disputeId, VOTER, commitment, passkey.signer, passkey.sign(commitDigest));
  const reveal = (signature: string) =>
    panel.revealVote(disputeId, VOTER, 1, ballot.salt, passkey.signer, signature);
  return { ...all, passkey, verifier, terms, disputeId, digestOf, reveal };
}

describe("a ruling signed by a passkey", () => {
  it("is verified on chain within 130 000 gas where the chain has the P-256 precompile", async () => {
    const all = await networkHelpers.loadFixture(passkeyDispute);

    const receipt = await (await all.reveal(all.passkey.sign(all.digestOf({})))).wait();

    console.log(`        revealVote by passkey, with precompile: ${receipt?.gasUsed}`);
    expect(receipt?.gasUsed).to.be.at.most(130_000n);
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

    await expect(all.reveal(all.passkey.sign(all.digestOf({}), 0x01))).to.be.revertedWithCustomError(
      all.panel,
      "ArbitratorPanelBadSignature",
    );
  });

  it("is refused by another passkey", async () => {
    const all = await networkHelpers.loadFixture(passkeyDispute);
    const other = makePasskey(await all.verifier.getAddress(), "0x02");

    await expect(all.reveal(other.sign(all.digestOf({})))).to.be.revertedWithCustomError(
      all.panel,
      "ArbitratorPanelBadSignature",
    );
  });
});
