const HEX = Array.from({ length: 256 }, (_, byte) => `%${byte.toString(16).padStart(2, "0")}`);
const PIECE = 0x2000;

/** The bytes as text, one character each, to look for marks in. */
export function latin1Text(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE)
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return text;
}

/** Reads UTF-8 (RFC 3629) and keeps a byte order mark as the character it is; null for bytes that are none. */
export function utf8Text(bytes: Uint8Array): string | null {
  try {
    return decodeURIComponent(Array.from(bytes, (byte) => HEX[byte]).join(""));
  } catch {
    return null;
  }
}
