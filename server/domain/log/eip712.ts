/** What a log's keys sign for the contract, and what submitters sign, as EIP-712 typed data; and their signatures. */
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, concatBytes, fromPrefixedHex, uintBytes, utf8ToBytes } from "./bytes.ts";

/** Chain and contract a signature is meant for: it counts nowhere else. */
export interface LogDomain {
  readonly chainId: number;
  /** Address of the `EvidenceLog`, any case. */
  readonly contract: string;
}

const SIGNATURE_BYTES = 65;
const ADDRESS_BYTES = 20;

const typeHash = (type: string): Uint8Array => keccak_256(utf8ToBytes(type));
const DOMAIN_TYPE = typeHash(
  "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)",
);
const CHECKPOINT_TYPE = typeHash("Checkpoint(bytes32 logId,uint64 size,bytes32 root)");
const PROMISE_TYPE = typeHash("Promise(bytes32 logId,bytes32 leafHash,uint64 promisedBy)");
const BULK_PROMISE_TYPE = typeHash("BulkPromise(bytes32 logId,bytes32 root,uint64 count,uint64 promisedBy)");
const SUBMISSION_TYPE = typeHash("Submission(bytes32 logId,bytes32 root,uint64 count)");
const NAME = typeHash("Redress EvidenceLog");
const VERSION = typeHash("1");

const word = (value: number): Uint8Array => uintBytes(value, 32);

const separators = new WeakMap<LogDomain, Uint8Array>();

/** Hashes the domain (EIP-712, definition of domainSeparator); once for each domain, whose fields never change. */
export function domainSeparator(domain: LogDomain): Uint8Array {
  const separator = separators.get(domain) ?? hashDomain(domain);
  separators.set(domain, separator);
  return separator;
}

function hashDomain({ chainId, contract }: LogDomain): Uint8Array {
  const address = fromPrefixedHex(contract.toLowerCase(), "contract", ADDRESS_BYTES);
  const padded = concatBytes(new Uint8Array(32 - ADDRESS_BYTES), address);
  return keccak_256(concatBytes(DOMAIN_TYPE, NAME, VERSION, word(chainId), padded));
}

function digest(domain: LogDomain, ...struct: Uint8Array[]): Uint8Array {
  const hashed = keccak_256(concatBytes(...struct));
  return keccak_256(concatBytes(Uint8Array.of(0x19, 0x01), domainSeparator(domain), hashed));
}

/** What the log key signs for `EvidenceLog.anchor`: one size has one root. */
export function checkpointDigest(
  domain: LogDomain,
  logId: Uint8Array,
  size: number,
  root: Uint8Array,
): Uint8Array {
  return digest(domain, CHECKPOINT_TYPE, logId, word(size), root);
}

/**
 * What the promise key signs: this leaf will be under a root anchored by then.
 *
 * @param promisedBy Unix time in seconds.
 */
export function promiseDigest(
  domain: LogDomain,
  logId: Uint8Array,
  leaf: Uint8Array,
  promisedBy: number,
): Uint8Array {
  return digest(domain, PROMISE_TYPE, logId, leaf, word(promisedBy));
}

/** A promise over a batch: `count` leaves under the small tree's root. See `bulk-promise.ts`. */
export interface BulkTerms {
  readonly root: Uint8Array;
  readonly count: number;
  /** Unix time in seconds. */
  readonly promisedBy: number;
}

/** What the promise key signs once for a whole batch. */
export function bulkPromiseDigest(domain: LogDomain, logId: Uint8Array, terms: BulkTerms): Uint8Array {
  return digest(domain, BULK_PROMISE_TYPE, logId, terms.root, word(terms.count), word(terms.promisedBy));
}

/**
 * What a submitter signs for commitments handed in: the root of the small tree over them, and how many they are. One
 * alone is a tree of one.
 */
export function submissionDigest(
  domain: LogDomain,
  logId: Uint8Array,
  { root, count }: Pick<BulkTerms, "root" | "count">,
): Uint8Array {
  return digest(domain, SUBMISSION_TYPE, logId, root, word(count));
}

/** Signs a digest; r ‖ s ‖ v with v 27 or 28, as contracts take it. */
export function signDigest(secretKey: Uint8Array, hash: Uint8Array): Uint8Array {
  const signed = secp256k1.sign(hash, secretKey, { prehash: false, format: "recovered" });
  return concatBytes(signed.subarray(1), Uint8Array.of(27 + (signed[0] ?? 0)));
}

/**
 * Recovers the lower-case address that signed a digest; null for a signature of another form. The malleable twin of
 * a signature (high s) is refused, as OpenZeppelin's ECDSA does on chain.
 */
export function recoverSigner(hash: Uint8Array, signature: Uint8Array): string | null {
  const v = signature[SIGNATURE_BYTES - 1];
  if (signature.length !== SIGNATURE_BYTES || (v !== 27 && v !== 28)) return null;
  const recovered = concatBytes(Uint8Array.of(v - 27), signature.subarray(0, SIGNATURE_BYTES - 1));
  try {
    if (secp256k1.Signature.fromBytes(recovered, "recovered").hasHighS()) return null;
    return addressOf(secp256k1.recoverPublicKey(recovered, hash, { prehash: false }));
  } catch {
    // r or s out of range, or no point for r.
    return null;
  }
}

/** Lower-case address of a secp256k1 secret key. */
export function addressOfKey(secretKey: Uint8Array): string {
  return addressOf(secp256k1.getPublicKey(secretKey, true));
}

function addressOf(publicKey: Uint8Array): string {
  const plain = secp256k1.Point.fromBytes(publicKey).toBytes(false);
  return `0x${bytesToHex(keccak_256(plain.subarray(1)).subarray(-ADDRESS_BYTES))}`;
}
