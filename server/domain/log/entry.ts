/** Log entries: the little that is public about a piece of evidence. */
import { utf8ToBytes } from "./bytes.ts";
import { parseCanonicalObject } from "./canonical-json.ts";
import { LogError } from "./errors.ts";
import { Fields } from "./fields.ts";
import { parseSeconds } from "./instants.ts";

export const ENTRY_VERSION = "redress.entry/1";

/** Longest entry in bytes: its length has to fit the two bytes of an entry bundle. */
export const MAX_ENTRY_BYTES = 65_535;

const TYPE = /^[a-z]{1,32}(\.[a-z]{1,32})?$/;
const SUBJECT = /^[A-Za-z0-9._:-]{1,128}$/;
const HASH = /^[0-9a-f]{64}$/;
const KEYS = ["commitment", "previous", "receivedAt", "subject", "type", "v"];

export interface Entry {
  /** Salted hash that stands for the sealed statement, 64 hex digits. */
  readonly commitment: string;
  /** Leaf hash of the entry this one corrects, 64 hex digits. */
  readonly previous?: string;
  /** RFC 3339 in UTC, seconds zero. */
  readonly receivedAt: string;
  /** Pseudonym made fresh per case or item. */
  readonly subject: string;
  readonly type: string;
}

/**
 * Writes an entry's canonical bytes and text.
 *
 * @throws LogError `log.bad_entry` naming the field.
 */
export function encodeEntry(entry: Entry): { text: string; bytes: Uint8Array } {
  const text = canonicalText(
    readFields(new Fields({ v: ENTRY_VERSION, ...entry }, "log.bad_entry", "entry", KEYS)),
  );
  return { text, bytes: utf8ToBytes(text) };
}

/**
 * Writes the canonical bytes of many entries of one minute, as {@link encodeEntry} does one by one, in a fraction of the time.
 *
 * @throws LogError `log.bad_entry` naming the field, at once for the minute and later for what an entry has of its own.
 */
export function entryWriter(receivedAt: string): (entry: Omit<Entry, "receivedAt">) => Uint8Array {
  readMinute(new Fields({ receivedAt }, "log.bad_entry", "entry", KEYS));
  return ({ commitment, previous, subject, type }) => {
    const isSound =
      HASH.test(commitment) &&
      (previous === undefined || HASH.test(previous)) &&
      SUBJECT.test(subject) &&
      TYPE.test(type);
    const entry = { commitment, receivedAt, subject, type, ...(previous !== undefined && { previous }) };
    return isSound ? utf8ToBytes(canonicalText(entry)) : encodeEntry(entry).bytes;
  };
}

/** Keys in order, and no value that JSON would have to escape: this is the canonical text (RFC 8785). */
function canonicalText({ commitment, previous, receivedAt, subject, type }: Entry): string {
  const before = previous === undefined ? "" : `"previous":"${previous}",`;
  return `{"commitment":"${commitment}",${before}"receivedAt":"${receivedAt}","subject":"${subject}","type":"${type}","v":"${ENTRY_VERSION}"}`;
}

/**
 * Reads an entry from its canonical text.
 *
 * @throws LogError `log.bad_entry` naming the field, or `log.entry_too_large`.
 */
export function parseEntry(text: string): Entry {
  if (utf8ToBytes(text).length > MAX_ENTRY_BYTES)
    throw new LogError("log.entry_too_large", `An entry has at most ${MAX_ENTRY_BYTES} bytes.`, {
      field: "entry",
      rule: `at most ${MAX_ENTRY_BYTES} bytes`,
    });
  const object = parseCanonicalObject(text, "log.bad_entry", "entry");
  return readFields(new Fields(object, "log.bad_entry", "entry", KEYS));
}

function readFields(fields: Fields): Entry {
  fields.text("v", /^redress\.entry\/1$/, ENTRY_VERSION);
  return {
    commitment: fields.hash("commitment"),
    ...(fields.has("previous") && { previous: fields.hash("previous") }),
    receivedAt: readMinute(fields),
    subject: fields.text("subject", SUBJECT, "1 to 128 of A-Z, a-z, 0-9, dot, underscore, colon and dash"),
    type: fields.text("type", TYPE, "a type of entry"),
  };
}

function readMinute(fields: Fields): string {
  const text = fields.text("receivedAt", /:00Z$/, "an instant in UTC to the minute");
  parseSeconds(text, "entry.receivedAt", "log.bad_entry");
  return text;
}
