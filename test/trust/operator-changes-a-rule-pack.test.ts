import { expect } from "chai";
import { Contract, ContractFactory, keccak256, NonceManager, toUtf8Bytes, Wallet } from "ethers";
import { chinaPack } from "../../server/domain/responsibility/index.ts";
import { artifact, OTHER_KEY, provider } from "../server/adapters/chain/support.ts";
import { startAnvil, type TestChain } from "../support/anvil.ts";
import { file, redress } from "./support.ts";

/** A parcel handed over whole twice and broken at the door. */
const FACTS = {
  claim: "damaged",
  loss: 100,
  price: 100,
  seller: "third_party",
  custody: {
    holders: ["merchant", "logistics:A"],
    boundaries: [
      { state: "good", grade: 3 },
      { state: "good", grade: 3 },
      { state: "bad", grade: 3 },
    ],
  },
};

const hash = (text: string) => keccak256(toUtf8Bytes(text));

describe("the operator changes a rule pack afterwards", function () {
  this.timeout(60_000);
  let chain: TestChain;
  let packs: Contract;
  let node: ReturnType<typeof provider>;
  let bundle: { pack: Record<string, unknown> };

  before(async () => {
    chain = await startAnvil();
    node = provider(chain.rpcUrl);
    const operator = new NonceManager(new Wallet(OTHER_KEY, node));
    const create = async (path: string, ...args: unknown[]) => {
      const { abi, bytecode } = artifact(path);
      const made = await new ContractFactory(abi, bytecode, operator).deploy(...args);
      await made.waitForDeployment();
      return new Contract(await made.getAddress(), abi, operator);
    };
    const path = "@openzeppelin/contracts/access/manager/AccessManager.sol/AccessManager";
    const manager = await create(path, await operator.getAddress());
    const registry = "contracts/parties/RulePackRegistry.sol/RulePackRegistry";
    packs = await create(registry, manager.target, 7 * 86_400, 15 * 86_400);
    const { id, jurisdiction, effectiveFrom } = chinaPack.data;
    const from = Math.floor(Date.parse(`${effectiveFrom}T00:00:00+08:00`) / 1000);
    const publish = packs.getFunction("registerPack");
    await (await publish(hash(id), hash(jurisdiction), `0x${chinaPack.hash}`, from, false)).wait();
    bundle = JSON.parse((await redress("decide", file(JSON.stringify(FACTS)), "--bundle")).out);
  });
  after(async () => {
    node.destroy();
    await chain.stop();
  });

  it("has its hash on the chain with the day it took effect: the same as the engine's own", async () => {
    const [, packHash] = (await packs.getFunction("packAt")(
      hash(chinaPack.data.jurisdiction),
      Math.floor(Date.now() / 1000),
    )) as [string, string];
    expect(packHash).to.equal(`0x${chinaPack.hash}`);
  });

  it("cannot publish another pack under the same id, nor one that takes effect in the past", async () => {
    const { id, jurisdiction } = chinaPack.data;
    const publish = packs.getFunction("registerPack");
    const refusal = (error: { revert?: { name: string } }) => error.revert?.name;
    const now = Math.floor(Date.now() / 1000);
    const again = [hash(id), hash(jurisdiction), hash("softer rules"), now + 40 * 86_400, false];
    expect(await publish.staticCall(...again).catch(refusal)).to.equal("RulePackRegistryPackExists");
    const past = [hash("cn/other"), hash(jurisdiction), hash("softer rules"), now - 86_400, false];
    expect(await publish.staticCall(...past).catch(refusal)).to.equal("RulePackRegistryNoticeTooShort");
  });

  it("is found out by the replay of any case: the record does not come out of the changed pack", async () => {
    const honest = await redress("replay", file(JSON.stringify(bundle)));
    expect([honest.code, honest.out]).to.deep.equal([0, honest.out]);
    expect(honest.out).to.match(/^same: /);
    const changed = structuredClone(bundle);
    const grading = changed.pack.grading as { contemporaneousHours: number };
    grading.contemporaneousHours += 1;
    const replayed = await redress("replay", file(JSON.stringify(changed)));
    expect(replayed.code).to.equal(1);
    expect(replayed.out).to.match(/^differs at pack/);
  });

  it("is found out where one share of the record is edited instead", async () => {
    const text = JSON.stringify(bundle);
    const changed = text.replace('"logistics:A":10000', '"logistics:A":9999');
    expect(changed).not.to.equal(text);
    const replayed = await redress("replay", file(changed));
    expect([replayed.code, replayed.out]).to.deep.equal([1, "differs at finding\n"]);
  });
});
