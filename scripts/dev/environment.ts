import { mkdirSync } from "node:fs";
import { EMBEDDED_CHAIN_ID } from "./anvil.ts";
import type { EmbeddedChain } from "./chain.ts";
import type { Keys } from "./keys.ts";
import { PLACES } from "./layout.ts";
import type { EmbeddedPostgres } from "./postgres.ts";

/** Name of the database on the embedded server. */
export const DATABASE = "redress";

/** Parts that run here; one that is absent is named by the caller's own environment. */
export interface Parts {
  readonly postgres: EmbeddedPostgres | undefined;
  readonly chain: EmbeddedChain | undefined;
}

/** Settings of the server; what the caller's environment says goes before what the embedded parts say. */
export function serverEnvironment(parts: Parts, keys: Keys, port: number): NodeJS.ProcessEnv {
  mkdirSync(PLACES.server, { recursive: true });
  return {
    ...secrets(keys),
    ...databaseSettings(parts.postgres),
    ...chainSettings(parts.chain),
    DATA_DIR: PLACES.server,
    EMBEDDED: "1",
    // The platform of the sample case; the deployment's parameters name the same party.
    PLATFORM_ID: "mall",
    PLATFORM_NAME: "示例商城",
    ANCHOR_SECONDS: "5",
    ...process.env,
    PORT: String(port),
    PUBLIC_URL: process.env.PUBLIC_URL ?? `http://localhost:${port}`,
  };
}

function secrets(keys: Keys): NodeJS.ProcessEnv {
  return {
    SENDER_KEY: keys.sender,
    LOG_ETH_KEY: keys.logEth,
    LOG_ED25519_KEY: keys.logEd25519,
    PROMISE_KEY: keys.promise,
    AUTH_SECRET: keys.authSecret,
    ORDER_LINK_KEY: keys.orderLink,
  };
}

function databaseSettings(postgres: EmbeddedPostgres | undefined): NodeJS.ProcessEnv {
  return postgres === undefined ? {} : { DATABASE_URL: postgres.url(DATABASE) };
}

function chainSettings(chain: EmbeddedChain | undefined): NodeJS.ProcessEnv {
  if (chain === undefined) return {};
  return {
    RPC_URL: chain.rpcUrl,
    PUBLIC_RPC_URL: chain.rpcUrl,
    CHAIN_ID: String(EMBEDDED_CHAIN_ID),
    DEPLOYMENT_DIR: PLACES.deployment,
    FINALITY: `saved:${chain.savedFile}`,
  };
}
