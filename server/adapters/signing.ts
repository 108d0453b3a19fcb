import { signRecoverable } from "tiny-secp256k1";

const SIGNATURE_BYTES = 65;

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
