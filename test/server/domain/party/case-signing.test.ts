import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import {
  acceptance,
  appealWaiver,
  digestOf,
  forWallet,
  objection,
  type Signable,
  vote,
  voteCommitment,
} from "../../../../server/domain/party/case-signing.ts";

const at = { chainId: 31337, contract: "0x5FbDB2315678afecb367f032d93F642f64180aa3" };
const caseId = "ab".repeat(32);
const seat = { ...at, caseId, disputeId: "7", round: 2, voter: "cd".repeat(32) };

/** What a wallet would sign, by another implementation. */
function walletDigest(signable: Signable): string {
  const { domain, types, primaryType, message } = forWallet(signable);
  const { EIP712Domain: _, ...own } = types;
  expect(Object.keys(own)).to.deep.equal([primaryType]);
  return TypedDataEncoder.hash(domain, own as Record<string, { name: string; type: string }[]>, message);
}

describe("what parties of a case sign", () => {
  const signables: Record<string, Signable> = {
    acceptance: acceptance(at, caseId, 1, "ef".repeat(32)),
    objection: objection(at, caseId, 1),
    "appeal waiver": appealWaiver(at, caseId, 1, "42", 2),
    vote: vote(seat, 1, "99".repeat(32)),
    "vote commitment": voteCommitment(seat, "88".repeat(32)),
  };
  for (const [name, signable] of Object.entries(signables)) {
    it(`is the same for a wallet: ${name}`, () => {
      expect(`0x${Buffer.from(digestOf(signable)).toString("hex")}`).to.equal(walletDigest(signable));
    });
  }

  it("differs by chain, contract, case, round and dispute", () => {
    const variants = [
      seat,
      { ...seat, chainId: 1 },
      { ...seat, contract: `0x${"11".repeat(20)}` },
      { ...seat, caseId: "00".repeat(32) },
      { ...seat, round: 3 },
      { ...seat, disputeId: "8" },
      { ...seat, voter: "00".repeat(32) },
    ];
    const digests = variants.map((one) =>
      Buffer.from(digestOf(vote(one, 1, "99".repeat(32)))).toString("hex"),
    );
    expect(new Set(digests).size).to.equal(variants.length);
  });
});
