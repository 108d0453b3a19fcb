import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { canonicalJson, parseCanonicalObject } from "../../../../server/domain/log/canonical-json.ts";
import { needVectors, vectorPath } from "./vectors.ts";

const bytes = (...path: string[]): Buffer => readFileSync(vectorPath("jcs", ...path));

describe("canonical JSON, by the cases of RFC 8785's author", () => {
  before(function () {
    needVectors(this, "jcs");
  });

  it("writes every input as its output, byte for byte", () => {
    const names = readdirSync(vectorPath("jcs/input"));
    expect(names).to.have.length(6);
    for (const name of names) {
      const written = Buffer.from(canonicalJson(JSON.parse(String(bytes("input", name)))), "utf8");
      expect(written.equals(bytes("output", name)), name).to.equal(true);
      const hex = String(bytes("outhex", name.replace(/json$/, "txt"))).replace(/\s/g, "");
      expect(written.toString("hex"), name).to.equal(hex);
    }
  });

  it("reads each output, where it is an object, and refuses each input spelt otherwise", () => {
    for (const name of readdirSync(vectorPath("jcs/input"))) {
      const [input, output] = [String(bytes("input", name)), String(bytes("output", name))];
      if (!output.startsWith("{")) continue;
      parseCanonicalObject(output, "log.bad_encoding", name);
      if (input !== output)
        expect(() => parseCanonicalObject(input, "log.bad_encoding", name)).to.throw(/canonical/);
    }
  });
});
