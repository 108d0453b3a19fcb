import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { TokenModule } from "../token-module.ts";
import money, { type MoneyModule } from "./money.ts";
import parties from "./parties.ts";
import token from "./token.ts";

/** The evidence log, its bonds in a token. It asks no AccessManager. */
export const evidenceIn = (tokenModule: TokenModule, moneyModule: MoneyModule) =>
  buildModule("Evidence", (m) => {
    const { partyRegistry } = m.useModule(parties);
    const { compensationFund } = m.useModule(moneyModule);
    const settlement = m.useModule(tokenModule);
    const numbers = m.getParameter("numbers");
    return {
      evidenceLog: m.contract("EvidenceLog", [partyRegistry, settlement.token, compensationFund, numbers]),
    };
  });

export default evidenceIn(token, money);
