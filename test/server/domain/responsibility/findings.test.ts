import { readFileSync } from "node:fs";
import { expect } from "chai";
import { ENGINE } from "../../../../server/domain/responsibility/decide.ts";
import { clockDigest, type Digests, digestsOf, eligibilityDigests, gradeDigest } from "./digests.ts";

interface Stored {
  readonly engine: typeof ENGINE;
  readonly eligibility: readonly string[];
  readonly clocks: string;
  readonly grades: string;
  readonly cases: readonly (Digests & { readonly facts: unknown })[];
}

const file = new URL(`../../../vectors/responsibility/findings/${ENGINE.version}.json`, import.meta.url);
const stored: Stored = JSON.parse(readFileSync(file, "utf8"));

describe("the stored findings of this version", function () {
  this.timeout(60_000);
  let found: Digests[];

  before(() => {
    found = stored.cases.map((one) => digestsOf(one.facts));
  });

  for (const part of ["finding", "counterfactuals", "told"] as const) {
    it(`come out again, byte for byte: ${part}`, () => {
      stored.cases.forEach((one, i) => {
        expect(found[i]?.[part], `case ${i}: ${JSON.stringify(one.facts)}`).to.equal(one[part]);
      });
    });
  }

  it("come with the same remedies before filing", () => {
    expect(eligibilityDigests()).to.deep.equal(stored.eligibility);
  });

  it("come with the same deadlines", () => {
    expect(clockDigest()).to.equal(stored.clocks);
  });

  it("come with the same grades of evidence", () => {
    expect(gradeDigest()).to.equal(stored.grades);
  });
});
