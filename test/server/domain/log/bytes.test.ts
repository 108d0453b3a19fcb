import { expect } from "chai";
import fc from "fast-check";
import { fromBase64, fromHex, readUint, toBase64, uintBytes } from "../../../../server/domain/log/bytes.ts";

describe("base64", () => {
  it("writes what Node writes, and reads it back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        expect(toBase64(bytes)).to.equal(Buffer.from(bytes).toString("base64"));
        expect(fromBase64(toBase64(bytes), "x")).to.deep.equal(bytes);
      }),
    );
  });

  for (const text of ["A", "AA", "AA=", "AB==", "AAB=", "A A=", "AA==\n", "AAAA=", "AA-_", "===="])
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(() => fromBase64(text, "x"))
        .to.throw()
        .with.property("code", "log.bad_encoding");
    });
});

describe("hex", () => {
  it("refuses upper case, prefix, odd and other lengths", () => {
    for (const text of ["AB", "0xab", "abc", "abcd"])
      expect(() => fromHex(text, "x", 1))
        .to.throw()
        .with.property("code", "log.bad_encoding");
  });
});

describe("integers", () => {
  it("come back from their bytes", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        expect(readUint(uintBytes(value, 8))).to.equal(value);
      }),
    );
  });
});
