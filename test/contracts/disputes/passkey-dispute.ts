import { deployDisputes, ethers, Kind, TYPES } from "./dispute-fixture.ts";
import { makePasskey } from "./passkey.ts";

export const VOTER = ethers.id("party:passkey-arbitrator");

/** A dispute whose one member signs with a passkey. */
export async function passkeyDispute() {
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
