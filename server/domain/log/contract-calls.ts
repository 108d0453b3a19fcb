/**
 * What anybody can take to the contract `EvidenceLog` with a receipt or a checkpoint in hand, as plain call data: no
 * server of ours, no library and no particular wallet is needed to send it.
 */
import { keccak_256 } from "@noble/hashes/sha3.js";
import { dynamicBytes, dynamicTuple, encodeCall, uintWord, wordList, words } from "./abi.ts";
import { bytesToHex, concatBytes, fromHex, fromPrefixedHex, utf8ToBytes } from "./bytes.ts";
import type { CheckpointNote } from "./checkpoint.ts";
import { parseCheckpoint, verifyEip712Line, verifyLogLine } from "./checkpoint.ts";
import { checkpointDigest, recoverSigner } from "./eip712.ts";
import { parseEntry } from "./entry.ts";
import { LogError } from "./errors.ts";
import { parseSeconds } from "./instants.ts";
import { type LogIdentity, logIdOf } from "./log-identity.ts";
import { digestOfPromise, type PromisedTogether, type SignedPromise, verifyPromise } from "./promise.ts";
import { parseVerifierKey } from "./signed-note.ts";

/** Longest entry the contract takes as call data, in bytes. */
export const MAX_REQUEST_BYTES = 4096;

const CONTRACT_SIGNATURE_BYTES = 65;

/** Which deposit a call carries; the contract's `numbers()` say how much. */
export type Deposit = "challenge" | "request" | "none";

/** A call to the contract, ready for any wallet. */
export interface ContractCall {
  readonly chainId: number;
  /** Address of the `EvidenceLog`. */
  readonly to: string;
  /** Call data, `0x` hex. */
  readonly data: string;
  readonly deposit: Deposit;
  readonly method: string;
}

/**
 * Shows the contract a promise that was not kept.
 *
 * @throws LogError `log.bad_promise` when the key it names did not sign it, so that no deposit is lost on a forgery.
 */
export function challengeCall(promise: SignedPromise): ContractCall {
  if (!verifyPromise(promise))
    throw new LogError("log.bad_promise", "The promise is not signed by the key it names.");
  const method = promise.bulk === undefined ? "challenge" : "challengeBulk";
  const data = promise.bulk === undefined ? challengeOwn(promise) : challengeItem(promise, promise.bulk);
  return { chainId: promise.chainId, to: promise.contract, deposit: "challenge", method, data };
}

function challengeOwn(promise: SignedPromise): string {
  const terms = words(logIdOfPromise(promise), leafOf(promise), promisedByOf(promise));
  return encodeCall("challenge((bytes32,bytes32,uint64),bytes)", terms, signatureOf(promise));
}

/** An entry promised together with others: what was signed for, and where it stands there. */
function challengeItem(promise: SignedPromise, { root, count, index, proof }: PromisedTogether): string {
  const signature = "challengeBulk((bytes32,bytes32,uint64,uint64),(bytes32,uint64,bytes32[]),bytes)";
  const signedRoot = fromHex(root, "promise.bulk.root", 32);
  const terms = words(logIdOfPromise(promise), signedRoot, uintWord(count), promisedByOf(promise));
  const path = wordList(proof.map((hash) => fromHex(hash, "promise.bulk.proof", 32)));
  const item = dynamicTuple(words(leafOf(promise)), words(uintWord(index)), path);
  return encodeCall(signature, terms, item, signatureOf(promise));
}

const logIdOfPromise = ({ logId }: SignedPromise) => fromHex(logId, "promise.logId", 32);
const leafOf = ({ leafHash }: SignedPromise) => fromHex(leafHash, "promise.leafHash", 32);
const promisedByOf = ({ promisedBy }: SignedPromise) =>
  uintWord(parseSeconds(promisedBy, "promise.promisedBy"));
const signatureOf = ({ signature }: SignedPromise) =>
  dynamicBytes(fromPrefixedHex(signature, "promise.signature", 65));

/** Closes a challenge nobody answered in its window: the promise is overdue for good and the bond pays. */
export function settleCall(promise: SignedPromise): ContractCall {
  return {
    chainId: promise.chainId,
    to: promise.contract,
    deposit: "none",
    method: "settle",
    data: encodeCall("settle(bytes32)", words(challengeIdOf(promise))),
  };
}

/** `EvidenceLog.challengeIdOf`: keccak256 of the promise's digest and the leaf hash. */
export function challengeIdOf(promise: SignedPromise): Uint8Array {
  return keccak_256(concatBytes(digestOfPromise(promise), leafOf(promise)));
}

/** A log as the contract names it. */
export interface LogPlace {
  readonly chainId: number;
  /** Address of the `EvidenceLog`. */
  readonly contract: string;
  readonly logId: Uint8Array;
}

