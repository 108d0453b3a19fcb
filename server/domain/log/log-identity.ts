import { keccak_256 } from "@noble/hashes/sha3.js";
import { concatBytes, fromPrefixedHex, uintBytes, utf8ToBytes } from "./bytes.ts";
import type { LogDomain } from "./eip712.ts";
import type { VerifierKey } from "./signed-note.ts";
import { formatVerifierKey, SignatureType, verifierKey } from "./signed-note.ts";

/** Everything a log's name is made of. Whoever knows these can tell whether a `logId` is theirs. */
export interface LogIdentity extends LogDomain {
  /** Party id of the operator, as the house spells it, e.g. `platform`. */
  readonly operatorParty: string;
  /** First line of every checkpoint, e.g. `redress.example/log/2026`. */
  readonly origin: string;
  /** Ed25519 verifier key line (C2SP signed-note). */
  readonly verifierKey: string;
}

const textHash = (text: string): Uint8Array => keccak_256(utf8ToBytes(text));

/** `EvidenceLog.logIdOf`: keccak256 of chain, contract, operator's party, origin and verifier key. */
export function logIdOf(identity: LogIdentity): Uint8Array {
  const { originHash, verifierKeyHash, operatorParty } = registrationHashes(identity);
  const contract = fromPrefixedHex(identity.contract.toLowerCase(), "contract", 20);
  const words = [uintBytes(identity.chainId, 32), new Uint8Array(12), contract];
  return keccak_256(concatBytes(...words, operatorParty, originHash, verifierKeyHash));
}

/** The hashes `EvidenceLog.registerLog` takes for a log. */
export function registrationHashes(identity: LogIdentity): {
  operatorParty: Uint8Array;
  originHash: Uint8Array;
  verifierKeyHash: Uint8Array;
} {
  return {
    operatorParty: textHash(identity.operatorParty),
    originHash: textHash(identity.origin),
    verifierKeyHash: textHash(identity.verifierKey),
  };
}

/** The Ed25519 verifier key line of a log: its origin is the key's name. */
export function logVerifierKey(origin: string, publicKey: Uint8Array): string {
  return formatVerifierKey(verifierKey(origin, SignatureType.ed25519, publicKey));
}

const OWN_TYPE = utf8ToBytes("redress eip712 checkpoint v1\n");

/** The note key of the log's EIP-712 line. Its type is spelled out, as C2SP asks of types without a number. */
export function eip712NoteKey(origin: string, signer: string): VerifierKey {
  const address = fromPrefixedHex(signer.toLowerCase(), "signer", 20);
  return verifierKey(origin, SignatureType.own, concatBytes(OWN_TYPE, address));
}
