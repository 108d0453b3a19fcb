/** One promise for a whole batch: the operator signs the root of a small tree over the leaf hashes handed in. */

import type { BulkTerms, LogDomain } from "./eip712.ts";
import { bulkPromiseDigest, recoverSigner } from "./eip712.ts";
import { leafHash } from "./hash.ts";
import { verifyInclusion } from "./proofs.ts";
import { inclusionRanges } from "./ranges.ts";
import { hashRange } from "./tiles.ts";
import type { Tile } from "./tree.ts";
import { TreeEdge } from "./tree.ts";

/** An item of a batch: where its leaf hash stands among those promised together. */
export interface BulkItem {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly proof: readonly Uint8Array[];
}

/**
 * Builds the small tree of a batch.
 *
 * @param leaves Leaf hashes in the order handed in. Each is hashed once more as an item, so that the root or an inner
 * node of any tree can never pass for an item.
 */
export function bulkTree(leaves: readonly Uint8Array[]): { root: Uint8Array; items: BulkItem[] } {
  const edge = new TreeEdge();
  for (const leaf of leaves) edge.append(leafHash(leaf));
  const root = edge.root();
  const tiles = new Map(edge.takeChanged().map((tile: Tile) => [`${tile.level}/${tile.index}`, tile.hashes]));
  const source = (id: { level: number; index: number }) => tiles.get(`${id.level}/${id.index}`);
  const items = leaves.map((leaf, index) => ({
    leafHash: leaf,
    index,
    proof: inclusionRanges(index, leaves.length).map((range) => hashRange(range, source)),
  }));
  return { root, items };
}

/** Whether the item is among those promised. */
export function verifyBulkItem(item: BulkItem, terms: BulkTerms): boolean {
  const proof = { ...item, leafHash: leafHash(item.leafHash), size: terms.count };
  return verifyInclusion(proof, terms.root);
}

/** Lower-case address that signed a bulk promise; null when the signature has no such form. */
export function bulkPromiseSigner(
  domain: LogDomain,
  logId: Uint8Array,
  terms: BulkTerms,
  signature: Uint8Array,
): string | null {
  return recoverSigner(bulkPromiseDigest(domain, logId, terms), signature);
}
