import { createHash } from "node:crypto";

export type Hash = `0x${string}`;

const bytesOf = (hash: Hash): Buffer => Buffer.from(hash.slice(2), "hex");

/** Hashes the parts with SHA-256. */
export function sha256(...parts: Uint8Array[]): Hash {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return `0x${hash.digest("hex")}`;
}

/** Returns the RFC 9162 leaf hash of an entry. */
export const hashLeaf = (entry: Uint8Array): Hash => sha256(Uint8Array.of(0), entry);

/** Returns the RFC 9162 hash of an inner node. */
export const hashNode = (left: Hash, right: Hash): Hash =>
  sha256(Uint8Array.of(1), bytesOf(left), bytesOf(right));

/** Returns the largest power of two below `count`; RFC 9162 section 2.1.1 calls it k. */
function split(count: number): number {
  let k = 1;
  while (k * 2 < count) k *= 2;
  return k;
}

/**
 * A tree by the recursive definitions of RFC 9162, slow and plain: what the contracts are held against.
 * Ranges are half open. Hashes of ranges are remembered, so that many proofs of one tree stay cheap.
 */
export class ReferenceTree {
  readonly #leaves: readonly Hash[];
  readonly #known = new Map<string, Hash>();

  constructor(leaves: readonly Hash[]) {
    this.#leaves = leaves;
  }

  /** Builds a tree whose entries are the decimal indices. */
  static ofSize(size: number, salt = ""): ReferenceTree {
    return new ReferenceTree(Array.from({ length: size }, (_, i) => hashLeaf(Buffer.from(`${salt}${i}`))));
  }

  /** Returns the leaf hash at `index`. */
  leaf(index: number): Hash {
    return this.#leaves[index] as Hash;
  }

  /** Returns the root of the first `size` leaves, at least one (section 2.1.1). */
  root(size: number = this.#leaves.length): Hash {
    return this.#range(0, size);
  }

  /** Returns the audit path of `index` in the first `size` leaves (section 2.1.3.1). */
  inclusion(index: number, size: number = this.#leaves.length): Hash[] {
    return this.#path(index, 0, size);
  }

  /** Returns the consistency proof from `first` to `second` leaves (section 2.1.4.1). */
  consistency(first: number, second: number): Hash[] {
    return first === second ? [] : this.#subProof(first, 0, second, true);
  }

  #range(from: number, to: number): Hash {
    if (to - from === 1) return this.leaf(from);
    const key = `${from}-${to}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const middle = from + split(to - from);
    const hash = hashNode(this.#range(from, middle), this.#range(middle, to));
    this.#known.set(key, hash);
    return hash;
  }

  #path(index: number, from: number, to: number): Hash[] {
    if (to - from === 1) return [];
    const middle = from + split(to - from);
    return index < middle
      ? [...this.#path(index, from, middle), this.#range(middle, to)]
      : [...this.#path(index, middle, to), this.#range(from, middle)];
  }

  #subProof(first: number, from: number, to: number, complete: boolean): Hash[] {
    if (first === to) return complete ? [] : [this.#range(from, to)];
    const middle = from + split(to - from);
    return first <= middle
      ? [...this.#subProof(first, from, middle, complete), this.#range(middle, to)]
      : [...this.#subProof(first, middle, to, false), this.#range(from, middle)];
  }
}
