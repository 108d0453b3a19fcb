import { sha256 as portableSha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8ToBytes } from "../log/bytes.ts";
import { LogError } from "../log/errors.ts";
import type { Sha256 } from "../log/hash.ts";

/** Bytes of a salt. */
export const SALT_BYTES = 32;

const TAG = concatBytes(utf8ToBytes("redress.commit/1"), Uint8Array.of(0x00));

/**
 * Commits to a statement: SHA-256("redress.commit/1" ‖ 0x00 ‖ salt ‖ SHA-256(statement)). Without the salt nobody can
 * guess a short chat or a phone number from it; without a second statement of the same hash nobody can deny it.
 *
 * @param statement Canonical JSON bytes.
 * @param salt 32 random bytes, kept by the owner.
 * @throws LogError `log.bad_statement` for a salt of another length.
 */
export function commit(statement: Uint8Array, salt: Uint8Array, sha256: Sha256 = portableSha256): Uint8Array {
  if (salt.length !== SALT_BYTES)
    throw new LogError("log.bad_statement", `A salt has ${SALT_BYTES} bytes.`, {
      field: "salt",
      rule: "32 bytes",
    });
  return sha256(concatBytes(TAG, salt, sha256(statement)));
}
