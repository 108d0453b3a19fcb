import { concatBytes, uintBytes } from "./bytes.ts";
import { LogError } from "./errors.ts";

const LENGTH_BYTES = 2;

/** Packs entries as C2SP tlog-tiles does: each behind its length in two bytes, big-endian. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...entries.flatMap((entry) => [uintBytes(entry.length, LENGTH_BYTES), entry]));
}

/**
 * Unpacks an entry bundle.
 *
 * @throws LogError `log.bad_tile` when the bytes end within an entry.
 */
export function decodeBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    const end = at + LENGTH_BYTES + length;
    if (end > bytes.length) throw new LogError("log.bad_tile", "The entry bundle ends within an entry.");
    entries.push(bytes.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return entries;
}
