/** A small Merkle Patricia trie, built with ethers alone, so that our reader is not tested against itself. */
import { concat, encodeRlp, hexlify, keccak256 } from "ethers";

/** RLP of the value under each key; keys are 32-byte hashes as `0x` hex. */
export type Items = ReadonlyMap<string, string>;

export interface Trie {
  /** `0x` hex. */
  readonly root: string;
  /** Nodes from the root down to a key of the trie, hex without prefix. */
  prove(key: string): string[];
}

interface Item {
  /** What is left of the key, a hex digit a character. */
  readonly path: string;
  readonly value: string;
}

interface Node {
  readonly rlp: string;
  /** By the digits that lead to them. */
  readonly children: ReadonlyMap<string, Node>;
}

/** @param items At least one. Every node takes 32 bytes or more, as nodes near the root do when keys are hashes. */
export function trieOf(items: Items): Trie {
  const root = build([...items].map(([key, value]) => ({ path: key.slice(2), value })));
  return { root: keccak256(root.rlp), prove: (key) => walk(root, key.slice(2)) };
}

function build(items: readonly Item[]): Node {
  const [{ path, value }] = items as readonly [Item];
  if (items.length === 1) return { rlp: encodeRlp([packed(path, true), value]), children: new Map() };
  const shared = sharedLength(items.map((item) => item.path));
  return shared > 0 ? extension(items, path.slice(0, shared)) : branch(items);
}

function extension(items: readonly Item[], prefix: string): Node {
  const child = build(items.map((item) => cut(item, prefix.length)));
  const rlp = encodeRlp([packed(prefix, false), keccak256(child.rlp)]);
  return { rlp, children: new Map([[prefix, child]]) };
}

function branch(items: readonly Item[]): Node {
  const byDigit = Map.groupBy(items, ({ path }) => path[0]!);
  const children = new Map(
    [...byDigit].map(([digit, own]) => [digit, build(own.map((item) => cut(item, 1)))]),
  );
  const hashes = [..."0123456789abcdef"].map((digit) => {
    const child = children.get(digit);
    return child === undefined ? "0x" : keccak256(child.rlp);
  });
  return { rlp: encodeRlp([...hashes, "0x"]), children };
}

function walk({ rlp, children }: Node, path: string): string[] {
  const next = [...children].find(([digits]) => path.startsWith(digits));
  const rest = next === undefined ? [] : walk(next[1], path.slice(next[0].length));
  return [rlp.slice(2), ...rest];
}

const cut = ({ path, value }: Item, digits: number): Item => ({ path: path.slice(digits), value });

function sharedLength(paths: readonly string[]): number {
  let length = 0;
  while (paths.every((path) => path[length] === paths[0]![length])) length++;
  return length;
}

/** Hex-prefix encoding: the flag says whether it is a leaf, and whether the number of digits is odd. */
function packed(path: string, isLeaf: boolean): string {
  const flag = isLeaf ? 2 : 0;
  return path.length % 2 === 1 ? `0x${flag + 1}${path}` : `0x${flag}0${path}`;
}

/** RLP of an account whose storage has this root. */
export const accountOf = (storageRoot: string): string =>
  encodeRlp(["0x01", "0x", storageRoot, keccak256(concat(["0x60", "0x80"]))]);

/** RLP of a storage slot's word, without leading zeros. */
export function wordOf(value: bigint): string {
  const hex = value.toString(16);
  return encodeRlp(hexlify(`0x${hex.length % 2 === 1 ? "0" : ""}${hex}`));
}
