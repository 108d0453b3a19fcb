import { sha256 as portableSha256 } from "@noble/hashes/sha2.js";

/** SHA-256. Where the machine has a faster one than the portable one used by default, it is handed in. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** Bytes of a SHA-256 hash. */
export const HASH_BYTES = 32;

const NODE_PREFIX = 0x01;

/** Root of a log with no entry: SHA-256 of nothing (RFC 6962 section 2.1). */
export const EMPTY_ROOT: Uint8Array = portableSha256(new Uint8Array(0));

/** Hashes an entry's bytes to its leaf (RFC 6962 section 2.1). */
export function leafHash(entry: Uint8Array, sha256: Sha256 = portableSha256): Uint8Array {
  // The prefix 0x00 is what the array begins with.
  const input = new Uint8Array(1 + entry.length);
  input.set(entry, 1);
  return sha256(input);
}

/** Hashes two children to their parent (RFC 6962 section 2.1). Both must be 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Sha256 = portableSha256): Uint8Array {
  const input = new Uint8Array(1 + 2 * HASH_BYTES);
  input[0] = NODE_PREFIX;
  input.set(left, 1);
  input.set(right, 1 + HASH_BYTES);
  return sha256(input);
}

/**
 * Hashes a perfect subtree whose bottom row lies in one piece of memory.
 *
 * @param row A power of two of hashes, 32 bytes each. Not altered.
 */
export function perfectRoot(row: Uint8Array, sha256: Sha256 = portableSha256): Uint8Array {
  // Not `slice`: on Node's Buffer that is a view, and the caller's tile would be hashed over.
  const work = Uint8Array.from(row);
  const input = new Uint8Array(1 + 2 * HASH_BYTES);
  input[0] = NODE_PREFIX;
  for (let length = work.length; length > HASH_BYTES; length /= 2) {
    for (let at = 0; at < length; at += 2 * HASH_BYTES) {
      input.set(work.subarray(at, at + 2 * HASH_BYTES), 1);
      work.set(sha256(input), at / 2);
    }
  }
  return work.slice(0, HASH_BYTES);
}