/** Where the contract has a log. */
export const placeOf = (log: LogIdentity): LogPlace => ({
  chainId: log.chainId,
  contract: log.contract,
  logId: logIdOf(log),
});

/**
 * Hands an entry in through the contract. Its bytes become public for ever.
 *
 * @throws LogError `log.bad_entry` for bytes that break the entry rules, on which the deposit would be lost.
 */
export function requestInclusionCall(log: LogPlace, entry: string): ContractCall {
  parseEntry(entry);
  const bytes = utf8ToBytes(entry);
  if (bytes.length > MAX_REQUEST_BYTES)
    throw new LogError("log.entry_too_large", `The contract takes at most ${MAX_REQUEST_BYTES} bytes.`);
  return {
    chainId: log.chainId,
    to: log.contract,
    deposit: "request",
    method: "requestInclusion",
    data: encodeCall("requestInclusion(bytes32,bytes)", words(log.logId), dynamicBytes(bytes)),
  };
}

/** A checkpoint whose two log signatures were checked. */
export interface CheckedCheckpoint extends CheckpointNote {
  /** Lower-case address that signed for the contract. */
  readonly signer: string;
  /** EIP-712 signature, 65 bytes. */
  readonly contractSignature: Uint8Array;
}

/**
 * Reads a checkpoint and holds both of the log's lines against it.
 *
 * @throws LogError `log.bad_signature` when this log did not sign it.
 */
export function checkedCheckpoint(note: string, log: LogIdentity): CheckedCheckpoint {
  const read = parseCheckpoint(note);
  const logId = logIdOf(log);
  if (read.origin !== log.origin || !verifyLogLine(read, parseVerifierKey(log.verifierKey)))
    throw new LogError("log.bad_signature", "The checkpoint is not signed by the log's Ed25519 key.");
  const digest = checkpointDigest(log, logId, read.size, read.root);
  for (const { signature } of read.signatures) {
    if (signature.length !== CONTRACT_SIGNATURE_BYTES) continue;
    const signer = recoverSigner(digest, signature);
    if (signer !== null && verifyEip712Line(read, log, logId, signer))
      return { ...read, signer, contractSignature: signature };
  }
  throw new LogError("log.bad_signature", "The checkpoint is not signed for the contract.");
}

const checkpointTuple = ({ size, root, contractSignature }: CheckedCheckpoint) =>
  dynamicTuple(words(uintWord(size)), words(root), dynamicBytes(contractSignature));

/**
 * Proves two histories by two signed checkpoints of one size.
 *
 * @throws LogError `log.bad_checkpoint` when they do not contradict each other in a way the contract can see.
 */
export function reportForkCall(
  log: LogIdentity,
  first: CheckedCheckpoint,
  second: CheckedCheckpoint,
): ContractCall {
  if (first.size !== second.size || bytesToHex(first.root) === bytesToHex(second.root))
    throw new LogError("log.bad_checkpoint", "A fork is two roots of one size; these are not.");
  const signature = "reportFork(bytes32,(uint64,bytes32,bytes),(uint64,bytes32,bytes))";
  return {
    chainId: log.chainId,
    to: log.contract,
    deposit: "none",
    method: "reportFork",
    data: encodeCall(signature, words(logIdOf(log)), checkpointTuple(first), checkpointTuple(second)),
  };
}

/**
 * Proves a history other than the anchored one.
 *
 * @param anchoredAt Unix time in seconds of the block that anchored the checkpoint's size.
 */
export function reportForkOfAnchorCall(
  log: LogIdentity,
  anchoredAt: number,
  checkpoint: CheckedCheckpoint,
): ContractCall {
  const signature = "reportForkOfAnchor(bytes32,uint64,(uint64,bytes32,bytes))";
  const head = [words(logIdOf(log)), words(uintWord(anchoredAt))] as const;
  return {
    chainId: log.chainId,
    to: log.contract,
    deposit: "none",
    method: "reportForkOfAnchor",
    data: encodeCall(signature, ...head, checkpointTuple(checkpoint)),
  };
}

/** Call data that asks the contract for its numbers. */
export const NUMBERS_CALL: string = encodeCall("numbers()");

/**
 * Reads the deposit of a call from the answer to {@link NUMBERS_CALL}.
 *
 * @returns Wei.
 * @throws LogError `log.bad_encoding` when the answer is not that of an `EvidenceLog`.
 */
export function depositOf(deposit: Deposit, numbers: string): bigint {
  if (deposit === "none") return 0n;
  if (!/^0x[0-9a-f]{640}$/.test(numbers))
    throw new LogError("log.bad_encoding", "There is no evidence log at this address.", {
      field: "contract",
    });
  // Numbers is ten words; the deposits are its last two.
  const at = 2 + 64 * (deposit === "challenge" ? 8 : 9);
  return BigInt(`0x${numbers.slice(at, at + 64)}`);
}
