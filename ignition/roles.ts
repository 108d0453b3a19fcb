import { IArbitratorPanel__factory } from "../types/ethers-contracts/factories/contracts/interfaces/IArbitratorPanel__factory.ts";
import { ICaseRegistry__factory } from "../types/ethers-contracts/factories/contracts/interfaces/ICaseRegistry__factory.ts";
import { ICompensationFund__factory } from "../types/ethers-contracts/factories/contracts/interfaces/ICompensationFund__factory.ts";
import { IGuaranteeBonds__factory } from "../types/ethers-contracts/factories/contracts/interfaces/IGuaranteeBonds__factory.ts";
import { IPartyRegistry__factory } from "../types/ethers-contracts/factories/contracts/interfaces/IPartyRegistry__factory.ts";
import { IRulePackRegistry__factory } from "../types/ethers-contracts/factories/contracts/interfaces/IRulePackRegistry__factory.ts";
import { SettlementToken__factory } from "../types/ethers-contracts/factories/contracts/money/SettlementToken__factory.ts";

/** Contracts with functions that need a role. `EvidenceLog` has none. */
export const MANAGED = {
  PartyRegistry: IPartyRegistry__factory.createInterface(),
  RulePackRegistry: IRulePackRegistry__factory.createInterface(),
  SettlementToken: SettlementToken__factory.createInterface(),
  GuaranteeBonds: IGuaranteeBonds__factory.createInterface(),
  CompensationFund: ICompensationFund__factory.createInterface(),
  CaseRegistry: ICaseRegistry__factory.createInterface(),
  ArbitratorPanel: IArbitratorPanel__factory.createInterface(),
} as const;

export type ManagedContract = keyof typeof MANAGED;

/** Who holds a role: a contract of ours, or one of the accounts named in the deployment's parameters. */
export type Holder =
  | "GuaranteeBonds"
  | "CompensationFund"
  | "CaseRegistry"
  | "operations"
  | "secondPerson"
  | "guardian";

export interface Role {
  readonly name: string;
  /** Number in the AccessManager; 0 is its administrator's. */
  readonly id: bigint;
  readonly holder: Holder;
  /** Whether the holder announces each call and waits out the deployment's `delaySeconds`. */
  readonly delayed: boolean;
  readonly functions: Partial<Record<ManagedContract, readonly string[]>>;
}

/** Every restricted function and the one role that may call it. */
export const ROLES: readonly Role[] = [
  {
    name: "registrar",
    id: 1n,
    holder: "operations",
    delayed: false,
    functions: { PartyRegistry: ["registerParty", "recordAgreement"] },
  },
  {
    // Who adds a signer can speak for the party, so the party gets time to notice.
    name: "key keeper",
    id: 2n,
    holder: "operations",
    delayed: true,
    functions: { PartyRegistry: ["addSigner", "removeSigner", "unsuspend"] },
  },
  {
    name: "guardian",
    id: 3n,
    holder: "guardian",
    delayed: false,
    functions: { PartyRegistry: ["suspend"], CaseRegistry: ["pause", "unpause"] },
  },
  {
    // The registry itself asks for 7 or 15 days of notice.
    name: "rule clerk",
    id: 4n,
    holder: "operations",
    delayed: false,
    functions: { RulePackRegistry: ["registerPack"] },
  },
  { name: "minter", id: 5n, holder: "operations", delayed: false, functions: { SettlementToken: ["mint"] } },
  {
    name: "bond clerk",
    id: 6n,
    holder: "operations",
    delayed: false,
    functions: { GuaranteeBonds: ["setTail"] },
  },
  {
    name: "fund",
    id: 7n,
    holder: "CompensationFund",
    delayed: false,
    functions: { GuaranteeBonds: ["reserve", "release", "slash", "restore"] },
  },
  {
    name: "case registry",
    id: 8n,
    holder: "CaseRegistry",
    delayed: false,
    functions: { CompensationFund: ["openAccount", "recover", "reverse"] },
  },
  {
    name: "treasurer",
    id: 9n,
    holder: "operations",
    delayed: true,
    functions: { CompensationFund: ["withdrawCapital", "setLimits"] },
  },
  {
    name: "second person",
    id: 10n,
    holder: "secondPerson",
    delayed: false,
    functions: { CompensationFund: ["approveAdvance", "writeOff"] },
  },
  {
    name: "fund clerk",
    id: 11n,
    holder: "operations",
    delayed: false,
    functions: { CompensationFund: ["advance"] },
  },
  {
    name: "case clerk",
    id: 12n,
    holder: "operations",
    delayed: false,
    functions: { CaseRegistry: ["openCase", "submitEvidence", "freezeCandidates"] },
  },
  {
    name: "court clerk",
    id: 13n,
    holder: "secondPerson",
    delayed: true,
    functions: { CaseRegistry: ["reopen"] },
  },
  {
    name: "roster clerk",
    id: 14n,
    holder: "operations",
    delayed: false,
    functions: { ArbitratorPanel: ["addArbitrator", "removeArbitrator", "setFee", "sweepUnearned"] },
  },
];

/** Returns the 4-byte selectors of functions by name. @throws when a name is none of the contract's. */
export function selectorsOf(contract: ManagedContract, names: readonly string[]): string[] {
  return names.map((name) => {
    const found = MANAGED[contract].getFunction(name as never) as { selector: string } | null;
    if (found === null) throw new Error(`${contract} has no function ${name}`);
    return found.selector;
  });
}
