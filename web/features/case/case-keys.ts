import { secp256k1 } from "@noble/curves/secp256k1.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { addressOfKey } from "../../../server/domain/log/eip712.ts";

/** What a browser keeps of a case of its owner: the token that opens it and the key that signs for it. */
export interface KeptCase {
  readonly token: string;
  /** secp256k1 secret key, hex; made for this case alone so that two cases of one person cannot be linked. */
  readonly key: string | null;
}

const prefix = "redress.case.";

/** Makes a key for one case, and its address. */
export function makeCaseKey(): { key: string; address: string } {
  const secret = secp256k1.utils.randomSecretKey();
  return { key: bytesToHex(secret), address: addressOfKey(secret) };
}

export function keepCase(caseId: string, kept: KeptCase): void {
  localStorage.setItem(prefix + caseId, JSON.stringify(kept));
}

/** What this browser keeps of a case, or null when the case was opened elsewhere. */
export function keptCase(caseId: string): KeptCase | null {
  const text = localStorage.getItem(prefix + caseId);
  return text === null ? null : (JSON.parse(text) as KeptCase);
}

/** The secret key of a case as bytes, when this browser has it. */
export function caseSecret(caseId: string): Uint8Array | null {
  const key = keptCase(caseId)?.key;
  return key ? hexToBytes(key) : null;
}
