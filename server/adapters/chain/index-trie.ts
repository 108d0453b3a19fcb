import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, fromHex } from "../../domain/log/bytes.ts";
import { encodeRlp } from "../../domain/log/rlp.ts";
import { indexKey } from "../../domain/log/transaction-proof.ts";

/** A trie as a block commits to its transactions and receipts: each value under the RLP of its index. */
export interface IndexTrie {
  readonly root: Uint8Array;
  /** Nodes from the root down to the value with this index, lower-case hex without prefix. */
  prove(index: number): string[];
}

interface Item {
  /** What is left of the key, a hex digit a character. */
  readonly path: string;
  readonly value: Uint8Array;
}

interface Node {
  readonly rlp: Uint8Array;
  readonly hash: Uint8Array;
  /** By the digits that lead to them. */
  readonly children: ReadonlyMap<string, Node>;
}

const DIGITS = [..."0123456789abcdef"];
const NO_BYTES = new Uint8Array(0);

/** Called between two steps of a long computation; waits when others are to have the thread. */
export type Breathe = () => Promise<void>;

/**
 * Builds the trie from below, so that each node is hashed once: the tries there are for Node take one value after the
 * other and hash the nodes above it every time.
 *
 * @param values At least one, each of 32 bytes or more, as transactions and receipts are: no node stands within its parent.
 */
export async function indexTrie(values: readonly Uint8Array[], breathe: Breathe): Promise<IndexTrie> {
  const items = values.map((value, index) => ({ path: bytesToHex(indexKey(index)), value }));
  const root = await build(items, breathe);
  return { root: root.hash, prove: (index) => walk(root, bytesToHex(indexKey(index))) };
}

async function build(items: readonly Item[], breathe: Breathe): Promise<Node> {
  await breathe();
  const [{ path, value }] = items as readonly [Item];
  if (items.length === 1) return nodeOf([packed(path, true), value], new Map());
  const shared = sharedLength(items);
  return shared > 0 ? extension(items, path.slice(0, shared), breathe) : branch(items, breathe);
}

async function extension(items: readonly Item[], digits: string, breathe: Breathe): Promise<Node> {
  const child = await build(
    items.map((item) => behind(item, digits.length)),
    breathe,
  );
  return nodeOf([packed(digits, false), child.hash], new Map([[digits, child]]));
}

async function branch(items: readonly Item[], breathe: Breathe): Promise<Node> {
  const children = new Map<string, Node>();
  for (const [digit, own] of Map.groupBy(items, ({ path }) => path[0]!)) {
    const left = own.map((item) => behind(item, 1));
    children.set(digit, await build(left, breathe));
  }
  return nodeOf([...DIGITS.map((digit) => children.get(digit)?.hash ?? NO_BYTES), NO_BYTES], children);
}

function nodeOf(fields: readonly Uint8Array[], children: ReadonlyMap<string, Node>): Node {
  const rlp = encodeRlp(fields);
  return { rlp, hash: keccak_256(rlp), children };
}

function walk({ rlp, children }: Node, path: string): string[] {
  const next = [...children].find(([digits]) => path.startsWith(digits));
  return [bytesToHex(rlp), ...(next === undefined ? [] : walk(next[1], path.slice(next[0].length)))];
}

const behind = ({ path, value }: Item, digits: number): Item => ({ path: path.slice(digits), value });

function sharedLength([first, ...others]: readonly Item[]): number {
  let length = 0;
  while (others.every(({ path }) => path[length] === first!.path[length])) length++;
  return length;
}

/** Hex-prefix encoding: the flag says whether it is a leaf, and whether the number of digits is odd. */
function packed(path: string, isLeaf: boolean): Uint8Array {
  const flag = isLeaf ? 2 : 0;
  return fromHex(path.length % 2 === 1 ? `${flag + 1}${path}` : `${flag}0${path}`, "path");
}
