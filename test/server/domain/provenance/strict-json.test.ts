import { expect } from "chai";
import fc from "fast-check";
import { jsonPointer, readStrictJson } from "../../../../server/domain/provenance/strict-json.ts";

const fault = (text: string): { field?: string; rule?: string } => {
  try {
    readStrictJson(text);
  } catch (error) {
    return error as { field: string; rule: string };
  }
  return {};
};

describe("readStrictJson", () => {
  it("reads whatever JSON.parse reads to the same value", () => {
    // Unsafe integers are refused by a case of their own below.
    const safe = (_key: string, value: unknown) =>
      Number.isInteger(value) && !Number.isSafeInteger(value) ? 0 : value;
    const readable = fc
      .jsonValue({ maxDepth: 6 })
      .map((value) => JSON.stringify(value, safe))
      .filter((text) => !text.includes("__proto__") && !text.includes("\\u0000"));
    fc.assert(
      fc.property(readable, (text) => {
        expect(readStrictJson(text).value).to.deep.equal(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it("tells where each object and array stood", () => {
    const text = ' { "a" : [ {"b":1} , 2 ] } ';
    const { value, spanOf } = readStrictJson(text);
    const inner = (value as { a: [object] }).a[0];
    expect(text.slice(...spanOf(inner))).to.equal('{"b":1}');
    expect(text.slice(...spanOf(value as object))).to.equal('{ "a" : [ {"b":1} , 2 ] }');
  });

  const refused: [string, string, string, string][] = [
    ["a key that comes twice", '{"a":{"b":1,"b":1}}', "/a/b", "each key once"],
    ["a key that comes twice in another spelling", '{"a":1,"\\u0061":1}', "/a", "each key once"],
    ["an integer beyond 2^53", "[1,9007199254740992]", "/1", "integers within 2^53"],
    ["a huge integer with exponent", '{"a":1e300}', "/a", "integers within 2^53"],
    ["a number no double holds", '{"a":1e999}', "/a", "a number a double can hold"],
    ["a lone high surrogate", '{"a":"\\ud83d"}', "/a", "no lone surrogates"],
    ["a lone low surrogate", '{"a":"x\\udc00"}', "/a", "no lone surrogates"],
    ["a NUL", '{"a":"\\u0000"}', "/a", "no NUL characters"],
    [
      "a raw control character",
      '{"a":"\n"}',
      "/a",
      "a string ends with a quote and holds no control characters",
    ],
    ["__proto__", '{"__proto__":{}}', "/__proto__", "not a key this house takes"],
    ["words behind the document", "{} {}", "", "nothing may follow the document"],
    ["a leading zero", "[01]", "", "] expected"],
    ["a byte order mark", "\ufeff{}", "", "a JSON value"],
    ["nothing", "", "", "a JSON value"],
  ];
  for (const [name, text, field, rule] of refused) {
    it(`refuses ${name}`, () => expect(fault(text)).to.include({ field, rule }));
  }

  it("refuses nesting beyond the limit without using up the stack", () =>
    expect(fault("[".repeat(200_000)).rule).to.equal("at most 32 levels deep"));

  it("escapes pointers", () => expect(jsonPointer(["a/b", "~", 0])).to.equal("/a~1b/~0/0"));
});
