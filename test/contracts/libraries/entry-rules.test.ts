import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { MerkleLogHarness } from "../../../types/ethers-contracts/contracts/mocks/MerkleLogHarness.js";
import { ethers } from "../support/evidence-log-fixture.ts";
import { sha256 } from "../support/reference-tree.ts";

const COMMITMENT = "0123456789abcdef".repeat(4);
const entry = (changes: Record<string, string> = {}): Record<string, string> => ({
  commitment: COMMITMENT,
  receivedAt: "2026-11-21T23:42:00Z",
  subject: "c-7f3a",
  type: "chat.transcript",
  v: "redress.entry/1",
  ...changes,
});

/** Members by name order, no spaces: canonical for these flat objects of ASCII strings. */
const canonical = (value: object): Buffer =>
  Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))));

/** The same cases are run through the reader of whoever follows a log. */
const VECTORS = new URL("../../vectors/log/entry-rules.json", import.meta.url);
const cases = JSON.parse(readFileSync(VECTORS, "utf8")) as {
  name: string;
  text: string;
  wellFormed: boolean;
}[];

describe("EntryRules", () => {
  let library: MerkleLogHarness;

  before(async () => {
    library = (await ethers.deployContract("MerkleLogHarness")) as unknown as MerkleLogHarness;
  });

  for (const { name, text, wellFormed } of cases) {
    it(`${wellFormed ? "accepts" : "refuses"} ${name}`, async () => {
      expect(await library.isWellFormed(Buffer.from(text, "utf8"))).to.equal(wellFormed);
    });
  }

  it("reads the commitment, and zero where there is none", async () => {
    expect(await library.commitmentOf(canonical(entry()))).to.equal(`0x${COMMITMENT}`);
    for (const bytes of [
      "0x",
      ethers.hexlify(Buffer.from('{"commitment":"')),
      ethers.hexlify(Buffer.from("{}")),
    ]) {
      expect(await library.commitmentOf(bytes)).to.equal(ethers.ZeroHash);
    }
  });

  it("commits to a public statement with a salt of zeros", async () => {
    const statement = Buffer.from("statement");
    const inner = Buffer.from(sha256(statement).slice(2), "hex");
    const expected = sha256(Buffer.from("redress.commit/1\0"), new Uint8Array(32), inner);
    expect(await library.publicCommitment(statement)).to.equal(expected);
  });
});
