import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import access from "./access.ts";
import money from "./money.ts";
import parties from "./parties.ts";

/** Cases and the panel that rules on them. */
export default buildModule("Disputes", (m) => {
  const { accessManager } = m.useModule(access);
  const { partyRegistry } = m.useModule(parties);
  const { compensationFund } = m.useModule(money);
  return {
    caseRegistry: m.contract("CaseRegistry", [accessManager, partyRegistry, compensationFund]),
    arbitratorPanel: m.contract("ArbitratorPanel", [accessManager, partyRegistry, m.getParameter("panel")]),
  };
});
