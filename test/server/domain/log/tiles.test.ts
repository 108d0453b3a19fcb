import { expect } from "chai";
import fc from "fast-check";
import { decodeBundle, encodeBundle } from "../../../../server/domain/log/entry-bundle.ts";
import { bundlePath, parseTilePath, tilePath } from "../../../../server/domain/log/tiles.ts";

describe("tile names", () => {
  it("are spelled in groups of three digits", () => {
    expect(tilePath({ level: 0, index: 1_234_067 })).to.equal("tile/0/x001/x234/067");
    expect(tilePath({ level: 3, index: 0 }, 17)).to.equal("tile/3/000.p/17");
    expect(bundlePath(1000)).to.equal("tile/entries/x001/000");
  });

  it("are read back as they were spelled", () => {
    fc.assert(
      fc.property(fc.nat(7), fc.nat(2 ** 40), fc.integer({ min: 1, max: 256 }), (level, index, width) => {
        const name = tilePath({ level, index }, width).slice("tile/".length);
        expect(parseTilePath(name)).to.deep.equal({ level, index, width });
      }),
    );
  });

  for (const path of [
    "0/0",
    "0/x000/001",
    "8/000",
    "0/000.p/0",
    "0/000.p/256",
    "0/000.p/01",
    "0/001/002",
    "0/../001",
    "entries/",
    "-1/000",
    "0/000/",
    "00/000",
  ])
    it(`are refused in another spelling: ${path}`, () => {
      expect(parseTilePath(path)).to.equal(null);
    });
});

describe("entry bundles", () => {
  it("come back as they were packed", () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 8 });
    fc.assert(
      fc.property(entries, (given) => {
        expect(decodeBundle(encodeBundle(given))).to.deep.equal(given);
      }),
    );
  });

  it("are refused when they end within an entry", () => {
    const packed = encodeBundle([Uint8Array.of(1, 2, 3)]);
    for (const length of [1, 2, 4])
      expect(() => decodeBundle(packed.slice(0, length)))
        .to.throw()
        .with.property("code", "log.bad_tile");
  });
});
