import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import access from "./access.ts";
import parties from "./parties.ts";
import token from "./token.ts";

/** Bonds of the parties and the fund that advances. */
export default buildModule("Money", (m) => {
  const { accessManager } = m.useModule(access);
  const { partyRegistry } = m.useModule(parties);
  const settlement = m.useModule(token);
  const guaranteeBonds = m.contract("GuaranteeBonds", [
    accessManager,
    settlement.token,
    partyRegistry,
    m.getParameter("withdrawalDelaySeconds"),
  ]);
  const compensationFund = m.contract("CompensationFund", [
    accessManager,
    guaranteeBonds,
    m.getParameter("platformPartyId"),
    m.getParameter("settlementAgent", m.getAccount(1)),
    m.getParameter("limits"),
  ]);
  return { guaranteeBonds, compensationFund };
});
