import { expect } from "chai";
import type { MerkleLogHarness } from "../../../types/ethers-contracts/contracts/mocks/MerkleLogHarness.js";
import { ethers } from "../support/evidence-log-fixture.ts";
import { sha256 } from "../support/reference-tree.ts";

const COMMITMENT = "0123456789abcdef".repeat(4);
const PREVIOUS = "fedcba9876543210".repeat(4);
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

describe("EntryRules", () => {
  let library: MerkleLogHarness;

  before(async () => {
    library = (await ethers.deployContract("MerkleLogHarness")) as unknown as MerkleLogHarness;
  });

  it("accepts an entry, with and without a previous one", async () => {
    expect(await library.isWellFormed(canonical(entry()))).to.equal(true);
    expect(await library.isWellFormed(canonical(entry({ previous: PREVIOUS })))).to.equal(true);
  });

  for (const [name, bytes] of [
    ["no bytes", Buffer.alloc(0)],
    ["more bytes than an entry may have", Buffer.alloc(65_537, 0x20)],
    ["a cut entry", canonical(entry()).subarray(0, -1)],
    ["bytes after it", Buffer.concat([canonical(entry()), Buffer.from("\n")])],
    ["a space inside", Buffer.from(canonical(entry()).toString().replace(",", ", "))],
    ["upper-case hex", canonical(entry({ commitment: COMMITMENT.toUpperCase() }))],
    ["a short commitment", canonical(entry({ commitment: COMMITMENT.slice(1) }))],
    ["a short previous", canonical(entry({ previous: PREVIOUS.slice(1) }))],
    ["another version", canonical(entry({ v: "redress.entry/2" }))],
    ["a member more", canonical(entry({ z: "1" }))],
    ["an empty subject", canonical(entry({ subject: "" }))],
    ["a subject of 129 characters", canonical(entry({ subject: "s".repeat(129) }))],
    ["an escaped character", canonical(entry({ subject: 'a"b' }))],
    ["a character beyond ASCII", canonical(entry({ subject: "客户" }))],
    [
      "a member missing",
      canonical({ commitment: COMMITMENT, receivedAt: "x", type: "y", v: "redress.entry/1" }),
    ],
  ] as const) {
    it(`refuses ${name}`, async () => {
      expect(await library.isWellFormed(bytes)).to.equal(false);
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
