import { expect } from "chai";
import { type BulkTree, bulkTree, verifyBulkItem } from "../../../../server/domain/log/bulk-promise.ts";
import { utf8ToBytes } from "../../../../server/domain/log/bytes.ts";
import { addressOfKey, bulkPromiseDigest, signDigest } from "../../../../server/domain/log/eip712.ts";
import { leafHash, nodeHash } from "../../../../server/domain/log/hash.ts";
import {
  describeBulkPromise,
  type SignedPromise,
  signPromise,
  verifyPromise,
} from "../../../../server/domain/log/promise.ts";
import type { Receipt } from "../../../../server/domain/log/receipt.ts";
import { TreeEdge } from "../../../../server/domain/log/tree.ts";
import { verifyReceipt } from "../../../../server/domain/log/verify.ts";
import { chainOf, fullReceipt, IDENTITY, KEYS, LOG_ID } from "./receipt-fixture.ts";

const leaves = Array.from({ length: 300 }, (_, i) => leafHash(Uint8Array.of(i & 255, i >> 8)));
const { root, item } = bulkTree(leaves);
const items = leaves.map((_, index) => item(index));
const terms = { root, count: leaves.length, promisedBy: 1_795_000_000 };

const DOMAIN = { domain: IDENTITY, logId: LOG_ID };

function promisedIn(tree: BulkTree, index: number): SignedPromise {
  const { promisedBy } = terms;
  const digest = bulkPromiseDigest(IDENTITY, LOG_ID, { root: tree.root, count: tree.count, promisedBy });
  const signed = { signer: addressOfKey(KEYS.promise), signature: signDigest(KEYS.promise, digest) };
  return describeBulkPromise({ ...DOMAIN, promisedBy }, tree, tree.item(index), signed);
}

const promised = (index: number): SignedPromise => promisedIn(bulkTree(leaves), index);

describe("bulk promises", () => {
  it("prove each item by its index and count", () => {
    expect(items.every((item) => verifyBulkItem(item, terms))).to.equal(true);
  });

  it("are over the tree of RFC 6962 at any number of items", () => {
    for (const count of [1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 255, 257]) {
      const edge = new TreeEdge();
      for (const leaf of leaves.slice(0, count)) edge.append(leafHash(leaf));
      const tree = bulkTree(leaves.slice(0, count));
      expect(tree.root).to.deep.equal(edge.root());
      for (let index = 0; index < count; index++)
        expect(verifyBulkItem(tree.item(index), tree)).to.equal(true);
    }
  });

  it("refuse an item under another index or count", () => {
    expect(verifyBulkItem({ ...items[3]!, index: 4 }, terms)).to.equal(false);
    expect(verifyBulkItem(items[299]!, { ...terms, count: 299 })).to.equal(false);
  });

  it("name the key that signed for the whole batch", () => {
    expect(verifyPromise(promised(3))).to.equal(true);
    expect(verifyPromise({ ...promised(3), signer: addressOfKey(KEYS.checkpoint) })).to.equal(false);
  });

  it("do not check for another entry, place, count, root or instant", () => {
    const [good, other] = [promised(3), promised(4)];
    const changes: Partial<SignedPromise>[] = [
      { leafHash: other.leafHash },
      { bulk: { ...good.bulk!, index: 4 } },
      { bulk: { ...good.bulk!, count: 299 } },
      { bulk: { ...good.bulk!, root: other.leafHash } },
      { bulk: { ...good.bulk!, proof: other.bulk!.proof } },
      { promisedBy: "2026-11-22T10:00:00Z" },
    ];
    for (const change of changes) expect(verifyPromise({ ...good, ...change })).to.equal(false);
  });

  it("do not pass for promises of one entry, nor those for them", () => {
    const { bulk: _, ...bare } = promised(3);
    expect(verifyPromise(bare)).to.equal(false);
    const own = signPromise({ ...DOMAIN, leafHash: leaves[3]!, promisedBy: terms.promisedBy }, KEYS.promise);
    expect(verifyPromise({ ...own, bulk: promised(3).bulk! })).to.equal(false);
  });

  it("make a receipt that verifies, and none once a part is altered", async () => {
    const receipt = JSON.parse(fullReceipt()) as Receipt;
    const leaf = leafHash(utf8ToBytes(receipt.entry));
    const batch = bulkTree([leaf, ...leaves.slice(0, 4)]);
    const promise = promisedIn(batch, 0);
    const text = fullReceipt({ promise });
    const { verdict } = await verifyReceipt(text, { chain: chainOf(text) });
    expect(verdict).to.equal("valid");
    const moved = fullReceipt({ promise: { ...promise, bulk: { ...promise.bulk!, index: 1 } } });
    const { steps } = await verifyReceipt(moved, { chain: chainOf(moved) });
    expect(steps.find(({ result }) => result === "invalid")!.reason).to.equal("promise.bad_signature");
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
