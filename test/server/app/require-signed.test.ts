import { expect } from "chai";
import { ContractFactory, NonceManager, Wallet } from "ethers";
import { waitUntil } from "../../../scripts/dev/process.ts";
import { chainPartyId } from "../../../server/app/chain-ids.ts";
import { registerParty } from "../../../server/app/register-party.ts";
import { requireSigned } from "../../../server/app/require-signed.ts";
import { CaseError } from "../../../server/domain/case/errors.ts";
import { CLAIMANT } from "../../../server/domain/case/types.ts";
import { bytesToHex } from "../../../server/domain/log/bytes.ts";
import { addressOfKey, signDigest } from "../../../server/domain/log/eip712.ts";
import { digestOf, objection, type Signable } from "../../../server/domain/party/case-signing.ts";
import { makePasskey } from "../../contracts/disputes/passkey.ts";
import { artifact, CHAIN_ID, OTHER_KEY, provider } from "../adapters/chain/support.ts";
import { openProduct, type Product } from "../http/product.ts";

const OWNER = new Uint8Array(32).fill(0x51);
const STRANGER = new Uint8Array(32).fill(0x52);
const WALLET = "contracts/mocks/ContractWallet.sol/ContractWallet";
const PASSKEY_VERIFIER =
  "@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913WebAuthnVerifier.sol/ERC7913WebAuthnVerifier";

describe("the signature under a step of a case", function () {
  this.timeout(120_000);
  let product: Product;
  let wallet: string;
  let passkey: ReturnType<typeof makePasskey>;
  let step: Signable;
  let foreign: Signable;

  before(async () => {
    product = await openProduct();
    const { deps, config } = product.parts;
    const node = provider(config.RPC_URL);
    const deployer = new NonceManager(new Wallet(OTHER_KEY, node));
    const deploy = async (path: string, ...args: unknown[]) => {
      const { abi, bytecode } = artifact(path);
      const contract = await new ContractFactory(abi, bytecode, deployer).deploy(...args);
      await contract.waitForDeployment();
      return (await contract.getAddress()).toLowerCase();
    };
    wallet = await deploy(WALLET, addressOfKey(OWNER));
    passkey = makePasskey(await deploy(PASSKEY_VERIFIER), "0x01");
    node.destroy();
    const registry = { chainId: CHAIN_ID, contract: deps.chain.address("CaseRegistry") };
    step = objection(registry, "ab".repeat(32), 1);
    foreign = objection(registry, "cd".repeat(32), 1);
    await register("vault", wallet);
    await register("keys", passkey.signer);
    await register("person", addressOfKey(OWNER));
    await taken("vault", "keys", "person");
    // Registered here, and still waiting to be sent to the chain.
    await register("late", wallet);
  });
  after(() => product.close());

  const register = (partyId: string, signer: string) =>
    registerParty(product.parts.deps, { partyId, kind: "merchant", name: partyId, signer });
  const taken = async (...partyIds: string[]) => {
    const { chain, deps } = product.parts;
    const isActive = (partyId: string) =>
      deps.chain.read("PartyRegistry", "isActive", [chainPartyId(partyId)]);
    await waitUntil(async () => {
      await chain.sender.pass();
      expect(await Promise.all(partyIds.map(isActive))).to.deep.equal(partyIds.map(() => true));
    }, 60_000);
  };
  const sign = (key: Uint8Array, signable = step) => `0x${bytesToHex(signDigest(key, digestOf(signable)))}`;
  const ask = (by: string, signer: string, signature: string, claimantSigner = "0x") =>
    requireSigned(product.parts.deps, { claimantSigner }, by, step, { signer, signature });

  describe("of a party", () => {
    it("holds by a contract wallet whose owner signed", async () => {
      await ask("vault", wallet, sign(OWNER));
    });

    it("holds by a passkey", async () => {
      await ask("keys", passkey.signer, passkey.sign(`0x${bytesToHex(digestOf(step))}`));
    });

    it("holds however the letters of the address are written", async () => {
      await ask("vault", `0x${wallet.slice(2).toUpperCase()}`, sign(OWNER));
      await ask("person", `0x${addressOfKey(OWNER).slice(2).toUpperCase()}`, sign(OWNER));
    });

    it("holds by a plain wallet without a look at the chain", async () => {
      const { parties, chain } = product.parts.deps;
      const away = { ...chain, read: noChain, signedByContract: noChain };
      const signed = { signer: addressOfKey(OWNER), signature: sign(OWNER) };
      await requireSigned({ parties, chain: away }, { claimantSigner: "0x" }, "person", step, signed);
    });

    it("is refused when somebody else signed for the contract wallet", async () => {
      expect(await refusal(ask("vault", wallet, sign(STRANGER)))).to.equal("case.bad_signature /signature");
    });

    it("is refused when it is over another case", async () => {
      expect(await refusal(ask("vault", wallet, sign(OWNER, foreign)))).to.equal(
        "case.bad_signature /signature",
      );
      const digest = `0x${bytesToHex(digestOf(foreign))}`;
      expect(await refusal(ask("keys", passkey.signer, passkey.sign(digest)))).to.equal(
        "case.bad_signature /signature",
      );
    });

    it("is refused when the key behind the contract wallet signs in its own name", async () => {
      expect(await refusal(ask("vault", addressOfKey(OWNER), sign(OWNER)))).to.equal(
        "case.bad_signature /signer",
      );
    });

    it("is refused by a wallet without a contract that did not sign", async () => {
      expect(await refusal(ask("person", addressOfKey(OWNER), sign(STRANGER)))).to.equal(
        "case.bad_signature /signature",
      );
      expect(await refusal(ask("person", addressOfKey(OWNER), "0x"))).to.equal(
        "case.bad_signature /signature",
      );
    });

    it("has to wait while the contract wallet is not on chain for the party", async () => {
      expect(await refusal(ask("late", wallet, sign(OWNER)))).to.equal("case.signer_pending /signer");
    });
  });

  describe("of the claimant", () => {
    it("holds by a contract wallet, as by the key of the case", async () => {
      await ask(CLAIMANT, wallet, sign(OWNER), wallet);
      await ask(CLAIMANT, addressOfKey(OWNER), sign(OWNER), addressOfKey(OWNER));
    });

    it("is refused by any other key", async () => {
      expect(await refusal(ask(CLAIMANT, wallet, sign(OWNER), addressOfKey(OWNER)))).to.equal(
        "case.bad_signature /signer",
      );
      expect(await refusal(ask(CLAIMANT, wallet, sign(STRANGER), wallet))).to.equal(
        "case.bad_signature /signature",
      );
    });
  });
});

const noChain = (): Promise<never> => Promise.reject(new Error("the chain was asked"));

async function refusal(asked: Promise<void>): Promise<string> {
  const error = await asked.then(
    () => new Error("nothing was refused"),
    (cause) => cause,
  );
  if (error instanceof CaseError) return `${error.code} ${error.field}`;
  throw error;
}
