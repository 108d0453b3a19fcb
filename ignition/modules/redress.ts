import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type {
  IgnitionModuleBuilder,
  NamedArtifactContractDeploymentFuture,
} from "@nomicfoundation/ignition-core";
import { type ManagedContract, ROLES, selectorsOf } from "../roles.ts";
import access from "./access.ts";
import disputes from "./disputes.ts";
import evidence from "./evidence.ts";
import money from "./money.ts";
import parties from "./parties.ts";
import token from "./token.ts";

type Contract = NamedArtifactContractDeploymentFuture<string>;

const ADMIN_ROLE = 0n;

/**
 * Everything, with its roles. One transaction gives every restricted function its role and every role its holder, makes
 * `admin` the administrator and takes that power from the deployer, so that no half-open state is ever on chain.
 */
export default buildModule("Redress", (m) => {
  const { accessManager } = m.useModule(access);
  const { partyRegistry, rulePackRegistry, ...verifiers } = m.useModule(parties);
  const settlement = m.useModule(token);
  const { guaranteeBonds, compensationFund } = m.useModule(money);
  const { caseRegistry, arbitratorPanel } = m.useModule(disputes);
  const { evidenceLog } = m.useModule(evidence);
  const managed: Record<ManagedContract, Contract> = {
    PartyRegistry: partyRegistry,
    RulePackRegistry: rulePackRegistry,
    SettlementToken: settlement.token,
    GuaranteeBonds: guaranteeBonds,
    CompensationFund: compensationFund,
    CaseRegistry: caseRegistry,
    ArbitratorPanel: arbitratorPanel,
  };

  const steps = [
    ...assignFunctions(m, accessManager, managed),
    ...grantRoles(m, accessManager, managed),
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

function assignFunctions(
  m: IgnitionModuleBuilder,
  manager: Contract,
  managed: Record<ManagedContract, Contract>,
) {
  return ROLES.flatMap((role) =>
    Object.entries(role.functions).map(([name, functions]) => {
      const contract = name as ManagedContract;
      const args = [managed[contract], selectorsOf(contract, functions), role.id];
      return m.encodeFunctionCall(manager, "setTargetFunctionRole", args, {
        id: `Assign_${role.id}_${name}`,
      });
    }),
  );
}

function grantRoles(m: IgnitionModuleBuilder, manager: Contract, managed: Record<ManagedContract, Contract>) {
  const people = {
    operations: m.getParameter("operations", m.getAccount(1)),
    secondPerson: m.getParameter("secondPerson", m.getAccount(0)),
    guardian: m.getParameter("guardian", m.getAccount(0)),
  };
  const holders = { ...managed, ...people };
  const delaySeconds = m.getParameter("delaySeconds");
  return ROLES.map((role) => {
    const args = [role.id, holders[role.holder], role.delayed ? delaySeconds : 0];
    return m.encodeFunctionCall(manager, "grantRole", args, { id: `Grant_${role.id}` });
  });
}

function handOver(m: IgnitionModuleBuilder, manager: Contract) {
  const admin = m.getParameter("admin", m.getAccount(1));
  const args = [ADMIN_ROLE, admin, m.getParameter("adminDelaySeconds")];
  return [
    m.encodeFunctionCall(manager, "grantRole", args, { id: "GrantAdmin" }),
    m.encodeFunctionCall(manager, "renounceRole", [ADMIN_ROLE, m.getAccount(0)], { id: "RenounceAdmin" }),
  ];
}
