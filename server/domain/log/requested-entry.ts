/** Evidence the operator refuses to take: an entry of its holder's own making, to go in through the contract. */
import { commit } from "../evidence/commitment.ts";
import { bytesToHex, utf8ToBytes } from "./bytes.ts";
import { canonicalJson } from "./canonical-json.ts";
import { encodeEntry } from "./entry.ts";

export interface RequestedDocument {
  /** SHA-256 of the document, lower-case hex. */
  readonly documentHash: string;
  /** Drawn at random, 32 bytes. */
  readonly salt: Uint8Array;
  /** RFC 3339 in UTC to the minute. */
  readonly receivedAt: string;
  /** A name without meaning: it becomes public. */
  readonly subject: string;
  readonly type: string;
}

/** What its holder keeps: only with statement and salt can anybody show what the entry stands for. */
export interface RequestedEntry {
  readonly entry: string;
  readonly statement: string;
  /** Lower-case hex. */
  readonly salt: string;
}

/**
 * Makes the entry of a document; only a salted hash of it becomes public.
 *
 * @throws LogError `log.bad_entry` for a subject, type or time that breaks the entry rules.
 */
export function requestedEntry({ documentHash, salt, ...rest }: RequestedDocument): RequestedEntry {
  const statement = canonicalJson({ v: "redress.statement/1", documentHash });
  const commitment = bytesToHex(commit(utf8ToBytes(statement), salt));
  const { text } = encodeEntry({ commitment, ...rest });
  return { entry: text, statement, salt: bytesToHex(salt) };
}

/** Spells what is kept as a file. */
export const formatKept = (kept: RequestedEntry): string => `${JSON.stringify(kept, null, 2)}\n`;
