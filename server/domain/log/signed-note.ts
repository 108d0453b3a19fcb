/** C2SP signed-note: a text and the signature lines below it. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, fromBase64, fromHex, toBase64, utf8ToBytes } from "./bytes.ts";
import { LogError } from "./errors.ts";

/** Signature types of C2SP signed-note; `eip712` rides on the number left to everybody. */
export const SignatureType = { ed25519: 0x01, cosignature: 0x04, own: 0xff } as const;

const KEY_ID_BYTES = 4;
/** Signature lines of the largest note read. */
export const MAX_SIGNATURES = 100;
const DASH = "—";

export interface NoteSignature {
  readonly name: string;
  /** Four bytes that tell keys of one name apart. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

export interface SignedNote {
  /** What was signed, with its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A key that checks note signatures, as its owner publishes it. */
export interface VerifierKey {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly type: number;
  readonly publicKey: Uint8Array;
}

/** First four bytes of SHA-256(name ‖ newline ‖ type ‖ key). */
export function keyIdOf(name: string, type: number, publicKey: Uint8Array): Uint8Array {
  const input = concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(type), publicKey);
  return sha256(input).slice(0, KEY_ID_BYTES);
}

export function verifierKey(name: string, type: number, publicKey: Uint8Array): VerifierKey {
  return { name: checkKeyName(name), type, publicKey, keyId: keyIdOf(name, type, publicKey) };
}

/** Spells a verifier key: `<name>+<key id>+<base64 of type and key>`. */
export function formatVerifierKey({ name, type, publicKey, keyId }: VerifierKey): string {
  return `${name}+${bytesToHex(keyId)}+${toBase64(concatBytes(Uint8Array.of(type), publicKey))}`;
}

/**
 * Reads a verifier key.
 *
 * @throws LogError `log.bad_note` when its parts do not fit each other.
 */
export function parseVerifierKey(text: string): VerifierKey {
  const [name, id, encoded, ...more] = splitKey(text);
  if (name === undefined || id === undefined || encoded === undefined || more.length > 0)
    throw bad("A verifier key is name, key id and key, joined by +.");
  const bytes = fromBase64(encoded, "verifier key");
  const key = verifierKey(name, bytes[0] ?? 0, bytes.slice(1));
  if (bytesToHex(key.keyId) !== bytesToHex(fromHex(id, "key id", KEY_ID_BYTES)))
    throw bad("The key id of the verifier key is not that of its name and key.");
  return key;
}

/** Base64 may hold a plus sign itself, so only the first two part the key. */
function splitKey(text: string): string[] {
  const match = /^([^+]*)\+([^+]*)\+(.*)$/s.exec(text);
  return match === null ? [] : match.slice(1);
}

/** Writes one signature line, with its newline. */
export function formatSignature({ name, keyId, signature }: NoteSignature): string {
  return `${DASH} ${checkKeyName(name)} ${toBase64(concatBytes(keyId, signature))}\n`;
}

/** Joins text and signature lines to a note. */
export function formatNote(text: string, lines: readonly string[]): string {
  return `${text}\n${lines.join("")}`;
}

/**
 * Reads a signed note; checks its form, not its signatures.
 *
 * @throws LogError `log.bad_note` naming what is wrong.
 */
export function parseNote(note: string): SignedNote {
  // Control characters would let a note look like another one on a screen.
  if ([...note].some(isControl)) throw bad("A note holds no control characters.");
  const cut = note.lastIndexOf("\n\n");
  if (cut < 0 || !note.endsWith("\n")) throw bad("A note is text, an empty line and signature lines.");
  const lines = note.slice(cut + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) throw bad(`A note has at most ${MAX_SIGNATURES} signatures.`);
  return { text: note.slice(0, cut + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const [dash, name, encoded, ...more] = line.split(" ");
  if (dash !== DASH || name === undefined || encoded === undefined || more.length > 0)
    throw bad("A signature line is a dash, a name and base64.");
  const bytes = fromBase64(encoded, "signature line");
  if (bytes.length <= KEY_ID_BYTES) throw bad("A signature line holds a key id and a signature.");
  return {
    name: checkKeyName(name),
    keyId: bytes.slice(0, KEY_ID_BYTES),
    signature: bytes.slice(KEY_ID_BYTES),
  };
}

const isControl = (char: string): boolean => (char < " " && char !== "\n") || char === "\u007f";

/**
 * Answers a key's name as it is.
 *
 * @throws LogError `log.bad_note` for a name no key can have.
 */
export function checkKeyName(name: string): string {
  if (!/^[^\s+]+$/u.test(name)) throw bad("A key name has no white space and no plus sign.");
  return name;
}

const bad = (message: string): LogError => new LogError("log.bad_note", message);
