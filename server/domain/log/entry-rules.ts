/**
 * What is an entry at all, as the contract's `EntryRules` judge it. Entries made here keep to narrower rules; one handed
 * in through the contract may be stranger and still has to be taken, so whoever reads a log reads by these.
 */
import type { Entry } from "./entry.ts";
import { MAX_ENTRY_BYTES } from "./entry.ts";
import { LogError } from "./errors.ts";

const HASH = "([0-9a-f]{64})";
/** Printable ASCII without quote and backslash: its canonical form is the text itself. */
const TEXT = "([ !#-\\[\\]-~]{1,128})";
const ENTRY = new RegExp(
  `^\\{"commitment":"${HASH}"(?:,"previous":"${HASH}")?,"receivedAt":"${TEXT}","subject":"${TEXT}","type":"${TEXT}","v":"redress\\.entry/1"\\}$`,
);

/**
 * Reads an entry of a log by the contract's rules. Its `receivedAt` may be no instant and its `type` none of ours.
 *
 * @throws LogError `log.bad_entry` for bytes that are no entry.
 */
export function readPublishedEntry(bytes: Uint8Array): Entry {
  const found = bytes.length > MAX_ENTRY_BYTES ? null : ENTRY.exec(asciiOf(bytes));
  if (found === null)
    throw new LogError("log.bad_entry", "The bytes are no entry by the contract's rules.", {
      field: "entry",
    });
  const [, commitment, previous, receivedAt, subject, type] = found as unknown as [string, ...string[]];
  return {
    commitment: commitment!,
    receivedAt: receivedAt!,
    subject: subject!,
    type: type!,
    ...(previous !== undefined && { previous }),
  };
}

/** A byte a character, so that any byte beyond ASCII is seen. */
const asciiOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
