import canonicalize from "canonicalize";
import type { LogErrorCode } from "./errors.ts";
import { LogError } from "./errors.ts";

/** A JSON object as read. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Writes canonical JSON (RFC 8785).
 *
 * @throws LogError `log.bad_encoding` for what JSON cannot say: lone surrogates, NaN, undefined.
 */
export function canonicalJson(value: unknown): string {
  try {
    const text = canonicalize(value);
    if (text !== undefined) return text;
  } catch (cause) {
    throw new LogError("log.bad_encoding", "The value cannot be written as canonical JSON.", { cause });
  }
  throw new LogError("log.bad_encoding", "Undefined cannot be written as canonical JSON.");
}

/**
 * Reads an object from canonical JSON. Any other spelling is refused: white space, key order, repeated keys and
 * number forms all leave one value with one byte string.
 *
 * @throws LogError with the given code.
 */
export function parseCanonicalObject(text: string, code: LogErrorCode, what: string): JsonObject {
  const value = readJson(text, code, what);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new LogError(code, `The ${what} is not a JSON object.`);
  if (canonicalJson(value) !== text)
    throw new LogError(code, `The ${what} is not canonical JSON (RFC 8785).`, { rule: "RFC 8785" });
  return value as JsonObject;
}

function readJson(text: string, code: LogErrorCode, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new LogError(code, `The ${what} is not JSON.`, { cause });
  }
}
