/** Recursive length prefix (Ethereum yellow paper, appendix B), strict: one value has one encoding. */
import { concatBytes, readUint, uintBytes } from "./bytes.ts";
import { LogError } from "./errors.ts";

export type Rlp = Uint8Array | readonly Rlp[];

export const isList = (value: Rlp): value is readonly Rlp[] => !(value instanceof Uint8Array);

const SHORT = 55;
const STRING = 0x80;
const LIST = 0xc0;
const MAX_DEPTH = 32;

/** Encodes bytes or lists of them. */
export function encodeRlp(value: Rlp): Uint8Array {
  if (!(value instanceof Uint8Array)) {
    const body = concatBytes(...value.map(encodeRlp));
    return concatBytes(prefix(LIST, body.length), body);
  }
  if (value.length === 1 && value[0]! < STRING) return value;
  return concatBytes(prefix(STRING, value.length), value);
}

function prefix(offset: number, length: number): Uint8Array {
  if (length <= SHORT) return Uint8Array.of(offset + length);
  const digits = quantityBytes(BigInt(length));
  return concatBytes(Uint8Array.of(offset + SHORT + digits.length), digits);
}

/** Big-endian without leading zeros; zero is no bytes. */
export function quantityBytes(value: bigint): Uint8Array {
  const hex = value.toString(16);
  return value === 0n ? new Uint8Array(0) : uintBytes(value, Math.ceil(hex.length / 2));
}

/**
 * Decodes one value that fills the bytes.
 *
 * @throws LogError `log.bad_encoding` for anything but the one right encoding.
 */
export function decodeRlp(bytes: Uint8Array): Rlp {
  const { value, end } = readItem(bytes, 0, 0);
  if (end !== bytes.length) throw bad();
  return value;
}

function readItem(bytes: Uint8Array, at: number, depth: number): { value: Rlp; end: number } {
  const first = bytes[at];
  if (first === undefined || depth > MAX_DEPTH) throw bad();
  if (first < STRING) return { value: bytes.subarray(at, at + 1), end: at + 1 };
  const isList = first >= LIST;
  const { start, end } = readLength(bytes, at, first - (isList ? LIST : STRING));
  if (isList) return { value: readList(bytes, start, end, depth + 1), end };
  const value = bytes.subarray(start, end);
  if (value.length === 1 && value[0]! < STRING) throw bad();
  return { value, end };
}

function readLength(bytes: Uint8Array, at: number, code: number): { start: number; end: number } {
  const digits = Math.max(0, code - SHORT);
  const start = at + 1 + digits;
  const length = digits === 0 ? code : longLength(bytes.subarray(at + 1, start), digits);
  if (start + length > bytes.length) throw bad();
  return { start, end: start + length };
}

function longLength(digits: Uint8Array, count: number): number {
  const length = Number(readUint(digits));
  if (digits.length !== count || digits[0] === 0 || length <= SHORT || !Number.isSafeInteger(length))
    throw bad();
  return length;
}

function readList(bytes: Uint8Array, start: number, end: number, depth: number): Rlp[] {
  const list: Rlp[] = [];
  for (let at = start; at < end; ) {
    const item = readItem(bytes, at, depth);
    if (item.end > end) throw bad();
    list.push(item.value);
    at = item.end;
  }
  return list;
}

const bad = (): LogError => new LogError("log.bad_encoding", "These bytes are not strict RLP.");
