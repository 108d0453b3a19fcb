import { bytesToHex } from "../../domain/log/bytes.ts";
import type { CheckpointSigner, LogKeys } from "../../domain/log/checkpoint.ts";
import { ed25519PublicKey } from "../../domain/log/ed25519.ts";
import { addressOfKey } from "../../domain/log/eip712.ts";
import { EMPTY_ROOT } from "../../domain/log/hash.ts";
import type { LogIdentity } from "../../domain/log/log-identity.ts";
import { logIdOf, logVerifierKey } from "../../domain/log/log-identity.ts";
import type { Database } from "./database.ts";

/** The log this operator runs: who it is, and the keys that speak for it. */
export interface LogSettings {
  readonly identity: LogIdentity;
  readonly keys: LogKeys;
  readonly logId: Uint8Array;
  /** Lower-case addresses of the checkpoint and the promise key. */
  readonly checkpointSigner: string;
  readonly promiseSigner: string;
}

export interface LogSettingsInput {
  readonly chainId: number;
  /** Address of `EvidenceLog`. */
  readonly contract: string;
  readonly operatorParty: string;
  readonly origin: string;
  readonly keys: LogKeys;
}

/** Derives all there is to know about a log from its settings. */
export function logSettings(input: LogSettingsInput): LogSettings {
  const { chainId, operatorParty, origin, keys } = input;
  const verifierKey = logVerifierKey(origin, ed25519PublicKey(keys.ed25519));
  const contract = input.contract.toLowerCase();
  const identity = { chainId, contract, operatorParty, origin, verifierKey };
  const [checkpointSigner, promiseSigner] = [addressOfKey(keys.checkpoint), addressOfKey(keys.promise)];
  return { identity, keys, logId: logIdOf(identity), checkpointSigner, promiseSigner };
}

/** What {@link CheckpointSigner} asks for. */
export function checkpointSigner(settings: LogSettings): CheckpointSigner {
  const { identity, logId, keys } = settings;
  return {
    domain: identity,
    logId,
    verifierKey: identity.verifierKey,
    signer: settings.checkpointSigner,
    keys,
  };
}

/** Makes the log's row when it is new. Safe to call at every start and from many processes. */
export async function ensureLog(database: Database, settings: LogSettings): Promise<void> {
  const row = {
    log_id: Buffer.from(settings.logId),
    origin: settings.identity.origin,
    root: Buffer.from(EMPTY_ROOT),
  };
  await database.kysely
    .insertInto("log")
    .values(row)
    .onConflict((conflict) => conflict.column("log_id").doNothing())
    .execute();
}

/** The log's id as it is spelled on the wire. */
export const logIdHex = (settings: LogSettings): string => bytesToHex(settings.logId);
