import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { LogError } from "./errors.ts";

export { bytesToHex, concatBytes, utf8ToBytes };

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Map([...ALPHABET].map((char, value) => [char, value]));

const HEX = /^[0-9a-f]*$/;

/** Compares two byte strings; only public values meet here, so time may depend on them. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/**
 * Reads lower-case hex without prefix.
 *
 * @param length Bytes expected; any length when left out.
 * @throws LogError `log.bad_encoding` for upper case, odd digits or another length: one value has one spelling.
 */
export function fromHex(hex: string, field: string, length?: number): Uint8Array {
  if (!HEX.test(hex) || hex.length % 2 !== 0 || (length !== undefined && hex.length !== 2 * length)) {
    const rule = length === undefined ? "lower-case hex" : `${length * 2} lower-case hex digits`;
    throw new LogError("log.bad_encoding", `${field} is not ${rule}.`, { field, rule });
  }
  return hexToBytes(hex);
}

/** Reads `0x` and lower-case hex; see {@link fromHex}. */
export function fromPrefixedHex(hex: string, field: string, length?: number): Uint8Array {
  if (!hex.startsWith("0x"))
    throw new LogError("log.bad_encoding", `${field} does not start with 0x.`, { field, rule: "0x and hex" });
  return fromHex(hex.slice(2), field, length);
}

/** Writes standard base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const chars = [18, 12, 6, 0].map((shift) => ALPHABET[(group >> shift) & 63]).join("");
    text += left === 1 ? `${chars.slice(0, 2)}==` : left === 2 ? `${chars.slice(0, 3)}=` : chars;
  }
  return text;
}

/**
 * Reads standard base64 with padding, in its one canonical spelling.
 *
 * @throws LogError `log.bad_encoding` for white space, missing padding, or bits set behind the last byte.
 */
export function fromBase64(text: string, field: string): Uint8Array {
  const body = text.replace(/={1,2}$/, "");
  const bytes = new Uint8Array(Math.floor((body.length * 3) / 4));
  let group = 0;
  [...body].forEach((char, i) => {
    group = ((group << 6) | (VALUES.get(char) ?? 0)) & 0xffffff;
    const bits = ((i + 1) * 6) % 8;
    if (i % 4 !== 0) bytes[Math.floor(((i + 1) * 6) / 8) - 1] = (group >> bits) & 255;
  });
  // Spelling the result again is the whole strictness: whatever differs was not the canonical spelling.
  if (toBase64(bytes) !== text)
    throw new LogError("log.bad_encoding", `${field} is not strict base64.`, {
      field,
      rule: "strict base64",
    });
  return bytes;
}

/** Writes an unsigned integer big-endian. */
export function uintBytes(value: number | bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let rest = BigInt(value);
  for (let i = length - 1; i >= 0; i--) {
    bytes[i] = Number(rest & 255n);
    rest >>= 8n;
  }
  return bytes;
}

/** Reads an unsigned big-endian integer. */
export function readUint(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
