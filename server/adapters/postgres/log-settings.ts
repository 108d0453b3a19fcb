import { bytesToHex } from "../../domain/log/bytes.ts";
import type { CheckpointSigner, LogKeys } from "../../domain/log/checkpoint.ts";
import { parseCheckpoint, signaturesBy, signerOfCheckpoint } from "../../domain/log/checkpoint.ts";
import { ed25519PublicKey } from "../../domain/log/ed25519.ts";
import { addressOfKey } from "../../domain/log/eip712.ts";
import { LogError } from "../../domain/log/errors.ts";
import { EMPTY_ROOT } from "../../domain/log/hash.ts";
import type { LogIdentity } from "../../domain/log/log-identity.ts";
import { eip712NoteKey, logIdOf, logVerifierKey, registrationHashes } from "../../domain/log/log-identity.ts";
import { signDigestFast, signEd25519Fast } from "../signing.ts";
import type { Database } from "./database.ts";

/** The log this operator runs: who it is, and the keys that speak for it. */
export interface LogSettings {
  readonly identity: LogIdentity;
  readonly keys: LogKeys;
  readonly logId: Uint8Array;
  /** Lower-case addresses of the checkpoint and the promise key. */
  readonly checkpointSigner: string;
  readonly promiseSigner: string;
  /** Any log this operator has run, by its id; left out where there is but one. Throws for a log of somebody else. */
  readonly member?: (logId: Uint8Array) => LogSettings;
}

/** The log an entry is in, which may be one before the present one. */
export const memberOf = (settings: LogSettings, logId: Uint8Array): LogSettings =>
  settings.member?.(logId) ?? settings;

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
    signing: { digest: signDigestFast, ed25519: signEd25519Fast },
  };
}

/**
 * Address that signed a checkpoint of the log for its contract: the present key, or one before it, which stays on the
 * receipts of its time.
 */
export function signerOf(settings: LogSettings, note: string): string {
  const { checkpointSigner: present, identity, logId } = settings;
  const parsed = parseCheckpoint(note);
  if (signaturesBy(parsed, eip712NoteKey(identity.origin, present)).length === 1) return present;
  return signerOfCheckpoint(parsed, identity, logId) ?? present;
}

/**
 * Makes the log's row when it is new. Safe to call at every start and from many processes.
 *
 * @throws LogError `log.not_registered` where the database has a log of this origin with another id.
 */
export async function ensureLog(database: Database, settings: LogSettings): Promise<void> {
  const row = {
    log_id: Buffer.from(settings.logId),
    origin: settings.identity.origin,
    root: Buffer.from(EMPTY_ROOT),
  };
  await database.kysely
    .insertInto("log")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const own = database.kysely.selectFrom("log").select("log_id").where("log_id", "=", row.log_id);
  if ((await own.executeTakeFirst()) !== undefined) return;
  throw new LogError(
    "log.not_registered",
    `The database has ${row.origin} as a log of another LOG_ED25519_KEY, PLATFORM_ID, CHAIN_ID or contract than these settings.`,
  );
}

/** The log's id as it is spelled on the wire. */
export const logIdHex = (settings: LogSettings): string => bytesToHex(settings.logId);

/** `LogTerms` of `EvidenceLog.registerLog`, as ethers takes it. */
export interface RegistrationTerms {
  readonly operatorParty: string;
  readonly originHash: string;
  readonly verifierKeyHash: string;
  readonly promiseSigner: string;
  readonly logSigner: string;
  readonly anchorSender: string;
  readonly bondMinor: bigint;
  readonly predecessor: string;
}

/**
 * Computes the one argument of `EvidenceLog.registerLog`.
 *
 * @param anchorSender Address that sends our chain calls.
 * @param bondMinor Bond in token units, approved by the registering wallet; at least `minimumBondMinor`.
 */
export function registrationTerms(
  settings: LogSettings,
  anchorSender: string,
  bondMinor: bigint,
): RegistrationTerms {
  const hashes = registrationHashes(settings.identity);
  return {
    operatorParty: `0x${bytesToHex(hashes.operatorParty)}`,
    originHash: `0x${bytesToHex(hashes.originHash)}`,
    verifierKeyHash: `0x${bytesToHex(hashes.verifierKeyHash)}`,
    promiseSigner: settings.promiseSigner,
    logSigner: settings.checkpointSigner,
    anchorSender,
    bondMinor,
    predecessor: `0x${"00".repeat(32)}`,
  };
}
