import { keccak_256 } from "@noble/hashes/sha3.js";
import { recover, signRecoverable } from "tiny-secp256k1";

const SIGNATURE_BYTES = 65;
const ADDRESS_BYTES = 20;

/** Half the order of secp256k1: an s above it belongs to the malleable twin of a signature. */
const HIGHEST_S = Buffer.from("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", "hex");

/**
 * Signs a digest as `signDigest` of the domain does, byte for byte (RFC 6979, low s), with libsecp256k1: several
 * times faster, which is what intake at speed waits for.
 *
 * @param digest 32 bytes.
 * @returns r ‖ s ‖ v with v 27 or 28.
 * @throws Error when the key is not one of secp256k1.
 */
export function signDigestFast(secretKey: Uint8Array, digest: Uint8Array): Uint8Array {
  const { signature, recoveryId } = signRecoverable(digest, secretKey);
  const signed = new Uint8Array(SIGNATURE_BYTES);
  signed.set(signature);
  signed[SIGNATURE_BYTES - 1] = 27 + recoveryId;
  return signed;
}

/** Recovers the lower-case address that signed a digest, as `recoverSigner` of the domain does, several times faster. */
export function recoverSignerFast(digest: Uint8Array, signature: Uint8Array): string | null {
  const v = signature[SIGNATURE_BYTES - 1];
  if (signature.length !== SIGNATURE_BYTES || (v !== 27 && v !== 28)) return null;
  if (Buffer.compare(signature.subarray(32, 64), HIGHEST_S) > 0) return null;
  try {
    const key = recover(digest, signature.subarray(0, 64), v === 27 ? 0 : 1, false);
    if (key === null) return null;
    return `0x${Buffer.from(keccak_256(key.subarray(1)).subarray(-ADDRESS_BYTES)).toString("hex")}`;
  } catch {
    // r or s out of range, or no point for r.
    return null;
  }
}
