import { readFileSync } from "node:fs";
import { join } from "node:path";
import { IArbitratorPanel__factory } from "../../../types/ethers-contracts/factories/contracts/interfaces/IArbitratorPanel__factory.ts";
import { ICaseRegistry__factory } from "../../../types/ethers-contracts/factories/contracts/interfaces/ICaseRegistry__factory.ts";
import { ICompensationFund__factory } from "../../../types/ethers-contracts/factories/contracts/interfaces/ICompensationFund__factory.ts";
import { IEvidenceLog__factory } from "../../../types/ethers-contracts/factories/contracts/interfaces/IEvidenceLog__factory.ts";
import { IGuaranteeBonds__factory } from "../../../types/ethers-contracts/factories/contracts/interfaces/IGuaranteeBonds__factory.ts";
import { IPartyRegistry__factory } from "../../../types/ethers-contracts/factories/contracts/interfaces/IPartyRegistry__factory.ts";
import { IRulePackRegistry__factory } from "../../../types/ethers-contracts/factories/contracts/interfaces/IRulePackRegistry__factory.ts";
import { SettlementToken__factory } from "../../../types/ethers-contracts/factories/contracts/money/SettlementToken__factory.ts";
import type { ContractName } from "../../app/ports.ts";
import type { DeployedContract } from "./contract-book.ts";

const abis = {
  EvidenceLog: IEvidenceLog__factory.abi,
  PartyRegistry: IPartyRegistry__factory.abi,
  RulePackRegistry: IRulePackRegistry__factory.abi,
  GuaranteeBonds: IGuaranteeBonds__factory.abi,
  CompensationFund: ICompensationFund__factory.abi,
  CaseRegistry: ICaseRegistry__factory.abi,
  ArbitratorPanel: IArbitratorPanel__factory.abi,
  SettlementToken: SettlementToken__factory.abi,
} as const;

/**
 * Reads where the contracts are from a deployment folder of Ignition.
 * @throws Error naming the contract the folder does not have.
 */
export function readDeployment(folder: string): Record<ContractName, DeployedContract> {
  const file = join(folder, "deployed_addresses.json");
  const addresses = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  const find = (name: ContractName): DeployedContract => {
    const entry = Object.entries(addresses).find(([key]) => key.split("#").at(-1) === name);
    if (entry === undefined) throw new Error(`${file} names no ${name}: deploy it first`);
    return { address: entry[1], abi: abis[name] };
  };
  const names = Object.keys(abis) as ContractName[];
  return Object.fromEntries(names.map((name) => [name, find(name)])) as Record<
    ContractName,
    DeployedContract
  >;
}
