/**
 * Proofs of a Merkle Patricia trie (Ethereum yellow paper, appendix D) whose keys never begin one another: hashes, which
 * have one length, or the RLP of a number.
 */
import { keccak_256 } from "@noble/hashes/sha3.js";
import { equalBytes, fromHex } from "./bytes.ts";
import { LogError } from "./errors.ts";
import { decodeRlp, encodeRlp, isList, type Rlp } from "./rlp.ts";

const BRANCH_ITEMS = 17;

/**
 * The root that a proof leads from: whatever it shows, it shows under this root alone.
 *
 * @throws LogError `log.bad_proof` for a proof without nodes.
 */
export function rootOfProof([first]: readonly string[]): Uint8Array {
  if (first === undefined) throw badProof("it is empty");
  return keccak_256(fromHex(first, "proof"));
}

/**
 * Walks from the root to the key; every node has to hash to what its parent says.
 *
 * @param proof RLP nodes from the root down, lower-case hex without prefix.
 * @returns Null when the proof shows that the trie has no such key.
 * @throws LogError `log.bad_proof` when it does not lead from the root, or has nodes it does not need.
 */
export function readTrie(root: Uint8Array, key: Uint8Array, proof: readonly string[]): Uint8Array | null {
  const path = [...key].flatMap((byte) => [byte >> 4, byte & 15]);
  const nodes = proof.map((node) => fromHex(node, "proof"));
  if (nodes.length === 0) throw badProof("it is empty");
  let used = 0;
  const take = (hash: Uint8Array): Rlp => {
    const node = nodes[used++];
    if (node === undefined || !equalBytes(keccak_256(node), hash))
      throw badProof("a node is not the one its parent names");
    return decodeRlp(node);
  };
  const found = descend(take(root), path, take);
  if (used !== nodes.length) throw badProof("it has nodes that lead nowhere");
  return found;
}

function descend(node: Rlp, path: readonly number[], take: (hash: Uint8Array) => Rlp): Uint8Array | null {
  if (!isList(node)) throw badProof("a node is no list");
  if (node.length === BRANCH_ITEMS) return follow(node[path[0]!], path.slice(1), take);
  const [encoded, target] = node;
  if (node.length !== 2 || !(encoded instanceof Uint8Array)) throw badProof("a node has another form");
  const { isLeaf, part } = readPart(encoded);
  const fits = part.every((nibble, i) => path[i] === nibble);
  if (!fits || (isLeaf && part.length !== path.length)) return null;
  if (!isLeaf) return follow(target, path.slice(part.length), take);
  if (!(target instanceof Uint8Array)) throw badProof("a leaf holds no value");
  return target;
}

/** Goes to a child: by its hash, or within its parent when it is small. No key begins another, so none ends in a branch. */
function follow(
  child: Rlp | undefined,
  path: readonly number[],
  take: (hash: Uint8Array) => Rlp,
): Uint8Array | null {
  if (child === undefined) throw badProof("the path is too short");
  if (isList(child)) {
    if (encodeRlp(child).length >= 32) throw badProof("a large node stands within its parent");
    return descend(child, path, take);
  }
  if (child.length === 0) return null;
  if (child.length !== 32) throw badProof("a child is no hash");
  return descend(take(child), path, take);
}

function readPart(encoded: Uint8Array): { isLeaf: boolean; part: number[] } {
  const nibbles = [...encoded].flatMap((byte) => [byte >> 4, byte & 15]);
  const [flag = 4] = nibbles;
  if (flag > 3 || (flag % 2 === 0 && nibbles[1] !== 0)) throw badProof("a path has no right prefix");
  return { isLeaf: flag >= 2, part: nibbles.slice(flag % 2 === 1 ? 1 : 2) };
}

export const badProof = (why: string): LogError =>
  new LogError("log.bad_proof", `The proof does not hold: ${why}.`);
