import { expect } from "chai";
import { canonicalEpc } from "../../../../server/domain/provenance/epc-uri.ts";
import { hasVectors, parseVector } from "./vectors.ts";

describe("canonicalEpc", () => {
  it("gives every expected canonical form", function () {
    if (!hasVectors()) this.skip();
    const { pairs } = parseVector("digital-link/epc-urn-to-constrained-dl.json");
    // One case was cut from the middle of a file by the extraction and holds lines of Python.
    const whole = pairs.filter((pair: { in: string }) => !pair.in.includes("assert"));
    expect(whole.length).to.equal(pairs.length - 1);
    for (const pair of whole) expect(canonicalEpc(pair.in), pair.in).to.equal(pair.out);
  });

  const cases: [string, string, string | null][] = [
    [
      "drops the lot beside a serial",
      "https://a.example/01/09521234100010/10/L1/21/A",
      "https://id.gs1.org/01/09521234100010/21/A",
    ],
    [
      "drops the variant",
      "https://a.example/01/09521234100010/22/V/21/A",
      "https://id.gs1.org/01/09521234100010/21/A",
    ],
    ["pads a short GTIN", "https://a.example/01/9521234100010", "https://id.gs1.org/01/09521234100010"],
    [
      "reads short names",
      "http://a.example/x/gtin/09521234100010/ser/A?x=1",
      "https://id.gs1.org/01/09521234100010/21/A",
    ],
    ["refuses a key with a qualifier of another", "https://a.example/00/195212340000002717/21/A", null],
    ["refuses a URN with digits missing", "urn:epc:id:sgtin:0614141.12345.1", null],
    ["refuses a URN without serial", "urn:epc:id:sgtin:0614141.112345.", null],
    ["refuses a web page", "https://example.org/products/17", null],
    ["refuses another scheme", "urn:uuid:5b0f6c1e-6f0f-4a53-9a55-0d2f6a4f7c31", null],
  ];
  for (const [name, uri, expected] of cases) {
    it(name, () => expect(canonicalEpc(uri)).to.equal(expected));
  }
});
