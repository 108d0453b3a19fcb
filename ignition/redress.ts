import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import {
  FutureType,
  type IgnitionModuleBuilder,
  type NamedArtifactContractAtFuture,
  type NamedArtifactContractDeploymentFuture,
} from "@nomicfoundation/ignition-core";
import access from "./modules/access.ts";
import { disputesOver } from "./modules/disputes.ts";
import { evidenceIn } from "./modules/evidence.ts";
import { moneyIn } from "./modules/money.ts";
import parties from "./modules/parties.ts";
import { type ManagedContract, ROLES, type Role, selectorsOf } from "./roles.ts";
import type { TokenModule } from "./token-module.ts";

type Contract = NamedArtifactContractDeploymentFuture<string> | NamedArtifactContractAtFuture<string>;
/** A token that is there already has roles of its own, and none of ours. */
type Managed = Partial<Record<ManagedContract, Contract>>;

const ADMIN_ROLE = 0n;

/**
 * Everything, with its roles. One transaction gives every restricted function its role and every role its holder, makes
 * `admin` the administrator and takes that power from the deployer, so that no half-open state is ever on chain.
 */
export function composeRedress(id: string, tokenModule: TokenModule) {
  const money = moneyIn(tokenModule);
  const disputes = disputesOver(money);
  const evidence = evidenceIn(tokenModule, money);
  return buildModule(id, (m) => {
    const { accessManager } = m.useModule(access);
    const { partyRegistry, rulePackRegistry, ...verifiers } = m.useModule(parties);
    const settlement = m.useModule(tokenModule);
    const { guaranteeBonds, compensationFund } = m.useModule(money);
    const { caseRegistry, arbitratorPanel } = m.useModule(disputes);
    const { evidenceLog } = m.useModule(evidence);
    const managed: Managed = {
      PartyRegistry: partyRegistry,
      RulePackRegistry: rulePackRegistry,
      ...(settlement.token.type === FutureType.NAMED_ARTIFACT_CONTRACT_DEPLOYMENT && {
        SettlementToken: settlement.token,
      }),
      GuaranteeBonds: guaranteeBonds,
      CompensationFund: compensationFund,
      CaseRegistry: caseRegistry,
      ArbitratorPanel: arbitratorPanel,
    };

    const steps = [
      ...assignFunctions(m, accessManager, managed),
      ...grantRoles(m, accessManager, managed),
      ...delayChanges(m, accessManager, managed),
      ...handOver(m, accessManager),
    ];
    m.call(accessManager, "multicall", [steps], { id: "SetRoles" });

    return {
      accessManager,
      partyRegistry,
      rulePackRegistry,
      ...verifiers,
      ...settlement,
      guaranteeBonds,
      compensationFund,
      caseRegistry,
      arbitratorPanel,
      evidenceLog,
    };
  });
}

function managedOf(managed: Managed, role: Role) {
  return Object.entries(role.functions).flatMap(([name, functions]) => {
    const contract = managed[name as ManagedContract];
    return contract === undefined ? [] : [[name as ManagedContract, contract, functions] as const];
  });
}

function assignFunctions(m: IgnitionModuleBuilder, manager: Contract, managed: Managed) {
  return ROLES.flatMap((role) =>
    managedOf(managed, role).map(([name, contract, functions]) => {
      const args = [contract, selectorsOf(name, functions), role.id];
      return m.encodeFunctionCall(manager, "setTargetFunctionRole", args, {
        id: `Assign_${role.id}_${name}`,
      });
    }),
  );
}

function grantRoles(m: IgnitionModuleBuilder, manager: Contract, managed: Managed) {
  const people = {
    operations: m.getParameter("operations", m.getAccount(1)),
    secondPerson: m.getParameter("secondPerson", m.getAccount(0)),
    guardian: m.getParameter("guardian", m.getAccount(0)),
  };
  const holders = { ...managed, ...people };
  const delaySeconds = m.getParameter("delaySeconds");
  return ROLES.filter((role) => managedOf(managed, role).length > 0).map((role) => {
    const holder = holders[role.holder];
    if (holder === undefined) throw new Error(`nobody holds ${role.name}`);
    const args = [role.id, holder, role.delayed ? delaySeconds : 0];
    return m.encodeFunctionCall(manager, "grantRole", args, { id: `Grant_${role.id}` });
  });
}

/** Whoever administers has to announce a change of a contract's roles this long before, whatever its own delay is. */
function delayChanges(m: IgnitionModuleBuilder, manager: Contract, managed: Managed) {
  const delaySeconds = m.getParameter("adminDelaySeconds");
  return Object.entries(managed).map(([name, contract]) =>
    m.encodeFunctionCall(manager, "setTargetAdminDelay", [contract, delaySeconds], { id: `Delay_${name}` }),
  );
}

function handOver(m: IgnitionModuleBuilder, manager: Contract) {
  const admin = m.getParameter("admin", m.getAccount(1));
  const args = [ADMIN_ROLE, admin, m.getParameter("adminDelaySeconds")];
  return [
    m.encodeFunctionCall(manager, "grantRole", args, { id: "GrantAdmin" }),
    m.encodeFunctionCall(manager, "renounceRole", [ADMIN_ROLE, m.getAccount(0)], { id: "RenounceAdmin" }),
  ];
}
