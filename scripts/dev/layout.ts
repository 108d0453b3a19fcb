import { join } from "node:path";
import { EMBEDDED_CHAIN_ID } from "./anvil.ts";

/** Root of the checkout. */
export const ROOT = join(import.meta.dirname, "../..");

/** Everything the embedded set-up keeps; deleting it starts anew. */
export const DATA = join(ROOT, ".redress");

/** Where each part keeps what it has. */
export const PLACES = {
  keys: join(DATA, "keys.json"),
  postgres: join(DATA, "postgres"),
  chain: join(DATA, "chain"),
  server: join(DATA, "server"),
  logs: join(DATA, "logs"),
  stamps: join(DATA, "stamps"),
  supervisorPid: join(DATA, "up.pid"),
  serverPid: join(DATA, "server.pid"),
  serverPort: join(DATA, "port"),
  deployment: join(ROOT, `ignition/deployments/chain-${EMBEDDED_CHAIN_ID}`),
  ignitionModule: "ignition/modules/redress.ts",
} as const;
