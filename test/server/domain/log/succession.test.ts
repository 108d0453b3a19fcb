import { createHash } from "node:crypto";
import { expect } from "chai";
import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import { parseEntry } from "../../../../server/domain/log/entry.ts";
import {
  type LastCheckpoint,
  lastCheckpointBytes,
  OPEN_SALT,
  successionCommitment,
  successionEntry,
} from "../../../../server/domain/log/succession.ts";

const LAST: LastCheckpoint = {
  logId: new Uint8Array(32).fill(0xaa),
  size: 0x01_02_03,
  root: new Uint8Array(32).fill(0xbb),
};
const sha256 = (...parts: readonly (Uint8Array | string)[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

describe("entry 0 of a log that goes on from another", () => {
  it("commits to three words: log, size and root", () => {
    expect(bytesToHex(lastCheckpointBytes(LAST))).to.equal(
      `${"aa".repeat(32)}${"00".repeat(29)}010203${"bb".repeat(32)}`,
    );
  });

  it("has the commitment that anybody can make of them: their salt is no secret", () => {
    const plain = sha256(
      "redress.commit/1",
      Buffer.alloc(1),
      Buffer.alloc(32),
      sha256(lastCheckpointBytes(LAST)),
    );
    expect(bytesToHex(OPEN_SALT)).to.equal("00".repeat(32));
    expect(bytesToHex(successionCommitment(LAST))).to.equal(plain.toString("hex"));
  });

  it("is an entry by the published rules, of the minute it is made in", () => {
    const { text, bytes } = successionEntry(LAST, new Date("2026-11-22T10:00:59.999Z"));
    expect(Buffer.from(bytes).toString()).to.equal(text);
    expect(parseEntry(text)).to.deep.equal({
      commitment: bytesToHex(successionCommitment(LAST)),
      receivedAt: "2026-11-22T10:00:00Z",
      subject: "log",
      type: "checkpoint",
    });
  });

  const others: [string, Partial<LastCheckpoint>][] = [
    ["log", { logId: new Uint8Array(32).fill(0xac) }],
    ["size", { size: LAST.size + 1 }],
    ["root", { root: new Uint8Array(32).fill(0xbc) }],
  ];
  for (const [what, change] of others)
    it(`is another one for another ${what}`, () => {
      const other = successionCommitment({ ...LAST, ...change });
      expect(bytesToHex(other)).to.not.equal(bytesToHex(successionCommitment(LAST)));
    });
});
