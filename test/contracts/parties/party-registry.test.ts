import { expect } from "chai";
import type { PartyRegistry } from "../../../types/ethers-contracts/contracts/parties/PartyRegistry.js";
import { makePasskey } from "../disputes/passkey.ts";
import { ethers, networkHelpers } from "../support/evidence-log-fixture.ts";
import { type KeySigner, makeP256Signer, makeRsaSigner } from "../support/key-signers.ts";

const { loadFixture } = networkHelpers;
const MERCHANT = 2n;
const PARTY = ethers.id("merchant-1");
const DIGEST = ethers.id("what was signed");

async function deployRegistry() {
  const [admin, stranger] = await ethers.getSigners();
  if (!admin || !stranger) throw new Error("too few accounts");
  const wallet = ethers.Wallet.createRandom();
  const manager = await ethers.deployContract("AccessManager", [admin.address]);
  const registry = (await ethers.deployContract("PartyRegistry", [manager])) as unknown as PartyRegistry;
  const contractWallet = await (await ethers.deployContract("ContractWallet", [wallet.address])).getAddress();
  const verifier = async (name: string) => (await ethers.deployContract(name)).getAddress();
  const walletSign = (digest: string) => wallet.signingKey.sign(digest).serialized;
  const signers: Record<string, KeySigner> = {
    wallet: { signer: wallet.address, sign: walletSign },
    "contract wallet": { signer: contractWallet, sign: walletSign },
    passkey: makePasskey(await verifier("ERC7913WebAuthnVerifier"), "0x01"),
    "P-256 key": makeP256Signer(await verifier("ERC7913P256Verifier"), "device"),
    "RSA key": makeRsaSigner(await verifier("ERC7913RSAVerifier")),
  };
  return { registry, stranger, signers, wallet: signers.wallet as KeySigner };
}

async function deployMerchant() {
  const f = await deployRegistry();
  await f.registry.registerParty(PARTY, MERCHANT, f.wallet.signer, ethers.ZeroHash);
  return f;
}

describe("PartyRegistry.registerParty", () => {
  it("records kind, signer and agreement", async () => {
    const { registry, wallet } = await loadFixture(deployRegistry);
    const agreement = ethers.id("agreement");
    await expect(registry.registerParty(PARTY, MERCHANT, wallet.signer, agreement))
      .to.emit(registry, "PartyRegistered")
      .withArgs(PARTY, MERCHANT)
      .and.to.emit(registry, "SignerAdded")
      .withArgs(PARTY, wallet.signer.toLowerCase())
      .and.to.emit(registry, "AgreementRecorded")
      .withArgs(PARTY, agreement);
    expect(await registry.kindOf(PARTY)).to.equal(MERCHANT);
    expect(await registry.isActive(PARTY)).to.equal(true);
    expect(await registry.isSigner(PARTY, wallet.signer)).to.equal(true);
    expect(await registry.agreementOf(PARTY)).to.equal(agreement);
  });

  it("refuses the zero id, no kind, and a party that exists", async () => {
    const { registry, wallet } = await loadFixture(deployMerchant);
    const register = (id: string, kind: bigint) =>
      registry.registerParty(id, kind, wallet.signer, ethers.ZeroHash);
    await expect(register(ethers.ZeroHash, MERCHANT)).to.be.revertedWithCustomError(
      registry,
      "PartyRegistryZeroParty",
    );
    await expect(register(ethers.id("x"), 0n))
      .to.be.revertedWithCustomError(registry, "PartyRegistryNoKind")
      .withArgs(ethers.id("x"));
    await expect(register(PARTY, 3n))
      .to.be.revertedWithCustomError(registry, "PartyRegistryPartyExists")
      .withArgs(PARTY);
  });

  for (const [name, signer] of [
    ["shorter than an address", `0x${"11".repeat(19)}`],
    ["the zero address", ethers.ZeroAddress],
    ["a zero verifier", `0x${"00".repeat(20)}${"11".repeat(64)}`],
    ["longer than any key", `0x${"11".repeat(1_025)}`],
  ] as const) {
    it(`refuses a signer that is ${name}`, async () => {
      const { registry } = await loadFixture(deployRegistry);
      await expect(registry.registerParty(PARTY, MERCHANT, signer, ethers.ZeroHash))
        .to.be.revertedWithCustomError(registry, "PartyRegistryBadSigner")
        .withArgs(signer);
    });
  }

  it("refuses whoever has no role, as every other write does", async () => {
    const { registry, stranger, wallet } = await loadFixture(deployMerchant);
    const as = registry.connect(stranger);
    const calls = [
      () => as.registerParty(ethers.id("x"), MERCHANT, wallet.signer, ethers.ZeroHash),
      () => as.recordAgreement(PARTY, ethers.id("a")),
      () => as.addSigner(PARTY, stranger.address),
      () => as.removeSigner(PARTY, wallet.signer),
      () => as.suspend(PARTY, ethers.ZeroHash),
      () => as.unsuspend(PARTY),
    ];
    for (const call of calls) {
      await expect(call())
        .to.be.revertedWithCustomError(registry, "AccessManagedUnauthorized")
        .withArgs(stranger.address);
    }
  });
});

