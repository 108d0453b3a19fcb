import { join, resolve } from "node:path";
import { EMBEDDED_CHAIN_ID } from "./anvil.ts";

/** Root of the checkout. */
export const ROOT = join(import.meta.dirname, "../..");

/** Everything the embedded set-up keeps; deleting it starts anew. REDRESS_HOME puts it elsewhere. */
export const DATA = resolve(process.env.REDRESS_HOME ?? join(ROOT, ".redress"));

/** Where each part keeps what it has. */
export const PLACES = {
  keys: join(DATA, "keys.json"),
  postgres: join(DATA, "postgres"),
  chain: join(DATA, "chain"),
  server: join(DATA, "server"),
  logs: join(DATA, "logs"),
  stamps: join(DATA, "stamps"),
  /** Pages trust the contracts of one set-up alone, so each has its own build of them. */
  web: join(DATA, "web"),
  /** What was built lies in the checkout, whichever data it is used with. */
  buildStamps: join(ROOT, ".redress/stamps"),
  supervisorPid: join(DATA, "up.pid"),
  serverPid: join(DATA, "server.pid"),
  serverPort: join(DATA, "port"),
  deployment: join(DATA, "deployment"),
  /** Where Ignition writes; what it wrote is moved to the data it belongs to. */
  ignitionOutput: join(ROOT, `ignition/deployments/chain-${EMBEDDED_CHAIN_ID}`),
  ignitionModule: "ignition/modules/redress.ts",
  ignitionParameters: join(ROOT, "ignition/parameters/embedded.json"),
} as const;
