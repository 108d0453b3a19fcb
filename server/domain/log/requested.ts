/**
 * Entries that came in because the contract was asked for them: a stranger wrote their bytes, so whatever they say, the
 * operator did not say it. Each stands right behind an entry of type `request` that names it.
 */
import { commit } from "../evidence/commitment.ts";
import { bytesToHex, fromHex } from "./bytes.ts";
import { type Entry, encodeEntry } from "./entry.ts";
import { formatMinute } from "./instants.ts";
import { OPEN_SALT } from "./succession.ts";

const REQUEST = "request";

/** Characters of the request's id in its subject: enough to find it on the chain. */
const SUBJECT_CHARS = 16;

/**
 * Makes the entry that stands before a requested one. It commits to the request's id under a salt of zeros.
 *
 * @param id `requestId`, lower-case hex.
 * @param leafHash The requested entry, lower-case hex.
 */
export function requestEntry(id: string, leafHash: string, now: Date): Uint8Array {
  return encodeEntry({
    commitment: bytesToHex(commit(fromHex(id, "requestId", 32), OPEN_SALT)),
    previous: leafHash,
    receivedAt: formatMinute(now),
    subject: `request-${id.slice(0, SUBJECT_CHARS)}`,
    type: REQUEST,
  }).bytes;
}

/** An entry of a log with its leaf hash in lower-case hex. */
export interface ReadEntry {
  readonly entry: Entry;
  readonly leafHash: string;
}

/**
 * Tells requested entries from the operator's own, asked entry by entry in the order of the log. A requested entry that
 * itself looks like a request names nothing: otherwise a stranger could make a genuine entry pass for a stranger's.
 */
export function requestedEntries(): (read: ReadEntry) => boolean {
  let named: string | undefined;
  return ({ entry, leafHash }) => {
    const isRequested = leafHash === named;
    named = !isRequested && entry.type === REQUEST ? entry.previous : undefined;
    return isRequested;
  };
}
