/**
 * Reads JSON the way evidence needs it: what two readers could understand differently is refused. Duplicate
 * keys, integers a double cannot hold, lone surrogates and deep nesting end in an error that names the place
 * as a JSON pointer (RFC 6901; rules of I-JSON, RFC 7493).
 */
import { ProvenanceError } from "./errors.ts";

export interface JsonLimits {
  /** Arrays and objects inside each other. */
  readonly maxDepth: number;
}

export interface StrictJson {
  readonly value: unknown;
  /** Where an object or array of the value stands in the text: start and end offset, in UTF-16 units. */
  spanOf(container: object): readonly [number, number];
}

const DEFAULT_LIMITS: JsonLimits = { maxDepth: 32 };
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
// From the space upwards, less the quote and the backslash: control characters have to be escaped.
const PLAIN = /[ !#-[\]-\uffff]*/y;
const SPACE = /[ \t\n\r]*/y;
const ESCAPES: Record<string, string> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
const LITERALS: readonly [string, unknown][] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

/**
 * Parses strict JSON.
 *
 * @throws ProvenanceError `provenance.json_invalid` with the JSON pointer of the place and the rule broken.
 */
export function readStrictJson(text: string, limits: JsonLimits = DEFAULT_LIMITS): StrictJson {
  const reader = new Reader(text, limits);
  const value = reader.document();
  return { value, spanOf: (container) => reader.spans.get(container)! };
}

/** Writes path parts as a JSON pointer (RFC 6901). */
export function jsonPointer(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

class Reader {
  readonly spans = new Map<object, readonly [number, number]>();
  readonly #text: string;
  readonly #limits: JsonLimits;
  readonly #path: (string | number)[] = [];
  #at = 0;

  constructor(text: string, limits: JsonLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  document(): unknown {
    this.#skipSpace();
    const value = this.#value();
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#fault("nothing may follow the document");
    return value;
  }

  #value(): unknown {
    const char = this.#text[this.#at];
    if (char === "{") return this.#container(() => this.#object());
    if (char === "[") return this.#container(() => this.#array());
    if (char === '"') return this.#string();
    for (const [word, value] of LITERALS) if (this.#takes(word)) return value;
    return this.#number();
  }

  #container(read: () => object): object {
    if (this.#path.length >= this.#limits.maxDepth)
      throw this.#fault(`at most ${this.#limits.maxDepth} levels deep`);
    const start = this.#at++;
    const value = read();
    this.spans.set(value, [start, this.#at]);
    return value;
  }

  #object(): object {
    const members: Record<string, unknown> = {};
    this.#skipSpace();
    if (this.#takes("}")) return members;
    do {
      this.#skipSpace();
      const key = this.#string();
      this.#path.push(key);
      if (Object.hasOwn(members, key)) throw this.#fault("each key once");
      this.#skipSpace();
      this.#expect(":");
      this.#skipSpace();
      const value = this.#value();
      // A plain assignment to __proto__ would set the prototype and hide the member from later checks.
      if (key === "__proto__") throw this.#fault("not a key this house takes");
      members[key] = value;
      this.#path.pop();
      this.#skipSpace();
    } while (this.#takes(","));
    this.#expect("}");
    return members;
  }

  #array(): object {
    const items: unknown[] = [];
    this.#skipSpace();
    if (this.#takes("]")) return items;
    do {
      this.#skipSpace();
      this.#path.push(items.length);
      items.push(this.#value());
      this.#path.pop();
      this.#skipSpace();
    } while (this.#takes(","));
    this.#expect("]");
    return items;
  }

  #string(): string {
    this.#expect('"');
    let value = "";
    for (;;) {
      value += this.#match(PLAIN);
      const char = this.#text[this.#at++];
      if (char === '"') break;
      if (char !== "\\") throw this.#fault("a string ends with a quote and holds no control characters");
      value += this.#escape();
    }
    if (!value.isWellFormed()) throw this.#fault("no lone surrogates");
    if (value.includes("\0")) throw this.#fault("no NUL characters");
    return value;
  }

  #escape(): string {
    const char = this.#text[this.#at++] ?? "";
    if (char !== "u") {
      const plain = ESCAPES[char];
      if (plain === undefined) throw this.#fault("a known escape");
      return plain;
    }
    const digits = this.#text.slice(this.#at, this.#at + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.#fault("four hex digits after \\u");
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #number(): number {
    NUMBER.lastIndex = this.#at;
    const found = NUMBER.exec(this.#text);
    if (found === null) throw this.#fault("a JSON value");
    this.#at = NUMBER.lastIndex;
    const value = Number(found[0]);
    if (!Number.isFinite(value)) throw this.#fault("a number a double can hold");
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw this.#fault("integers within 2^53");
    return value;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)![0];
    this.#at = pattern.lastIndex;
    return found;
  }

  #skipSpace(): void {
    const code = this.#text.charCodeAt(this.#at);
    if (code === 32 || (code <= 13 && code >= 9)) this.#match(SPACE);
  }

  #takes(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  #expect(char: string): void {
    if (!this.#takes(char)) throw this.#fault(`${char} expected`);
  }

  #fault(rule: string): ProvenanceError {
    const field = jsonPointer(this.#path);
    const message = `The JSON is not as it has to be at ${field === "" ? "its root" : field}, character ${this.#at}: ${rule}.`;
    return new ProvenanceError("provenance.json_invalid", message, { field, rule });
  }
}
