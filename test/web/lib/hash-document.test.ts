import { createHash, randomBytes } from "node:crypto";
import { expect } from "chai";
import { verifyReceipt } from "../../../server/domain/log/verify.ts";
import { hashDocument } from "../../../web/lib/hash-document.ts";
import { completeReceipt } from "../../server/domain/log/complete-receipt.ts";

describe("hashing of documents in the page", () => {
  for (const size of [0, 1, 63, 64, 65, 1_000_000])
    it(`gives SHA-256 of ${size} bytes`, async () => {
      const bytes = randomBytes(size);
      const expected = createHash("sha256").update(bytes).digest("hex");
      expect(await hashDocument(new Blob([bytes]))).to.equal(expected);
    });

  it("gives another hash for one bit flipped, in whatever piece of the file it is", async () => {
    const bytes = randomBytes(300_000);
    const places = [0, 65_535, 65_536, 131_071, 131_072, 299_999];
    const hashes = await Promise.all(places.map((at) => hashDocument(flipped(bytes, at))));
    expect(new Set([...hashes, await hashDocument(new Blob([bytes]))]).size).to.equal(places.length + 1);
  });

  it("finds a document with one bit flipped to be another than the receipt's", async () => {
    const { text, document, chain } = completeReceipt();
    const stepFor = async (file: Blob) => {
      const { steps, verdict } = await verifyReceipt(text, { chain, documentHash: await hashDocument(file) });
      return [verdict, steps.find(({ result }) => result === "invalid")?.step];
    };
    expect(await stepFor(new Blob([Buffer.from(document)]))).to.deep.equal(["valid", undefined]);
    for (const at of [0, 255, document.length - 1])
      expect(await stepFor(flipped(document, at)), `byte ${at}`).to.deep.equal(["invalid", "document"]);
  });
});

function flipped(bytes: Uint8Array, at: number): Blob {
  const copy = Buffer.from(bytes);
  copy[at] = copy[at]! ^ (1 << (at % 8));
  return new Blob([copy]);
}
