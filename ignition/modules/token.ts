import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import access from "./access.ts";

/** The accounting token of development and consortium chains; refuses any chain but the one named. */
export default buildModule("Token", (m) => {
  const { accessManager } = m.useModule(access);
  return { token: m.contract("SettlementToken", [accessManager, m.getParameter("allowedChainId")]) };
});
