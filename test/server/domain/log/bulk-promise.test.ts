import { expect } from "chai";
import { bulkPromiseSigner, bulkTree, verifyBulkItem } from "../../../../server/domain/log/bulk-promise.ts";
import { addressOfKey, bulkPromiseDigest, signDigest } from "../../../../server/domain/log/eip712.ts";
import { leafHash, nodeHash } from "../../../../server/domain/log/hash.ts";
import { IDENTITY, KEYS, LOG_ID } from "./receipt-fixture.ts";

const leaves = Array.from({ length: 300 }, (_, i) => leafHash(Uint8Array.of(i & 255, i >> 8)));
const { root, items } = bulkTree(leaves);
const terms = { root, count: leaves.length, promisedBy: 1_795_000_000 };

describe("bulk promises", () => {
  it("prove each item by its index and count", () => {
    expect(items.every((item) => verifyBulkItem(item, terms))).to.equal(true);
  });

  it("refuse an item under another index or count", () => {
    expect(verifyBulkItem({ ...items[3]!, index: 4 }, terms)).to.equal(false);
    expect(verifyBulkItem(items[299]!, { ...terms, count: 299 })).to.equal(false);
  });

  it("name the key that signed for the whole batch", () => {
    const signature = signDigest(KEYS.promise, bulkPromiseDigest(IDENTITY, LOG_ID, terms));
    expect(bulkPromiseSigner(IDENTITY, LOG_ID, terms, signature)).to.equal(addressOfKey(KEYS.promise));
    expect(bulkPromiseSigner(IDENTITY, LOG_ID, { ...terms, count: 299 }, signature)).to.not.equal(
      addressOfKey(KEYS.promise),
    );
  });

  it("refuse the root and inner nodes as items", () => {
    const pair = bulkTree(leaves.slice(0, 2));
    const two = { ...terms, root: pair.root, count: 2 };
    expect(verifyBulkItem({ leafHash: pair.root, index: 0, proof: [] }, { ...two, count: 1 })).to.equal(
      false,
    );
    const inner = nodeHash(leafHash(leaves[0]!), leafHash(leaves[1]!));
    const upper = { leafHash: inner, index: 0, proof: items[0]!.proof.slice(1) };
    expect(verifyBulkItem(upper, { ...terms, count: 150 })).to.equal(false);
  });
});
