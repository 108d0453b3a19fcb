/** Serials that cannot be enumerated, and texts in their alphabet. */

/** Crockford's base 32: no I, L, O or U, so that nobody reads one character for another. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Characters of a serial: 65 random bits. */
export const SERIAL_LENGTH = 13;

/**
 * Writes bytes as base-32 characters, five bits of each byte, so that every character is equally likely.
 *
 * @param bytes One random byte a character.
 */
export function base32(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join("");
}
