/**
 * Inner codes: a second code under a scratch layer or in the box, good once. Its secret stands in the fragment of the
 * link, which browsers send to nobody; the server knows only the secret's hash.
 */
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { base32 } from "./serials.ts";

/** Characters of a secret: 80 bits. */
const SECRET_LENGTH = 16;

/** Form of a secret on the wire. */
export const INNER_SECRET = /^[0-9A-HJKMNP-TV-Z]{16}$/;

/**
 * Makes the secret of one label.
 *
 * @param key 32 random bytes of the label's batch, held by whoever prints it and by nobody else.
 */
export function innerSecret(key: Uint8Array, gtin: string, serial: string): string {
  return base32(hmac(sha256, key, utf8ToBytes(`${gtin}/${serial}`)).slice(0, SECRET_LENGTH));
}

/** What the server keeps of a secret: enough bits that a plain hash cannot be tried out. */
export function innerHash(secret: string): string {
  return bytesToHex(sha256(utf8ToBytes(`redress inner code/${secret}`)));
}

/** The link an inner label carries. */
export const innerLink = (outerLink: string, secret: string): string => `${outerLink}#k=${secret}`;