describe("PartyRegistry signatures", () => {
  for (const kind of ["wallet", "contract wallet", "passkey", "P-256 key", "RSA key"]) {
    it(`of a ${kind} are accepted over their own digest only`, async () => {
      const { registry, signers, wallet } = await loadFixture(deployMerchant);
      const key = signers[kind] as KeySigner;
      if (key !== wallet) await registry.addSigner(PARTY, key.signer);
      const signature = key.sign(DIGEST);
      const other = ethers.id("something else");
      expect(await registry.isValidSignature(PARTY, key.signer, DIGEST, signature)).to.equal(true);
      expect(await registry.isValidSignature(PARTY, key.signer, other, signature)).to.equal(false);
      await registry.requireSignature(PARTY, key.signer, DIGEST, signature);
      await expect(registry.requireSignature(PARTY, key.signer, other, signature))
        .to.be.revertedWithCustomError(registry, "PartyRegistryBadSignature")
        .withArgs(PARTY, key.signer.toLowerCase(), other);
    });
  }

  it("of a foreign key, an unknown party and a suspended one are refused by name", async () => {
    const { registry, stranger, wallet } = await loadFixture(deployMerchant);
    const signature = wallet.sign(DIGEST);
    const check = (party: string, signer: string) =>
      registry.requireSignature(party, signer, DIGEST, signature);
    await expect(check(PARTY, stranger.address))
      .to.be.revertedWithCustomError(registry, "PartyRegistryUnknownSigner")
      .withArgs(PARTY, stranger.address.toLowerCase());
    await expect(check(ethers.id("x"), wallet.signer))
      .to.be.revertedWithCustomError(registry, "PartyRegistryUnknownParty")
      .withArgs(ethers.id("x"));
    await registry.suspend(PARTY, ethers.id("reasons"));
    await expect(check(PARTY, wallet.signer))
      .to.be.revertedWithCustomError(registry, "PartyRegistrySuspended")
      .withArgs(PARTY);
    expect(await registry.isValidSignature(PARTY, wallet.signer, DIGEST, signature)).to.equal(false);
    await registry.unsuspend(PARTY);
    await check(PARTY, wallet.signer);
  });

  it("are not carried over to another party by its own verifier", async () => {
    const { registry, signers, wallet } = await loadFixture(deployMerchant);
    const key = signers.passkey as KeySigner;
    await registry.registerParty(ethers.id("other"), MERCHANT, key.signer, ethers.ZeroHash);
    expect(await registry.isValidSignature(PARTY, key.signer, DIGEST, key.sign(DIGEST))).to.equal(false);
    expect(await registry.isSigner(PARTY, wallet.signer)).to.equal(true);
  });
});

describe("PartyRegistry signers", () => {
  it("are added and removed, but never the last", async () => {
    const { registry, stranger, wallet } = await loadFixture(deployMerchant);
    await expect(registry.removeSigner(PARTY, wallet.signer))
      .to.be.revertedWithCustomError(registry, "PartyRegistryLastSigner")
      .withArgs(PARTY);
    await registry.addSigner(PARTY, stranger.address);
    expect(await registry.signerCountOf(PARTY)).to.equal(2n);
    await expect(registry.removeSigner(PARTY, wallet.signer))
      .to.emit(registry, "SignerRemoved")
      .withArgs(PARTY, wallet.signer.toLowerCase());
    expect(await registry.isSigner(PARTY, wallet.signer)).to.equal(false);
  });

  it("are not added twice, nor removed where they are not", async () => {
    const { registry, stranger, wallet } = await loadFixture(deployMerchant);
    await expect(registry.addSigner(PARTY, wallet.signer))
      .to.be.revertedWithCustomError(registry, "PartyRegistrySignerExists")
      .withArgs(PARTY, wallet.signer.toLowerCase());
    await expect(registry.removeSigner(PARTY, stranger.address))
      .to.be.revertedWithCustomError(registry, "PartyRegistryUnknownSigner")
      .withArgs(PARTY, stranger.address.toLowerCase());
  });

  it("belong to registered parties", async () => {
    const { registry, stranger } = await loadFixture(deployRegistry);
    for (const call of [
      () => registry.addSigner(PARTY, stranger.address),
      () => registry.removeSigner(PARTY, stranger.address),
      () => registry.suspend(PARTY, ethers.ZeroHash),
      () => registry.recordAgreement(PARTY, ethers.id("a")),
    ]) {
      await expect(call())
        .to.be.revertedWithCustomError(registry, "PartyRegistryUnknownParty")
        .withArgs(PARTY);
    }
  });
});

describe("PartyRegistry agreements and suspension", () => {
  it("records an agreement once and for all", async () => {
    const { registry } = await loadFixture(deployMerchant);
    const agreement = ethers.id("agreement");
    await expect(registry.recordAgreement(PARTY, ethers.ZeroHash))
      .to.be.revertedWithCustomError(registry, "PartyRegistryZeroAgreement")
      .withArgs(PARTY);
    await registry.recordAgreement(PARTY, agreement);
    await expect(registry.recordAgreement(PARTY, ethers.id("better")))
      .to.be.revertedWithCustomError(registry, "PartyRegistryAgreementExists")
      .withArgs(PARTY, agreement);
  });

  it("suspends and lifts, each once", async () => {
    const { registry } = await loadFixture(deployMerchant);
    await expect(registry.unsuspend(PARTY))
      .to.be.revertedWithCustomError(registry, "PartyRegistryNotSuspended")
      .withArgs(PARTY);
    await expect(registry.suspend(PARTY, ethers.id("reasons")))
      .to.emit(registry, "PartySuspended")
      .withArgs(PARTY, ethers.id("reasons"));
    expect(await registry.isActive(PARTY)).to.equal(false);
    await expect(registry.suspend(PARTY, ethers.id("reasons")))
      .to.be.revertedWithCustomError(registry, "PartyRegistrySuspended")
      .withArgs(PARTY);
    await expect(registry.unsuspend(PARTY)).to.emit(registry, "PartyUnsuspended").withArgs(PARTY);
  });
});
