/** One promise for a whole batch: the operator signs the root of a small tree over the leaf hashes handed in. */
import type { BulkTerms } from "./eip712.ts";
import { leafHash, nodeHash, type Sha256 } from "./hash.ts";
import { verifyInclusion } from "./proofs.ts";

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
  /** Leaf hashes in the order handed in. */
  readonly leaves: readonly Uint8Array[];
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
  const rows = [leaves.map((leaf) => leafHash(leaf, sha256))];
  for (let row = rows[0]!; row.length > 1; rows.push(row)) row = rowAbove(row, sha256);
  return {
    root: rows.at(-1)![0]!,
    count: leaves.length,
    leaves,
    item: (index) => ({ leafHash: leaves[index]!, index, proof: pathOf(rows, index) }),
  };
}

/** Joins pairs; a lonely last one rises as it is, which is the tree of RFC 6962 section 2.1. */
function rowAbove(row: readonly Uint8Array[], sha256?: Sha256): Uint8Array[] {
  return Array.from({ length: Math.ceil(row.length / 2) }, (_, i) => {
    const [left, right] = [row[2 * i]!, row[2 * i + 1]];
    return right === undefined ? left : nodeHash(left, right, sha256);
  });
}

function pathOf(rows: readonly (readonly Uint8Array[])[], index: number): Uint8Array[] {
  return rows.flatMap((row, height) => {
    const at = Math.floor(index / 2 ** height);
    const sibling = row[at % 2 === 0 ? at + 1 : at - 1];
    return sibling === undefined ? [] : [sibling];
  });
}

/** Whether the item is among those promised. */
export function verifyBulkItem(item: BulkItem, terms: Pick<BulkTerms, "root" | "count">): boolean {
  const proof = { ...item, leafHash: leafHash(item.leafHash), size: terms.count };
  return verifyInclusion(proof, terms.root);
}
