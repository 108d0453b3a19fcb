import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { TokenModule } from "../token-module.ts";
import access from "./access.ts";
import parties from "./parties.ts";
import token from "./token.ts";

/** Bonds of the parties and the fund that advances, in a token. */
export const moneyIn = (tokenModule: TokenModule) =>
  buildModule("Money", (m) => {
    const { accessManager } = m.useModule(access);
    const { partyRegistry } = m.useModule(parties);
    const settlement = m.useModule(tokenModule);
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

export type MoneyModule = ReturnType<typeof moneyIn>;

export default moneyIn(token);
