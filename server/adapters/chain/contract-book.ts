import { ErrorFragment, getAddress, Interface, type InterfaceAbi } from "ethers";
import type { ContractName } from "../../app/ports.ts";
import { ChainError } from "./errors.ts";

/** Where a contract is and how it is spoken to. */
export interface DeployedContract {
  readonly address: string;
  /** ABI of the contract's interface: events and errors live there too. */
  readonly abi: InterfaceAbi;
}

export type DeployedContracts = Readonly<Partial<Record<ContractName, DeployedContract>>>;

/** A revert by the name its contract gave it. */
export interface NamedRevert {
  readonly name: string;
  /** Arguments as text, for people. */
  readonly detail: string;
}

/** The contracts we know, looked up by name and by address. */
export interface ContractBook {
  address(contract: ContractName): string;
  interfaceOf(contract: ContractName): Interface;
  /** Which contract an address is; undefined for a stranger. */
  nameAt(address: string): ContractName | undefined;
  addresses(): string[];
  /** Call data of a call; throws `chain.bad_call` naming what does not fit. */
  encode(contract: ContractName, method: string, args: readonly unknown[]): string;
  /** Names revert data by the errors of all our contracts, since one of them may pass on another's. */
  nameRevert(data: string): NamedRevert | undefined;
}

/** Reads ABIs and addresses once. */
export function openContractBook(contracts: DeployedContracts): ContractBook {
  const entries = Object.entries(contracts) as [ContractName, DeployedContract][];
  const known = new Map(
    entries.map(([name, { address, abi }]) => [
      name,
      { address: getAddress(address), abi: Interface.from(abi) },
    ]),
  );
  const names = new Map([...known].map(([name, { address }]) => [address, name]));
  const errors = new Interface(uniqueErrors([...known.values()].map(({ abi }) => abi)));
  const find = (contract: ContractName) => {
    const found = known.get(contract);
    if (found !== undefined) return found;
    throw new ChainError("chain.unknown_contract", `${contract} is not deployed here`, { field: "contract" });
  };
  return {
    address: (contract) => find(contract).address,
    interfaceOf: (contract) => find(contract).abi,
    nameAt: (address) => names.get(getAddress(address)),
    addresses: () => [...names.keys()],
    encode: (contract, method, args) => encode(find(contract).abi, contract, method, args),
    nameRevert: (data) => nameRevert(errors, data),
  };
}

function encode(abi: Interface, contract: string, method: string, args: readonly unknown[]): string {
  try {
    return abi.encodeFunctionData(method, args);
  } catch (cause) {
    const field = `${contract}.${method}`;
    throw new ChainError("chain.bad_call", `${field} does not take these arguments`, {
      field,
      rule: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}

function nameRevert(errors: Interface, data: string): NamedRevert | undefined {
  try {
    const parsed = errors.parseError(data);
    if (parsed === null) return undefined;
    // `Error(string)` and `Panic(uint256)` are the language's own and carry their message as the only name.
    return { name: parsed.name, detail: parsed.args.map(String).join(", ") };
  } catch {
    return undefined;
  }
}

function uniqueErrors(abis: readonly Interface[]): ErrorFragment[] {
  const bySelector = new Map<string, ErrorFragment>();
  for (const abi of abis) {
    for (const fragment of abi.fragments) {
      if (ErrorFragment.isFragment(fragment)) bySelector.set(fragment.selector, fragment);
    }
  }
  return [...bySelector.values()];
}
