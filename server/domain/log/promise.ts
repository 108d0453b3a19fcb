/** The operator's signed word that an entry will be in by a time. */
import { bytesToHex, fromHex, fromPrefixedHex } from "./bytes.ts";
import type { LogDomain } from "./eip712.ts";
import { addressOfKey, promiseDigest, recoverSigner, signDigest } from "./eip712.ts";
import { formatSeconds, parseSeconds } from "./instants.ts";

/** Longest a promise reaches ahead of the acceptance. */
export const MAX_PROMISE_SECONDS = 24 * 3600;

/** A promise as it travels; see `promise` of the wire shapes. */
export interface SignedPromise {
  readonly logId: string;
  readonly leafHash: string;
  readonly promisedBy: string;
  readonly chainId: number;
  readonly contract: string;
  readonly signer: string;
  readonly signature: string;
}

export interface PromiseTerms {
  readonly domain: LogDomain;
  readonly logId: Uint8Array;
  readonly leafHash: Uint8Array;
  /** Unix time in seconds. */
  readonly promisedBy: number;
}

/** Latest instant that may be promised for something accepted now, in Unix seconds. */
export function promiseInstant(acceptedAt: Date): number {
  return Math.floor(acceptedAt.getTime() / 1000) + MAX_PROMISE_SECONDS;
}

export function signPromise(terms: PromiseTerms, secretKey: Uint8Array): SignedPromise {
  const digest = promiseDigest(terms.domain, terms.logId, terms.leafHash, terms.promisedBy);
  return describePromise(terms, addressOfKey(secretKey), signDigest(secretKey, digest));
}

/** Spells a promise and its signature as it travels. */
export function describePromise(terms: PromiseTerms, signer: string, signature: Uint8Array): SignedPromise {
  return {
    logId: bytesToHex(terms.logId),
    leafHash: bytesToHex(terms.leafHash),
    promisedBy: formatSeconds(terms.promisedBy),
    chainId: terms.domain.chainId,
    contract: terms.domain.contract.toLowerCase(),
    signer: signer.toLowerCase(),
    signature: `0x${bytesToHex(signature)}`,
  };
}

/**
 * Whether the promise was signed by the address it names. That the address is a promise key of the log only the
 * chain can say.
 *
 * @throws LogError `log.bad_encoding` for a field in another spelling.
 */
export function verifyPromise(promise: SignedPromise): boolean {
  const domain = { chainId: promise.chainId, contract: promise.contract };
  const logId = fromHex(promise.logId, "promise.logId", 32);
  const leaf = fromHex(promise.leafHash, "promise.leafHash", 32);
  const digest = promiseDigest(domain, logId, leaf, parseSeconds(promise.promisedBy, "promise.promisedBy"));
  const signature = fromPrefixedHex(promise.signature, "promise.signature", 65);
  return recoverSigner(digest, signature) === promise.signer;
}
