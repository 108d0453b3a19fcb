import { createHmac } from "node:crypto";
import type { DevelopmentSigners } from "../../app/development-signers.ts";
import { addressOfKey, signDigest } from "../../domain/log/eip712.ts";

/** Keys of the embedded set-up's parties, derived from the server's secret. Never made on any other set-up. */
export function developmentSigners(secret: string): DevelopmentSigners {
  const keyOf = (partyId: string): Uint8Array =>
    createHmac("sha256", secret).update(`development-signer/${partyId}`).digest();
  return {
    signerOf: (partyId) => addressOfKey(keyOf(partyId)),
    sign: (partyId, digest) => signDigest(keyOf(partyId), digest),
  };
}
