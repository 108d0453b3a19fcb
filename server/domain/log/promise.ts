/** The operator's signed word that an entry will be in by a time. */
import { type BulkItem, verifyBulkItem } from "./bulk-promise.ts";
import { bytesToHex, fromHex, fromPrefixedHex } from "./bytes.ts";
import type { BulkTerms, LogDomain } from "./eip712.ts";
import { addressOfKey, bulkPromiseDigest, promiseDigest, recoverSigner, signDigest } from "./eip712.ts";
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
  /** There when the entry was promised together with others: the signature is over all of them. */
  readonly bulk?: PromisedTogether;
}

/** Where an entry stands in a small tree that was promised as one; see `bulk-promise.ts`. Hashes in lower-case hex. */
export interface PromisedTogether {
  readonly root: string;
  readonly count: number;
  readonly index: number;
  /** Audit path to the root, lowest first. */
  readonly proof: readonly string[];
}

export interface PromiseTerms {
  readonly domain: LogDomain;
  readonly logId: Uint8Array;
  readonly leafHash: Uint8Array;
  /** Unix time in seconds. */
  readonly promisedBy: number;
}

/**
 * Instant that is promised for something accepted now, in Unix seconds: the longest that may be, from the minute of the
 * acceptance. To the second it would tell when somebody handed in, which an entry's time of receipt does not.
 */
export function promiseInstant(acceptedAt: Date): number {
  return Math.floor(acceptedAt.getTime() / 60_000) * 60 + MAX_PROMISE_SECONDS;
}

/** Entries carry their time of receipt to the minute. */
const RECEIVED_WITHIN_SECONDS = 60;

/**
 * Whether a promise runs longer than any may: what is promised for years ahead is worth nothing.
 *
 * @param receivedAt Time of receipt in the entry, RFC 3339 in UTC.
 * @throws LogError `log.bad_encoding` for an instant in another spelling.
 */
export function reachesTooFar({ promisedBy }: SignedPromise, receivedAt: string): boolean {
  const seconds =
    parseSeconds(promisedBy, "promise.promisedBy") - parseSeconds(receivedAt, "entry.receivedAt");
  return seconds > MAX_PROMISE_SECONDS + RECEIVED_WITHIN_SECONDS;
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

/** Spells the promise of one item of a batch as it travels. */
export function describeBulkPromise(
  terms: Omit<PromiseTerms, "leafHash">,
  { root, count }: Pick<BulkTerms, "root" | "count">,
  item: BulkItem,
  signed: { readonly signer: string; readonly signature: Uint8Array },
): SignedPromise {
  const { leafHash, index, proof } = item;
  return {
    ...describePromise({ ...terms, leafHash }, signed.signer, signed.signature),
    bulk: { root: bytesToHex(root), count, index, proof: proof.map(bytesToHex) },
  };
}

/**
 * The EIP-712 digest a promise key signed: over this entry, or over the whole batch.
 *
 * @throws LogError `log.bad_encoding` for a field in another spelling.
 */
export function digestOfPromise(promise: SignedPromise): Uint8Array {
  const domain = { chainId: promise.chainId, contract: promise.contract };
  const logId = fromHex(promise.logId, "promise.logId", 32);
  const leaf = fromHex(promise.leafHash, "promise.leafHash", 32);
  const promisedBy = parseSeconds(promise.promisedBy, "promise.promisedBy");
  return promise.bulk === undefined
    ? promiseDigest(domain, logId, leaf, promisedBy)
    : bulkPromiseDigest(domain, logId, { ...termsOf(promise.bulk), promisedBy });
}

/**
 * Whether the promise was signed by the address it names, and, promised with others, is one of them. That the address
 * is a promise key of the log only the chain can say.
 *
 * @throws LogError `log.bad_encoding` for a field in another spelling.
 */
export function verifyPromise(promise: SignedPromise): boolean {
  const signature = fromPrefixedHex(promise.signature, "promise.signature", 65);
  if (recoverSigner(digestOfPromise(promise), signature) !== promise.signer) return false;
  if (promise.bulk === undefined) return true;
  const { index, proof } = promise.bulk;
  const item = {
    leafHash: fromHex(promise.leafHash, "promise.leafHash", 32),
    index,
    proof: proof.map((hash) => fromHex(hash, "promise.bulk.proof", 32)),
  };
  return verifyBulkItem(item, termsOf(promise.bulk));
}

const termsOf = ({ root, count }: PromisedTogether): Pick<BulkTerms, "root" | "count"> => ({
  root: fromHex(root, "promise.bulk.root", 32),
  count,
});
