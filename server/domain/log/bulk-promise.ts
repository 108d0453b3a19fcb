/** One promise for a whole batch: the operator signs the root of a small tree over the leaf hashes handed in. */

import type { BulkTerms } from "./eip712.ts";
import { leafHash, type Sha256 } from "./hash.ts";
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

/** The small tree over what is promised, or signed for, as one. */
export interface BulkTree {
  readonly root: Uint8Array;
  readonly count: number;
  /** The item at a place, with its audit path. */
  item(index: number): BulkItem;
}

/**
 * Builds the small tree of a batch.
 *
 * @param leaves Leaf hashes in the order handed in, at least one. Each is hashed once more as an item, so that the root
 * or an inner node of any tree can never pass for an item.
 * @param sha256 A faster one than the portable one.
 */
export function bulkTree(leaves: readonly Uint8Array[], sha256?: Sha256): BulkTree {
  const edge = new TreeEdge(0, [], sha256);
  for (const leaf of leaves) edge.append(leafHash(leaf, sha256));
  const tiles = new Map(edge.takeChanged().map((tile: Tile) => [`${tile.level}/${tile.index}`, tile.hashes]));
  const source = (id: { level: number; index: number }) => tiles.get(`${id.level}/${id.index}`);
  const pathOf = (index: number) =>
    inclusionRanges(index, leaves.length).map((range) => hashRange(range, source, sha256));
  return {
    root: edge.root(),
    count: leaves.length,
    item: (index) => ({ leafHash: leaves[index]!, index, proof: pathOf(index) }),
  };
}

/** Whether the item is among those promised. */
export function verifyBulkItem(item: BulkItem, terms: Pick<BulkTerms, "root" | "count">): boolean {
  const proof = { ...item, leafHash: leafHash(item.leafHash), size: terms.count };
  return verifyInclusion(proof, terms.root);
}
