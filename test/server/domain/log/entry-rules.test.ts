import { readFileSync } from "node:fs";
import { expect } from "chai";
import { readPublishedEntry } from "../../../../server/domain/log/entry-rules.ts";
import { LogError } from "../../../../server/domain/log/errors.ts";

const VECTORS = new URL("../../../vectors/log/entry-rules.json", import.meta.url);
const cases = JSON.parse(readFileSync(VECTORS, "utf8")) as {
  readonly name: string;
  readonly text: string;
  readonly wellFormed: boolean;
}[];

/** Reads by the rules; null for bytes that are no entry. */
function read(text: string): object | null {
  try {
    return readPublishedEntry(Buffer.from(text, "utf8"));
  } catch (error) {
    if (error instanceof LogError && error.code === "log.bad_entry") return null;
    throw error;
  }
}

describe("an entry read as the contract judges it", () => {
  for (const { name, text, wellFormed } of cases)
    it(`${wellFormed ? "reads" : "refuses"} ${name}`, () => {
      const expected = wellFormed ? { ...JSON.parse(text), v: undefined } : null;
      const found = read(text);
      expect(found === null ? null : { ...found, v: undefined }).to.deep.equal(expected);
    });
});
