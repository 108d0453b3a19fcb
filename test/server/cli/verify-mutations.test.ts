import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { tempDir } from "../../support/temp-dir.ts";
import { completeReceipt } from "../domain/log/complete-receipt.ts";
import { spansOf } from "../domain/log/json-spans.ts";

const DEEP = process.env.REDRESS_DEEP === "1";
const PROGRAM = fileURLToPath(new URL("./verify-program.ts", import.meta.url));
const INVALID = 1;
const { text, document, header } = completeReceipt();

interface Said {
  readonly verdict: string;
  readonly steps: readonly { readonly step: string; readonly result: string }[];
}

/** Runs the command on two files, as somebody does who has nothing else but a header of the block. */
async function verify(receipt: Uint8Array, about: Uint8Array): Promise<{ code: number; failed: string[] }> {
  const cwd = tempDir("redress-verify-");
  const files = { "receipt.json": receipt, "document.bin": about, "header.hex": header };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
  const args = ["verify", "receipt.json", "--document", "document.bin", "--header", "header.hex", "--json"];
  const { code, out } = await new Promise<{ code: number; out: string }>((resolve) => {
    execFile(process.execPath, [PROGRAM, ...args], { cwd, env: {} }, (error, out) => {
      resolve({ code: error === null ? 0 : Number(error.code), out });
    });
  });
  const { steps } = JSON.parse(out) as Said;
  return { code, failed: steps.filter(({ result }) => result === "invalid").map(({ step }) => step) };
}

function flipped(bytes: Uint8Array, at: number, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = copy[at]! ^ (1 << bit);
  return copy;
}

describe("redress verify, with one bit flipped", function () {
  this.timeout(DEEP ? 600_000 : 60_000);
  const whole = Buffer.from(text);
  const spans = spansOf(text);

  it("says valid of the files as they are", async () => {
    expect(await verify(whole, document)).to.deep.equal({ code: 0, failed: [] });
  });

  it("says invalid of the document, wherever the bit is", async () => {
    const last = document.length - 1;
    const places = DEEP ? [...document.keys()].filter((at) => at % 16 === 0) : [0, 255, last];
    for (const at of places)
      expect(await verify(whole, flipped(document, at, at % 8)), `byte ${at}`).to.deep.equal({
        code: INVALID,
        failed: ["document"],
      });
  });

  /** A bit that turns a hex digit or a letter into another one. */
  const fields: [string, number, string][] = [
    ["salt", 1, "statement"],
    ["inclusion.proof", 1, "inclusion"],
    ["promise.bulk.proof", 1, "promise"],
    ["promise.signature", 1, "promise"],
    ["timestamp.sha256", 1, "timestamp"],
    ["anchor.stateProof.root", 1, "anchor"],
    ["anchor.transaction", 1, "transaction"],
    ["anchor.transactionProof.transaction", 1, "transaction"],
    ["anchor.transactionProof.outcome", 1, "transaction"],
  ];
  for (const [path, bit, step] of fields)
    it(`says invalid of the receipt, by its ${step}, where the bit is in ${path}`, async () => {
      const { start, end } = spans.find((span) => span.path === path)!;
      // Past the 0x that some begin with.
      const digits = Array.from({ length: end - start - 2 }, (_, n) => start + 2 + n);
      const places = digits.filter((at) => /[0-9a-f]/.test(String.fromCharCode(whole[at]! ^ (1 << bit))));
      for (const at of DEEP ? places.filter((_, n) => n % 8 === 0) : [places.at(-1)!])
        expect(await verify(flipped(whole, at, bit), document), `byte ${at}`).to.deep.equal({
          code: INVALID,
          failed: [step],
        });
    });
});
