import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import money from "./money.ts";
import parties from "./parties.ts";
import token from "./token.ts";

/** The evidence log. It asks no AccessManager. */
export default buildModule("Evidence", (m) => {
  const { partyRegistry } = m.useModule(parties);
  const { compensationFund } = m.useModule(money);
  const settlement = m.useModule(token);
  const numbers = m.getParameter("numbers");
  return {
    evidenceLog: m.contract("EvidenceLog", [partyRegistry, settlement.token, compensationFund, numbers]),
  };
});
