import { evidenceLog } from "./fixture-log.ts";

// Stands for what the build writes in: imported before anything that reads it.
Object.assign(globalThis, {
  __DEPLOYMENT__: {
    chainId: 31337,
    addresses: { EvidenceLog: evidenceLog },
    rpcUrl: null,
    secondRpcUrl: null,
    logId: null,
  },
});
