import { readFileSync } from "node:fs";
import { expect } from "chai";
import { commit } from "../../../../server/domain/evidence/commitment.ts";
import { bulkTree } from "../../../../server/domain/log/bulk-promise.ts";
import { bytesToHex, fromHex, utf8ToBytes } from "../../../../server/domain/log/bytes.ts";
import {
  addressOfKey,
  bulkPromiseDigest,
  checkpointDigest,
  domainSeparator,
  promiseDigest,
  signDigest,
} from "../../../../server/domain/log/eip712.ts";
import { leafHash } from "../../../../server/domain/log/hash.ts";
import type { LogIdentity } from "../../../../server/domain/log/log-identity.ts";
import { logIdOf } from "../../../../server/domain/log/log-identity.ts";
import { verifyReceipt } from "../../../../server/domain/log/verify.ts";
import { fullReceipt } from "./receipt-fixture.ts";

interface Signature {
  readonly type: "Checkpoint" | "Promise" | "BulkPromise";
  readonly size: number;
  readonly root: string;
  readonly leafHash: string;
  readonly count: number;
  readonly promisedBy: number;
  readonly digest: string;
  readonly key: string;
  readonly signer: string;
  readonly signature: string;
}

interface Values {
  readonly commitments: { statement: string; salt: string; commitment: string }[];
  readonly entries: { text: string; leafHash: string }[];
  readonly log: LogIdentity & { logId: string; domainSeparator: string };
  readonly signatures: Signature[];
  readonly bulkItems: { leafHash: string; index: number; proof: string[] }[];
}

const file = (name: string): string =>
  readFileSync(new URL(`../../../vectors/log/${name}`, import.meta.url), "utf8");
const values = JSON.parse(file("values.json")) as Values;
const hash = (hex: string): Uint8Array => fromHex(hex, "vector", 32);

function digestOf(of: Signature): Uint8Array {
  const logId = hash(values.log.logId);
  if (of.type === "Checkpoint") return checkpointDigest(values.log, logId, of.size, hash(of.root));
  if (of.type === "Promise") return promiseDigest(values.log, logId, hash(of.leafHash), of.promisedBy);
  return bulkPromiseDigest(values.log, logId, {
    root: hash(of.root),
    count: of.count,
    promisedBy: of.promisedBy,
  });
}

describe("the published values of the log", () => {
  it("hold for commitments", () => {
    for (const { statement, salt, commitment } of values.commitments)
      expect(bytesToHex(commit(utf8ToBytes(statement), hash(salt)))).to.equal(commitment);
  });

  it("hold for leaf hashes", () => {
    for (const entry of values.entries)
      expect(bytesToHex(leafHash(utf8ToBytes(entry.text)))).to.equal(entry.leafHash);
  });

  it("hold for the log's name and domain", () => {
    expect(bytesToHex(logIdOf(values.log))).to.equal(values.log.logId);
    expect(bytesToHex(domainSeparator(values.log))).to.equal(values.log.domainSeparator);
  });

  it("hold for digests, signers and signatures", () => {
    for (const of of values.signatures) {
      expect(bytesToHex(digestOf(of))).to.equal(of.digest);
      expect(addressOfKey(hash(of.key))).to.equal(of.signer);
      expect(`0x${bytesToHex(signDigest(hash(of.key), hash(of.digest)))}`).to.equal(of.signature);
    }
  });

  it("hold for the items of a bulk promise", () => {
    const tree = bulkTree(values.bulkItems.map(({ leafHash }) => hash(leafHash)));
    const proofs = values.bulkItems.map((_, index) => tree.item(index).proof.map(bytesToHex));
    expect(proofs).to.deep.equal(values.bulkItems.map((item) => item.proof));
    expect(bytesToHex(tree.root)).to.equal(values.signatures[2]!.root);
  });

  it("hold for a whole receipt, byte for byte", async () => {
    expect(fullReceipt()).to.equal(file("receipt.json"));
    const { verdict } = await verifyReceipt(file("receipt.json"));
    expect(verdict).to.equal("cannot_tell");
  });
});
