import { createHash, randomBytes } from "node:crypto";
import { expect } from "chai";
import { hashDocument } from "../../../web/lib/hash-document.ts";

describe("hashing of documents in the page", () => {
  for (const size of [0, 1, 63, 64, 65, 1_000_000])
    it(`gives SHA-256 of ${size} bytes`, async () => {
      const bytes = randomBytes(size);
      const expected = createHash("sha256").update(bytes).digest("hex");
      expect(await hashDocument(new Blob([bytes]))).to.equal(expected);
    });
});
