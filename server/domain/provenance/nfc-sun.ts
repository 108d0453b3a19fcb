/**
 * Secure unique NFC messages of tags of the NTAG 424 DNA kind (NXP AN12196, AES mode): each tap writes a new count and a
 * MAC over it into the tag's link. A copied link carries an old count, and nobody without the keys makes a new one.
 */
import { cbc, cmac } from "@noble/ciphers/aes.js";
import { concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";

export interface SunKeys {
  /** Opens the mirrored PICC data; the same on all tags, since it must be known before the tag is. */
  readonly metaRead: Uint8Array;
  /** Key of MAC and file data of the tag with this 7-byte UID. */
  readonly fileRead: (uid: Uint8Array) => Uint8Array;
}

/** What a tag's link carries, in hex as the tag wrote it. */
export type SunMessage =
  | { readonly piccData: string; readonly enc?: string | undefined; readonly cmac: string }
  | { readonly uid: string; readonly counter: string; readonly cmac: string };

export interface SunReading {
  /** 7 bytes, lower-case hex. */
  readonly uid: string;
  /** Taps so far, 0 to 2^24 - 1. */
  readonly counter: number;
  /** Data mirrored from the tag's file, decrypted; null when the link carries none. */
  readonly fileData: Uint8Array | null;
}

const ZERO_BLOCK = new Uint8Array(16);
const UID_BYTES = 7;
/** PICC data tag: UID mirrored, counter mirrored, UID of seven bytes. */
const PICC_TAG = 0xc7;
const SESSION_MAC = hexToBytes("3cc300010080");
const SESSION_ENC = hexToBytes("c33c00010080");

/**
 * Checks a message and reads it; null for anything that is not a message these keys made.
 *
 * @param macParam Name of the MAC's query parameter where the MAC is over the text before it; "" where it is over nothing.
 */
export function readSun(message: SunMessage, keys: SunKeys, macParam = "cmac"): SunReading | null {
  const who = "piccData" in message ? openPicc(message.piccData, keys.metaRead) : plain(message);
  const mac = bytesOf(message.cmac, 8);
  if (who === null || mac === null) return null;
  const enc = "piccData" in message ? message.enc : undefined;
  const fileKey = keys.fileRead(who.uid);
  const text = enc === undefined || macParam === "" ? "" : `${enc}&${macParam}=`;
  if (!sameBytes(sunMac(fileKey, who, text), mac)) return null;
  const fileData = enc === undefined ? null : openFile(fileKey, who, enc);
  return { uid: hexOf(who.uid), counter: countOf(who.counter), fileData };
}

interface Tapped {
  readonly uid: Uint8Array;
  /** Three bytes, lowest first. */
  readonly counter: Uint8Array;
}

function openPicc(hex: string, key: Uint8Array): Tapped | null {
  const sealed = bytesOf(hex, 16);
  if (sealed === null) return null;
  const open = cbc(key, ZERO_BLOCK, { disablePadding: true }).decrypt(sealed);
  if (open[0] !== PICC_TAG) return null;
  return { uid: open.slice(1, 1 + UID_BYTES), counter: open.slice(1 + UID_BYTES, 4 + UID_BYTES) };
}

function plain(message: { readonly uid: string; readonly counter: string }): Tapped | null {
  const uid = bytesOf(message.uid, UID_BYTES);
  const counter = bytesOf(message.counter, 3);
  // In clear the tag writes the count highest byte first.
  return uid === null || counter === null ? null : { uid, counter: counter.toReversed() };
}

/** Key of one tap (AN12196 section 3.3). */
function sessionKey(key: Uint8Array, label: Uint8Array, { uid, counter }: Tapped): Uint8Array {
  return cmac(concatBytes(label, uid, counter), key);
}

/** Every second byte of the CMAC (AN12196 section 3.4). */
function sunMac(key: Uint8Array, tapped: Tapped, text: string): Uint8Array {
  return cmac(utf8ToBytes(text), sessionKey(key, SESSION_MAC, tapped)).filter((_, index) => index % 2 === 1);
}

function openFile(key: Uint8Array, tapped: Tapped, hex: string): Uint8Array | null {
  const sealed = bytesOf(hex, hex.length / 2);
  if (sealed === null || sealed.length === 0 || sealed.length % 16 !== 0) return null;
  const fileKey = sessionKey(key, SESSION_ENC, tapped);
  const block = new Uint8Array(16);
  block.set(tapped.counter);
  const iv = cbc(fileKey, ZERO_BLOCK, { disablePadding: true }).encrypt(block);
  return cbc(fileKey, iv, { disablePadding: true }).decrypt(sealed);
}

/**
 * Diversifies a master key for one tag (NXP AN10922, AES-128), so that a key read out of one tag opens no other.
 *
 * @param system What follows the UID: application and system identifier, 9 to 24 bytes.
 */
export function diversifiedKey(master: Uint8Array, uid: Uint8Array, system: Uint8Array): Uint8Array {
  if (system.length < 9 || system.length > 24)
    throw new RangeError("the system identifier has 9 to 24 bytes");
  return cmac(concatBytes(Uint8Array.of(0x01), uid, system), master);
}

function bytesOf(hex: string, length: number): Uint8Array | null {
  return /^(?:[0-9a-fA-F]{2})*$/.test(hex) && hex.length === 2 * length ? hexToBytes(hex) : null;
}

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const countOf = ([low = 0, middle = 0, high = 0]: Uint8Array): number => low + 256 * middle + 65_536 * high;

/** Compares without telling by its time where they differ. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.reduce((difference, byte, i) => difference | (byte ^ b[i]!), 0) === 0;
}
