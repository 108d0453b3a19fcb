import { expect } from "chai";
import {
  AbiCoder,
  concat,
  type FunctionFragment,
  getBytes,
  hexlify,
  Interface,
  type ParamType,
} from "ethers";
import fc from "fast-check";
import { IArbitratorPanel__factory } from "../../types/ethers-contracts/factories/contracts/interfaces/IArbitratorPanel__factory.ts";
import { ICaseRegistry__factory } from "../../types/ethers-contracts/factories/contracts/interfaces/ICaseRegistry__factory.ts";
import { ICompensationFund__factory } from "../../types/ethers-contracts/factories/contracts/interfaces/ICompensationFund__factory.ts";
import { IEvidenceLog__factory } from "../../types/ethers-contracts/factories/contracts/interfaces/IEvidenceLog__factory.ts";
import { IGuaranteeBonds__factory } from "../../types/ethers-contracts/factories/contracts/interfaces/IGuaranteeBonds__factory.ts";
import { IPartyRegistry__factory } from "../../types/ethers-contracts/factories/contracts/interfaces/IPartyRegistry__factory.ts";
import { IRulePackRegistry__factory } from "../../types/ethers-contracts/factories/contracts/interfaces/IRulePackRegistry__factory.ts";
import { SettlementToken__factory } from "../../types/ethers-contracts/factories/contracts/money/SettlementToken__factory.ts";
import * as disputes from "./disputes/dispute-fixture.ts";
import * as logs from "./support/evidence-log-fixture.ts";

/** The quick gate makes the same calls each time, the deep one others. */
const DRAWN =
  process.env.REDRESS_DEEP === "1"
    ? { numRuns: Number(process.env.FUZZ_RUNS ?? 250) }
    : { numRuns: Number(process.env.FUZZ_RUNS ?? 25), seed: 20_261_122 };
const PANIC = "0x4e487b71";
const coder = AbiCoder.defaultAbiCoder();

const log = IEvidenceLog__factory.createInterface();
const parties = IPartyRegistry__factory.createInterface();
const packs = IRulePackRegistry__factory.createInterface();
const registry = ICaseRegistry__factory.createInterface();
const panel = IArbitratorPanel__factory.createInterface();
const bonds = IGuaranteeBonds__factory.createInterface();
const fund = ICompensationFund__factory.createInterface();
const token = SettlementToken__factory.createInterface();

/** What a call may revert with: an error of ours, of the token, or of the base contracts named here. */
const ERRORS = [
  log,
  parties,
  packs,
  registry,
  panel,
  bonds,
  fund,
  token,
  new Interface(["error SafeCastOverflowedUintDowncast(uint8 bits, uint256 value)"]),
];

/** The one panic there is, 0x11: OpenZeppelin's token stops a minter whose mint would carry the supply over 2^256. */
const PANICS: Readonly<Record<string, string>> = { mint: concat([PANIC, coder.encode(["uint256"], [0x11])]) };

/** Functions that pass on the decoder's refusal of bytes, which has no reason. */
const UNREASONED = ["readRequest"];

interface World {
  readonly addresses: Readonly<Record<string, string>>;
  readonly callers: readonly string[];
  /** Ids that are known, so that calls get past the first check. */
  readonly ids: readonly string[];
  /** Filed terms of a case, in the order of their ABI. */
  readonly terms?: readonly unknown[];
  readonly values: readonly bigint[];
}

const addressesOf = async (contracts: Record<string, { getAddress(): Promise<string> }>) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(contracts).map(async ([name, contract]) => [name, await contract.getAddress()]),
    ),
  );

async function deployLogWorld(): Promise<World> {
  const f = await logs.deployAnchoredLog();
  const packs = await logs.ethers.deployContract("RulePackRegistry", [
    f.manager,
    7 * logs.DAY,
    15 * logs.DAY,
  ]);
  const { requestDepositWei, challengeDepositWei } = await f.log.numbers();
  return {
    addresses: await addressesOf({ log: f.log, parties: f.parties, packs }),
    callers: [f.consumer, f.operator, f.admin].map(({ address }) => address),
    ids: [f.logId, f.operatorParty],
    values: [0n, requestDepositWei, challengeDepositWei],
  };
}

