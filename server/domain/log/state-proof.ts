/** Proofs of `eth_getProof` (EIP-1186): what a contract had in a storage slot, under the state root of a block header. */
import { keccak_256 } from "@noble/hashes/sha3.js";
import { uintWord } from "./abi.ts";
import { concatBytes, equalBytes, fromHex, fromPrefixedHex, readUint } from "./bytes.ts";
import { LogError } from "./errors.ts";
import { decodeRlp, encodeRlp, type Rlp } from "./rlp.ts";

const BRANCH_ITEMS = 17;
const ACCOUNT_ITEMS = 4;
const STORAGE_ROOT = 2;

/** Slot of the mapping of roots and of that of keys in `EvidenceLog`, which nobody can upgrade. */
const ROOTS_SLOT = 0;
const KEYS_SLOT = 7;

/** Storage slot of `EvidenceLog.rootAt`. */
export function rootSlot(logId: Uint8Array, size: number, anchoredAt: number): Uint8Array {
  const perLog = mapped(logId, uintWord(ROOTS_SLOT));
  return mapped(uintWord(anchoredAt), mapped(uintWord(size), perLog));
}

/** Storage slot of `EvidenceLog.keyActiveAt`. */
export function keySlot(logId: Uint8Array, use: "checkpoint" | "promise", key: string): Uint8Array {
  const perLog = mapped(logId, uintWord(KEYS_SLOT));
  const address = concatBytes(new Uint8Array(12), fromPrefixedHex(key.toLowerCase(), "key", 20));
  return mapped(address, mapped(uintWord(use === "checkpoint" ? 0 : 1), perLog));
}

const mapped = (key: Uint8Array, slot: Uint8Array): Uint8Array => keccak_256(concatBytes(key, slot));

/**
 * Reads the storage root of a contract from its account proof.
 *
 * @param proof RLP nodes from the state root down, lower-case hex without prefix.
 * @returns Null when the proof shows that there is no such account.
 * @throws LogError `log.bad_proof` when it does not lead from the state root.
 */
export function storageRootOf(
  stateRoot: Uint8Array,
  contract: string,
  proof: readonly string[],
): Uint8Array | null {
  const key = keccak_256(fromPrefixedHex(contract, "contract", 20));
  const account = readTrie(stateRoot, key, proof);
  if (account === null) return null;
  const fields = decodeRlp(account);
  const root = isList(fields) && fields.length === ACCOUNT_ITEMS ? fields[STORAGE_ROOT] : undefined;
  if (!(root instanceof Uint8Array) || root.length !== 32) throw bad("the account is none");
  return root;
}

/**
 * Reads a storage slot from its proof; zero where the proof shows the slot empty.
 *
 * @throws LogError `log.bad_proof`.
 */
export function storageValue(storageRoot: Uint8Array, slot: Uint8Array, proof: readonly string[]): bigint {
  const value = readTrie(storageRoot, keccak_256(slot), proof);
  if (value === null) return 0n;
  const bytes = decodeRlp(value);
  if (!(bytes instanceof Uint8Array) || bytes.length > 32) throw bad("the slot holds no word");
  return readUint(bytes);
}

/** Walks from the root to the key; every node has to hash to what its parent says. */
function readTrie(root: Uint8Array, key: Uint8Array, proof: readonly string[]): Uint8Array | null {
  const path = [...key].flatMap((byte) => [byte >> 4, byte & 15]);
  const nodes = proof.map((node) => fromHex(node, "proof"));
  if (nodes.length === 0) throw bad("it is empty");
  let used = 0;
  const take = (hash: Uint8Array): Rlp => {
    const node = nodes[used++];
    if (node === undefined || !equalBytes(keccak_256(node), hash))
      throw bad("a node is not the one its parent names");
    return decodeRlp(node);
  };
  const found = descend(take(root), path, take);
  if (used !== nodes.length) throw bad("it has nodes that lead nowhere");
  return found;
}

function descend(node: Rlp, path: readonly number[], take: (hash: Uint8Array) => Rlp): Uint8Array | null {
  if (!isList(node)) throw bad("a node is no list");
  if (node.length === BRANCH_ITEMS) return follow(node[path[0]!], path.slice(1), take);
  const [encoded, target] = node;
  if (node.length !== 2 || !(encoded instanceof Uint8Array)) throw bad("a node has another form");
  const { isLeaf, part } = readPart(encoded);
  const fits = part.every((nibble, i) => path[i] === nibble);
  if (!fits || (isLeaf && part.length !== path.length)) return null;
  if (!isLeaf) return follow(target, path.slice(part.length), take);
  if (!(target instanceof Uint8Array)) throw bad("a leaf holds no value");
  return target;
}

/** Goes to a child: by its hash, or within its parent when it is small. Keys have one length, so none ends in a branch. */
function follow(
  child: Rlp | undefined,
  path: readonly number[],
  take: (hash: Uint8Array) => Rlp,
): Uint8Array | null {
  if (child === undefined) throw bad("the path is too short");
  if (isList(child)) {
    if (encodeRlp(child).length >= 32) throw bad("a large node stands within its parent");
    return descend(child, path, take);
  }
  if (child.length === 0) return null;
  if (child.length !== 32) throw bad("a child is no hash");
  return descend(take(child), path, take);
}

function readPart(encoded: Uint8Array): { isLeaf: boolean; part: number[] } {
  const nibbles = [...encoded].flatMap((byte) => [byte >> 4, byte & 15]);
  const [flag = 4] = nibbles;
  if (flag > 3 || (flag % 2 === 0 && nibbles[1] !== 0)) throw bad("a path has no right prefix");
  return { isLeaf: flag >= 2, part: nibbles.slice(flag % 2 === 1 ? 1 : 2) };
}

const isList = (value: Rlp): value is readonly Rlp[] => !(value instanceof Uint8Array);

const bad = (why: string): LogError =>
  new LogError("log.bad_proof", `The state proof does not hold: ${why}.`);
