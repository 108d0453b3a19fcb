import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { recognise } from "../../../server/app/tracking-documents.ts";

const SAMPLE = join(import.meta.dirname, "../../../scripts/dev/sample/documents");
const bytes = (text: string) => new TextEncoder().encode(text);

describe("recognising a carrier's tracking record", () => {
  it("knows the format of the sample's records", () => {
    for (const file of ["tracking-carrier-a.json", "tracking-carrier-b.json"]) {
      expect(recognise(readFileSync(join(SAMPLE, file)))?.format, file).to.equal("kuaidi100");
    }
  });

  for (const [what, text] of [
    ["no JSON", "2026-11-14 delivered"],
    ["JSON of no known format", '{"delivered":true}'],
    ["a list", "[]"],
    ["nothing", ""],
  ] as const) {
    it(`leaves ${what} to people`, () => {
      expect(recognise(bytes(text))).to.equal(null);
    });
  }

  it("leaves bytes that are no text to people", () => {
    expect(recognise(Uint8Array.of(0xff, 0xfe, 0x00))).to.equal(null);
  });
});
