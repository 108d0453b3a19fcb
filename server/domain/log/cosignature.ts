/** C2SP tlog-cosignature: a witness's word that it saw a checkpoint extend every earlier one of its log. */
import { concatBytes, readUint, uintBytes, utf8ToBytes } from "./bytes.ts";
import { ed25519PublicKey, signEd25519, verifyEd25519 } from "./ed25519.ts";
import type { VerifierKey } from "./signed-note.ts";
import { formatSignature, SignatureType, verifierKey } from "./signed-note.ts";

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

const message = (text: string, time: bigint): Uint8Array =>
  utf8ToBytes(`cosignature/v1\ntime ${time}\n${text}`);

/** The verifier key of a witness by its name and Ed25519 seed. */
export function witnessKey(name: string, seed: Uint8Array): VerifierKey {
  return verifierKey(name, SignatureType.cosignature, ed25519PublicKey(seed));
}

/**
 * Makes a witness's signature line.
 *
 * @param text The checkpoint's text, with its last newline.
 * @param time Unix time in seconds.
 */
export function cosign(text: string, name: string, seed: Uint8Array, time: number): string {
  const stamp = uintBytes(time, TIME_BYTES);
  const signature = signEd25519(seed, message(text, BigInt(time)));
  return formatSignature({
    name,
    keyId: witnessKey(name, seed).keyId,
    signature: concatBytes(stamp, signature),
  });
}

/** Unix time in seconds at which the witness signed, or null when the signature does not check. */
export function verifyCosignature(text: string, signature: Uint8Array, key: VerifierKey): bigint | null {
  if (key.type !== SignatureType.cosignature || signature.length !== TIME_BYTES + SIGNATURE_BYTES)
    return null;
  const time = readUint(signature.subarray(0, TIME_BYTES));
  return verifyEd25519(key.publicKey, message(text, time), signature.subarray(TIME_BYTES)) ? time : null;
}
