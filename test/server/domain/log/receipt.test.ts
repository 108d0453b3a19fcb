import { expect } from "chai";
import { parseCheckpoint } from "../../../../server/domain/log/checkpoint.ts";
import { cosign, witnessKey } from "../../../../server/domain/log/cosignature.ts";
import { parseReceipt } from "../../../../server/domain/log/receipt.ts";
import { formatVerifierKey, parseNote } from "../../../../server/domain/log/signed-note.ts";
import { fullReceipt } from "./receipt-fixture.ts";

describe("a receipt", () => {
  const plain = parseReceipt(fullReceipt({ witnesses: [] }));
  const own = plain.checkpoint!.split("\n").slice(0, -2).join("\n");

  /** With the lines of so many witnesses below the log's own two. */
  function cosignedBy(count: number): string {
    const names = Array.from({ length: count }, (_, n) => `w${n}.example`);
    const seed = new Uint8Array(32).fill(6);
    const { text } = parseNote(plain.checkpoint!);
    return fullReceipt({
      checkpoint: `${own}\n${names.map((name) => cosign(text, name, seed, 1_795_000_000)).join("")}`,
      witnesses: names.map((name) => formatVerifierKey(witnessKey(name, seed))),
    });
  }

  it("has as many witnesses as a note that can be read has lines for", () => {
    const { checkpoint, witnesses } = parseReceipt(cosignedBy(98));
    expect(witnesses).to.have.length(98);
    expect(parseCheckpoint(checkpoint!).signatures).to.have.length(100);
    expect(() => cosignedBy(99)).to.throw("witnesses");
  });
});
