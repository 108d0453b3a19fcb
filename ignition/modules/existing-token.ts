import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** The token a chain has already; of the accounting token's functions only those of ERC-20 are ever called. */
export default buildModule("ExistingToken", (m) => ({
  token: m.contractAt("SettlementToken", m.getParameter("address")),
}));
