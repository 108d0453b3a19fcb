import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Secrets } from "./deps.ts";

/**
 * The token that opens one case for its consumer. Derived, so that a repeated filing answers the same token although
 * only its hash is kept.
 */
export function caseTokenOf(secrets: Secrets, caseId: string): string {
  return `rct_${Buffer.from(secrets.derive(`case-token/${caseId}`)).toString("base64url")}`;
}

/** SHA-256 of a case token, the only form in which it is kept. */
export function hashCaseToken(token: string): string {
  return bytesToHex(sha256(utf8ToBytes(token)));
}
