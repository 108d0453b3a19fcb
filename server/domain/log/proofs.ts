/**
 * Checks of RFC 9162 proofs. They answer true or false and never throw for what a stranger sent: a wrong length,
 * a negative index or a size past 2^53 is a proof that does not hold.
 */
import { equalBytes } from "./bytes.ts";
import { HASH_BYTES, nodeHash } from "./hash.ts";

export interface InclusionProof {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

export interface ConsistencyProof {
  readonly size1: number;
  readonly root1: Uint8Array;
  readonly size2: number;
  readonly root2: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

const isOdd = (n: number): boolean => n % 2 === 1;
const half = (n: number): number => Math.floor(n / 2);
const isPowerOfTwo = (n: number): boolean => 2 ** Math.round(Math.log2(n)) === n;
const areHashes = (hashes: readonly Uint8Array[]): boolean => hashes.every((h) => h.length === HASH_BYTES);

/** Position of a node and of the last node, walking up from the bottom row (`fn` and `sn` of RFC 9162). */
interface Walk {
  node: number;
  last: number;
}

function climb(walk: Walk): void {
  walk.node = half(walk.node);
  walk.last = half(walk.last);
}

/** Passes the levels at which the node is the lonely last one and so has no sibling. */
function skipLonely(walk: Walk): void {
  while (!isOdd(walk.node) && walk.node !== 0) climb(walk);
}

/** Computes the root an inclusion proof leads to, or null when its shape is wrong (RFC 9162 section 2.1.3.2). */
export function rootOfInclusion({ index, size, leafHash, proof }: InclusionProof): Uint8Array | null {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return null;
  if (!areHashes([leafHash, ...proof])) return null;
  const walk = { node: index, last: size - 1 };
  let root = leafHash;
  for (const sibling of proof) {
    if (walk.last === 0) return null;
    if (isOdd(walk.node) || walk.node === walk.last) {
      root = nodeHash(sibling, root);
      if (!isOdd(walk.node)) skipLonely(walk);
    } else root = nodeHash(root, sibling);
    climb(walk);
  }
  return walk.last === 0 ? root : null;
}

/** Whether the leaf stands at the index of the tree with this root (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(proof: InclusionProof, root: Uint8Array): boolean {
  const reached = rootOfInclusion(proof);
  return reached !== null && equalBytes(reached, root);
}

/**
 * Whether the larger tree begins with all of the smaller one, in order and unaltered (RFC 9162 section 2.1.4.2).
 * A proof from the empty tree says nothing and is refused.
 */
export function verifyConsistency(claim: ConsistencyProof): boolean {
  const { size1, size2, root1, root2, proof } = claim;
  if (!Number.isSafeInteger(size1) || !Number.isSafeInteger(size2) || size1 < 1 || size2 < size1)
    return false;
  if (size1 === size2) return proof.length === 0 && equalBytes(root1, root2);
  return proof.length > 0 && areHashes([root1, root2, ...proof]) && leadsToBothRoots(claim);
}

function leadsToBothRoots({ size1, root1, size2, root2, proof }: ConsistencyProof): boolean {
  const walk = { node: size1 - 1, last: size2 - 1 };
  while (isOdd(walk.node)) climb(walk);
  // A whole subtree is its own start; the proof leaves it out, as the checker has it.
  const [start, ...rest] = isPowerOfTwo(size1) ? [root1, ...proof] : proof;
  let [older, newer] = [start!, start!];
  for (const sibling of rest) {
    if (walk.last === 0) return false;
    if (isOdd(walk.node) || walk.node === walk.last) {
      older = nodeHash(sibling, older);
      newer = nodeHash(sibling, newer);
      if (!isOdd(walk.node)) skipLonely(walk);
    } else newer = nodeHash(newer, sibling);
    climb(walk);
  }
  return walk.last === 0 && equalBytes(older, root1) && equalBytes(newer, root2);
}
