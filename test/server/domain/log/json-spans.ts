/** Where the values of a JSON text stand, as `canonicalJson` writes it. */

export interface Span {
  /** Names joined by dots; the place in a list is left out. Empty for what is between values. */
  readonly path: string;
  /** Bytes of the value, quotes left out. */
  readonly start: number;
  readonly end: number;
}

/** Spans of all values that are no list and no object, in their order. */
export function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  const walk = (value: unknown, path: string): void => {
    const body = JSON.stringify(value);
    if (typeof value !== "object" || value === null) {
      const quote = typeof value === "string" ? 1 : 0;
      const length = Buffer.byteLength(body);
      spans.push({ path, start: at + quote, end: at + length - quote });
      at += length;
    } else if (Array.isArray(value))
      walkAll(
        value.map((one) => [null, one]),
        path,
      );
    else walkAll(Object.entries(value), path);
  };
  const walkAll = (members: readonly (readonly [string | null, unknown])[], path: string): void => {
    at++;
    for (const [place, [key, value]] of members.entries()) {
      at += (place === 0 ? 0 : 1) + (key === null ? 0 : Buffer.byteLength(JSON.stringify(key)) + 1);
      walk(value, key === null ? path : path === "" ? key : `${path}.${key}`);
    }
    at += members.length === 0 ? 0 : 1;
    if (members.length === 0) at++;
  };
  walk(JSON.parse(text), "");
  return spans;
}
