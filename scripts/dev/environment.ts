import { mkdirSync } from "node:fs";
import { bytesToHex, fromHex } from "../../server/domain/log/bytes.ts";
import { ed25519PublicKey } from "../../server/domain/log/ed25519.ts";
import { logIdOf, logVerifierKey } from "../../server/domain/log/log-identity.ts";
import { EMBEDDED_CHAIN_ID } from "./anvil.ts";
import type { EmbeddedChain } from "./chain.ts";
import { deployedAddresses } from "./deploy.ts";
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

/** The platform of the sample case; the deployment's parameters name the same party. */
const PLATFORM = { PLATFORM_ID: "mall", PLATFORM_NAME: "示例商城" } as const;
const LOG_ORIGIN = "redress.example/log/1";

/** The log this set-up runs: pages are built for it and take no other, however a server names it. */
function logIdFor(keys: Keys): string {
  const contract = Object.entries(deployedAddresses()).find(([name]) => name.endsWith("#EvidenceLog"))?.[1];
  if (contract === undefined) return "";
  const verifierKey = logVerifierKey(
    LOG_ORIGIN,
    ed25519PublicKey(fromHex(keys.logEd25519, "logEd25519", 32)),
  );
  const identity = { chainId: EMBEDDED_CHAIN_ID, contract, operatorParty: PLATFORM.PLATFORM_ID };
  return bytesToHex(logIdOf({ ...identity, origin: LOG_ORIGIN, verifierKey }));
}

/** Settings of the server; what the caller's environment says goes before what the embedded parts say. */
export function serverEnvironment(parts: Parts, keys: Keys, port: number): NodeJS.ProcessEnv {
  mkdirSync(PLACES.server, { recursive: true });
  return {
    ...secrets(keys),
    ...databaseSettings(parts.postgres),
    ...chainSettings(parts.chain),
    DATA_DIR: PLACES.server,
    WEB_DIR: PLACES.web,
    EMBEDDED: "1",
    ...PLATFORM,
    LOG_ORIGIN,
    LOG_ID: logIdFor(keys),
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
