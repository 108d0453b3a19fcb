/** What a hand-in asks of the log, checked before anything is written, and what it is refused with. */
import type { EntryInput } from "../../app/ports.ts";
import { bytesToHex } from "../../domain/log/bytes.ts";
import { canonicalJson, parseCanonicalObject } from "../../domain/log/canonical-json.ts";
import { LogError } from "../../domain/log/errors.ts";
import { nativeSha256 } from "../native-sha256.ts";

/** Longest statement in bytes; documents are not in it, only their hashes. */
const MAX_STATEMENT_BYTES = 65_535;

/** Entries of one call; more are several calls. */
const MAX_BATCH = 10_000;

const MAX_KEY_CHARS = 200;

/** An entry asked for, in order. */
export interface Asked extends EntryInput {
  /** Tells hand-ins apart; see {@link nameOf}. */
  readonly name: string;
  /** Tells a repetition from another body under a used key. */
  readonly requestHash: Buffer;
}

/** One text for a submitter and its key, which never collides with that of another pair. */
export const nameOf = (submitter: string, idempotencyKey: string): string =>
  JSON.stringify([submitter, idempotencyKey]);

/**
 * Checks all entries of one call.
 *
 * @throws LogError `log.batch_too_large`, `log.statement_too_large`, `log.bad_statement` or `log.bad_entry`.
 */
export function checkAsked(entries: readonly EntryInput[]): Asked[] {
  if (entries.length > MAX_BATCH)
    throw new LogError("log.batch_too_large", `At most ${MAX_BATCH} entries are taken at once.`, {
      field: "entries",
      rule: `at most ${MAX_BATCH}`,
    });
  return entries.map(checkInput);
}

/** The first of each name, in the order given. */
export function onlyFirst(asked: readonly Asked[]): Asked[] {
  const first = new Map<string, Asked>();
  for (const input of asked) if (!first.has(input.name)) first.set(input.name, input);
  return [...first.values()];
}

/** Another body came under a used key. */
export function conflict({ idempotencyKey }: Asked): LogError {
  return new LogError("log.idempotency_conflict", "This idempotency key was used for another hand-in.", {
    field: "idempotencyKey",
    rule: `one body per key: ${idempotencyKey}`,
  });
}

/** A key was used, where only new ones are taken. */
export function keyTaken(): LogError {
  return new LogError("log.idempotency_conflict", "An idempotency key was used already.", {
    field: "idempotencyKey",
    rule: "one hand-in per key",
  });
}

function checkInput(input: EntryInput): Asked {
  if (input.statement.length > MAX_STATEMENT_BYTES)
    throw new LogError("log.statement_too_large", `A statement has at most ${MAX_STATEMENT_BYTES} bytes.`, {
      field: "statement",
      rule: `at most ${MAX_STATEMENT_BYTES} bytes`,
    });
  parseCanonicalObject(decodeUtf8(input.statement), "log.bad_statement", "statement");
  if (!isKey(input.idempotencyKey) || !isKey(input.submitter))
    throw new LogError(
      "log.bad_entry",
      `Submitter and idempotency key have 1 to ${MAX_KEY_CHARS} characters.`,
      { field: "idempotencyKey", rule: `1 to ${MAX_KEY_CHARS} characters` },
    );
  const name = nameOf(input.submitter, input.idempotencyKey);
  return { ...input, name, requestHash: requestHash(input) };
}

const isKey = (text: string): boolean =>
  text.length > 0 && text.length <= MAX_KEY_CHARS && !text.includes("\0");

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new LogError("log.bad_statement", "The statement is not UTF-8.", { field: "statement", cause });
  }
}

function requestHash({ type, subject, statement, public: isPublic, previous }: EntryInput): Buffer {
  const statementHash = bytesToHex(nativeSha256(statement));
  const body = { type, subject, statementHash, public: isPublic, previous: previous ?? null };
  return Buffer.from(nativeSha256(Buffer.from(canonicalJson(body))));
}
