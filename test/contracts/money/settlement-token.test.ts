import { expect } from "chai";
import { anyInstant } from "../support/any-instant.ts";
import { deployEvidenceLog, ethers, networkHelpers } from "../support/evidence-log-fixture.ts";

const { loadFixture, time } = networkHelpers;
const HOUR = 3_600;

const PERMIT = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
};

/** A holder without coins for gas signs that somebody may take 40 of its 100 units. */
async function permitted() {
  const f = await deployEvidenceLog();
  const owner = ethers.Wallet.createRandom();
  await f.token.mint(owner.address, 100n);
  const { name, version, chainId, verifyingContract } = await f.token.eip712Domain();
  const deadline = (await time.latest()) + HOUR;
  const value = { owner: owner.address, spender: f.other.address, value: 40n, nonce: 0n, deadline };
  const signed = await owner.signTypedData({ name, version, chainId, verifyingContract }, PERMIT, value);
  const { v, r, s } = ethers.Signature.from(signed);
  const permit = (amount = 40n) =>
    f.token.connect(f.stranger).permit(owner.address, f.other.address, amount, deadline, v, r, s);
  return { ...f, owner, deadline, permit };
}

describe("SettlementToken", () => {
  it("counts in minor units with two decimals", async () => {
    const { token } = await loadFixture(deployEvidenceLog);
    expect(await token.decimals()).to.equal(2n);
  });

  it("refuses a chain it was not meant for", async () => {
    const { token, manager } = await loadFixture(deployEvidenceLog);
    const { chainId } = await ethers.provider.getNetwork();
    await expect(ethers.deployContract("SettlementToken", [manager, 1]))
      .to.be.revertedWithCustomError(token, "SettlementTokenWrongChain")
      .withArgs(chainId, 1);
  });

  it("is minted by its role only", async () => {
    const { token, stranger } = await loadFixture(deployEvidenceLog);
    await expect(token.connect(stranger).mint(stranger.address, 1))
      .to.be.revertedWithCustomError(token, "AccessManagedUnauthorized")
      .withArgs(stranger.address);
  });

  it("lets a holder permit by signature, sent by anybody", async () => {
    const { token, owner, other, permit } = await loadFixture(permitted);
    await permit();
    await token.connect(other).transferFrom(owner.address, other.address, 40n);
    expect(await token.balanceOf(owner.address)).to.equal(60n);
  });

  it("refuses a permit used before, for another amount, and after its deadline", async () => {
    const { token, permit, deadline } = await loadFixture(permitted);
    await expect(permit(41n)).to.be.revertedWithCustomError(token, "ERC2612InvalidSigner");
    await permit();
    await expect(permit()).to.be.revertedWithCustomError(token, "ERC2612InvalidSigner");
    await time.increaseTo(deadline + 1);
    await expect(permit())
      .to.be.revertedWithCustomError(token, "ERC2612ExpiredSignature")
      .withArgs(anyInstant);
  });
});
