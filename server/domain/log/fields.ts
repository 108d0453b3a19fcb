/** Strict reading of fields without a schema library: this code travels to the phone with the scan page. */
import type { JsonObject } from "./canonical-json.ts";
import type { LogErrorCode } from "./errors.ts";
import { LogError } from "./errors.ts";

/** Reads the fields of one object and remembers what they are part of. */
export class Fields {
  readonly #object: JsonObject;
  readonly #code: LogErrorCode;
  readonly #path: string;

  /** @throws LogError when the value is no object, or has a key that is not listed. */
  constructor(value: unknown, code: LogErrorCode, path: string, known: readonly string[]) {
    this.#code = code;
    this.#path = path;
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw this.#error("", "an object");
    this.#object = value as JsonObject;
    const unknown = Object.keys(value).find((key) => !known.includes(key));
    if (unknown !== undefined) throw this.#error(unknown, "no unknown field");
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#object, key);
  }

  raw(key: string): unknown {
    return this.has(key) ? this.#object[key] : undefined;
  }

  text(key: string, pattern: RegExp, rule: string): string {
    const value = this.raw(key);
    if (typeof value !== "string" || !pattern.test(value)) throw this.#error(key, rule);
    return value;
  }

  hash(key: string): string {
    return this.text(key, /^[0-9a-f]{64}$/, "64 lower-case hex digits");
  }

  address(key: string): string {
    return this.text(key, /^0x[0-9a-f]{40}$/, "0x and 40 lower-case hex digits");
  }

  uint(key: string): number {
    const value = this.raw(key);
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
      throw this.#error(key, "a whole number from 0 to 2^53");
    return value;
  }

  list(key: string, max: number): readonly unknown[] {
    const value = this.raw(key);
    if (!Array.isArray(value) || value.length > max) throw this.#error(key, `a list of at most ${max}`);
    return value;
  }

  #error(key: string, rule: string): LogError {
    const field = [this.#path, key].filter((part) => part !== "").join(".");
    return new LogError(this.#code, `${field}: ${rule}.`, { field, rule });
  }
}
