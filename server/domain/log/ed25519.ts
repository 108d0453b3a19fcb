import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { concatBytes, equalBytes } from "./bytes.ts";

const { Point } = ed25519;
const ORDER = Point.Fn.ORDER;
const KEY_BYTES = 32;

/**
 * Checks an Ed25519 signature by the strictest rules in use, so that no two verifiers can differ about one that
 * passes here: canonical encodings only, no key or nonce of small order, S below the group order, and the equation
 * without the cofactor (RFC 8032 section 5.1.7, as tightened by libsodium). Answers false, never throws.
 */
export function verifyEd25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (key.length !== KEY_BYTES || signature.length !== 2 * KEY_BYTES) return false;
  try {
    return checks(key, message, signature);
  } catch {
    // Bytes that are no point of the curve.
    return false;
  }
}

function checks(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const nonce = signature.subarray(0, KEY_BYTES);
  const s = readLittleEndian(signature.subarray(KEY_BYTES));
  const publicPoint = Point.fromBytes(key, false);
  const noncePoint = Point.fromBytes(nonce, false);
  if (s >= ORDER || publicPoint.isSmallOrder() || noncePoint.isSmallOrder()) return false;
  const k = readLittleEndian(sha512(concatBytes(nonce, key, message))) % ORDER;
  const expected = Point.BASE.multiplyUnsafe(s).subtract(publicPoint.multiplyUnsafe(k));
  return equalBytes(expected.toBytes(), nonce);
}

/** Signs with a 32-byte seed (RFC 8032 section 5.1.6). */
export const signEd25519 = (seed: Uint8Array, message: Uint8Array): Uint8Array => ed25519.sign(message, seed);

/** Public key of a 32-byte seed. */
export const ed25519PublicKey = (seed: Uint8Array): Uint8Array => ed25519.getPublicKey(seed);

function readLittleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
