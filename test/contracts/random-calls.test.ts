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
import { IEvidenceLog__factory } from "../../types/ethers-contracts/factories/contracts/interfaces/IEvidenceLog__factory.ts";
import { IPartyRegistry__factory } from "../../types/ethers-contracts/factories/contracts/interfaces/IPartyRegistry__factory.ts";
import { IRulePackRegistry__factory } from "../../types/ethers-contracts/factories/contracts/interfaces/IRulePackRegistry__factory.ts";
import { DAY, deployAnchoredLog, ethers, networkHelpers } from "./support/evidence-log-fixture.ts";

const RUNS = Number(process.env.FUZZ_RUNS ?? 25);
const PANIC = "0x4e487b71";
const coder = AbiCoder.defaultAbiCoder();

/** Reverts passed on from the base contract of roles and from the token of the bonds. */
const FOREIGN_ERRORS = new Interface([
  "error AccessManagedUnauthorized(address caller)",
  "error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)",
  "error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)",
]);

async function deployAll() {
  const { log, parties, manager, logId, consumer, operator, admin } = await deployAnchoredLog();
  const packs = await ethers.deployContract("RulePackRegistry", [manager, 7 * DAY, 15 * DAY]);
  return { log, parties, packs, logId, callers: [consumer, operator, admin].map(({ address }) => address) };
}

/** Any value of an ABI type; ids are the known log's half of the time, so that calls get past the first check. */
function anyOf(type: ParamType, knownId: string): fc.Arbitrary<unknown> {
  if (type.isArray()) return fc.array(anyOf(type.arrayChildren, knownId), { maxLength: 4 });
  if (type.isTuple()) return fc.tuple(...type.components.map((part) => anyOf(part, knownId)));
  if (type.type === "bool") return fc.boolean();
  if (type.type === "address") return bytesOf(20, 20);
  if (type.type === "bytes32") return fc.oneof(fc.constant(knownId), bytesOf(32, 32));
  if (type.type === "bytes") return bytesOf(0, 200);
  const bits = BigInt(type.type.replace("uint", ""));
  const edges = fc.constantFrom(0n, 1n, 2n ** bits - 1n);
  return fc.oneof(edges, fc.bigInt({ min: 0n, max: 2n ** bits - 1n }));
}

const bytesOf = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((bytes) => hexlify(bytes));

/** Returns the revert data of a call, or nothing when it went through. */
async function revertOf(from: string, to: string, data: string, value: bigint): Promise<string | undefined> {
  try {
    await ethers.provider.call({ from, to, data, value });
    return undefined;
  } catch (error) {
    return (error as { data?: string }).data ?? "0x";
  }
}

describe("Random calls", () => {
  const interfaces = {
    log: IEvidenceLog__factory.createInterface(),
    parties: IPartyRegistry__factory.createInterface(),
    packs: IRulePackRegistry__factory.createInterface(),
  };

  for (const [name, abi] of Object.entries(interfaces) as [keyof typeof interfaces, Interface][]) {
    abi.forEachFunction((method: FunctionFragment) => {
      it(`of ${name}.${method.name} end well or in an error with a name`, async () => {
        const all = await networkHelpers.loadFixture(deployAll);
        const to = await all[name].getAddress();
        const { requestDepositWei, challengeDepositWei } = await all.log.numbers();
        const deposits = method.payable ? [0n, requestDepositWei, challengeDepositWei] : [0n];
        const args = fc.tuple(...method.inputs.map((input) => anyOf(input, all.logId)));
        await fc.assert(
          fc.asyncProperty(
            args,
            fc.constantFrom(...deposits),
            fc.constantFrom(...all.callers),
            async (values, value, from) => {
              const data = concat([method.selector, coder.encode(method.inputs, values)]);
              const revert = await revertOf(from, to, data, value);
              if (revert === undefined) return;
              // An enum out of range is refused by the decoder, which gives no reason.
              if (revert === "0x" && method.inputs.some(({ type }) => type === "uint8")) return;
              expect(revert.slice(0, 10), revert).to.not.equal(PANIC);
              const known = abi.parseError(revert) ?? FOREIGN_ERRORS.parseError(revert);
              expect(known, `${revert} of ${hexlify(getBytes(data))}`).to.not.equal(null);
            },
          ),
          { numRuns: RUNS },
        );
      });
    });
  }
});
