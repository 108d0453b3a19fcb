import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** The one AccessManager. The deployer administers it until the roles are set and hands it over then. */
export default buildModule("Access", (m) => ({
  accessManager: m.contract("AccessManager", [m.getAccount(0)]),
}));
