import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import access from "./access.ts";
import money, { type MoneyModule } from "./money.ts";
import parties from "./parties.ts";

/** Cases and the panel that rules on them, settled by a fund. */
export const disputesOver = (moneyModule: MoneyModule) =>
  buildModule("Disputes", (m) => {
    const { accessManager } = m.useModule(access);
    const { partyRegistry } = m.useModule(parties);
    const { compensationFund } = m.useModule(moneyModule);
    return {
      caseRegistry: m.contract("CaseRegistry", [accessManager, partyRegistry, compensationFund]),
      arbitratorPanel: m.contract("ArbitratorPanel", [accessManager, partyRegistry, m.getParameter("panel")]),
    };
  });

export default disputesOver(money);
