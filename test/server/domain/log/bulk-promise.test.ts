import { expect } from "chai";
import { bulkTree, verifyBulkItem } from "../../../../server/domain/log/bulk-promise.ts";
import { leafHash, nodeHash } from "../../../../server/domain/log/hash.ts";

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
