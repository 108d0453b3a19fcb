/** As much of the contract ABI as calls to `EvidenceLog` need, so that a page can make them without a library. */
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, concatBytes, uintBytes, utf8ToBytes } from "./bytes.ts";

const WORD_BYTES = 32;

/** An argument: words in place, or bytes that are pointed to. */
export interface AbiValue {
  readonly bytes: Uint8Array;
  readonly isDynamic: boolean;
}

/** Values of fixed length, one word or several (a tuple of words). */
export const words = (...parts: readonly Uint8Array[]): AbiValue => ({
  bytes: concatBytes(...parts),
  isDynamic: false,
});

export const uintWord = (value: number | bigint): Uint8Array => uintBytes(value, WORD_BYTES);

/** `bytes` of any length. */
export function dynamicBytes(bytes: Uint8Array): AbiValue {
  const padding = new Uint8Array((WORD_BYTES - (bytes.length % WORD_BYTES)) % WORD_BYTES);
  return { bytes: concatBytes(uintWord(bytes.length), bytes, padding), isDynamic: true };
}

/** `bytes32[]`. */
export const wordList = (list: readonly Uint8Array[]): AbiValue => ({
  bytes: concatBytes(uintWord(list.length), ...list),
  isDynamic: true,
});

/** A tuple with at least one part of open length. */
export const dynamicTuple = (...parts: readonly AbiValue[]): AbiValue => ({
  bytes: encodeParts(parts),
  isDynamic: true,
});

/** Call data as `0x` hex: the selector of the signature, then its arguments. */
export function encodeCall(signature: string, ...args: readonly AbiValue[]): string {
  const selector = keccak_256(utf8ToBytes(signature)).subarray(0, 4);
  return `0x${bytesToHex(concatBytes(selector, encodeParts(args)))}`;
}

function encodeParts(parts: readonly AbiValue[]): Uint8Array {
  const heads = parts.reduce((sum, part) => sum + (part.isDynamic ? WORD_BYTES : part.bytes.length), 0);
  let next = heads;
  const head = parts.map((part) => {
    if (!part.isDynamic) return part.bytes;
    const at = uintWord(next);
    next += part.bytes.length;
    return at;
  });
  const tail = parts.filter((part) => part.isDynamic).map((part) => part.bytes);
  return concatBytes(...head, ...tail);
}
