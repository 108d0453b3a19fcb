import { ed25519 } from "@noble/curves/ed25519.js";

/**
 * Tells whether 64 hex digits are an Ed25519 key nobody can play tricks with: a canonical point of the prime
 * order group. Any verifier then agrees with any other about signatures by it.
 */
export function isSoundEventKey(publicKey: string): boolean {
  try {
    const point = ed25519.Point.fromHex(publicKey, false);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return false;
  }
}