async function deployDisputeWorld(): Promise<World> {
  const f = await disputes.deployDisputes();
  const terms = await f.openCase();
  await f.dispute(terms, [f.findingFor(terms)]);
  const people = [f.admin, f.clerk, f.second, f.stranger];
  const filed = await f.openCase();
  const { inputs } = registry.getFunction("openCase") as FunctionFragment;
  return {
    addresses: await addressesOf({
      registry: f.registry,
      panel: f.panel,
      bonds: f.bonds,
      fund: f.fund,
      token: f.token,
    }),
    callers: await Promise.all(people.map((person) => person.getAddress())),
    ids: [terms.caseId, filed.caseId, disputes.MERCHANT, disputes.voterId(0)],
    terms: coder.decode(inputs, coder.encode(inputs, [filed]))[0].toArray(true),
    values: [0n, 1n, disputes.FEE],
  };
}

const bytesOf = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((bytes) => hexlify(bytes));

/** Any value of an ABI type; what is known comes half of the time. */
function anyOf(type: ParamType, world: World): fc.Arbitrary<unknown> {
  if (type.isArray()) return fc.array(anyOf(type.arrayChildren, world), { maxLength: 4 });
  if (type.isTuple()) {
    const some = fc.tuple(...type.components.map((part) => anyOf(part, world)));
    return type.name === "terms" && world.terms ? fc.oneof(fc.constant(world.terms), some) : some;
  }
  if (type.type === "bool") return fc.boolean();
  if (type.type === "string") return fc.string({ maxLength: 40 });
  if (type.type === "address") return fc.oneof(bytesOf(20, 20), fc.constantFrom(...world.callers));
  if (type.type === "bytes32") return fc.oneof(fc.constantFrom(...world.ids), bytesOf(32, 32));
  if (type.type === "bytes") return bytesOf(0, 200);
  const bits = BigInt(type.type.replace("uint", ""));
  const edges = fc.constantFrom(0n, 1n, 2n ** bits - 1n);
  return fc.oneof(edges, fc.bigInt({ min: 0n, max: 2n ** bits - 1n }));
}

type Chain = typeof logs.ethers;

/** Returns the revert data of a call, or nothing when it went through. */
async function revertOf(
  chain: Chain,
  call: { from: string; to: string; data: string; value: bigint },
): Promise<string | undefined> {
  try {
    await chain.provider.call(call);
    return undefined;
  } catch (error) {
    return (error as { data?: string }).data ?? "0x";
  }
}

function expectNamed(revert: string, method: FunctionFragment, data: string): void {
  // An enum out of range is refused by the decoder, which gives no reason.
  const unreasoned = method.inputs.some(({ type }) => type === "uint8") || UNREASONED.includes(method.name);
  if (revert === "0x" && unreasoned) return;
  if (revert === PANICS[method.name]) return;
  expect(revert.slice(0, 10), `${revert} of ${hexlify(getBytes(data))}`).to.not.equal(PANIC);
  const known = ERRORS.some((errors) => errors.parseError(revert) !== null);
  expect(known, `${revert} of ${hexlify(getBytes(data))}`).to.equal(true);
}

const worlds = [
  { ...logs, deploy: deployLogWorld, abis: { log, parties, packs } },
  { ...disputes, deploy: deployDisputeWorld, abis: { registry, panel, bonds, fund, token } },
];

describe("Random calls", () => {
  for (const { ethers, networkHelpers, deploy, abis } of worlds) {
    for (const [name, abi] of Object.entries(abis)) {
      abi.forEachFunction((method: FunctionFragment) => {
        it(`of ${name}.${method.name} end well or in an error with a name`, async () => {
          const world = await networkHelpers.loadFixture(deploy);
          const to = world.addresses[name] as string;
          await fc.assert(
            fc.asyncProperty(
              fc.tuple(...method.inputs.map((input) => anyOf(input, world))),
              fc.constantFrom(...(method.payable ? world.values : [0n])),
              fc.constantFrom(...world.callers),
              async (values, value, from) => {
                const data = concat([method.selector, coder.encode(method.inputs, values)]);
                const revert = await revertOf(ethers, { from, to, data, value });
                if (revert !== undefined) expectNamed(revert, method, data);
              },
            ),
            DRAWN,
          );
        });
      });
    }
  }
});
