import { LogError } from "./errors.ts";

/** Leaves `start` up to but not including `end`. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** A perfect subtree: the `index`-th node of the row `height` above the leaves. */
export interface TreeNode {
  readonly height: number;
  readonly index: number;
}

/** Largest power of two below `n`; `n` is at least 2 (k of RFC 6962 section 2.1). */
function splitPoint(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Cuts a range that starts at a multiple of its own size's powers into perfect subtrees, left to right. */
export function perfectNodes({ start, end }: LeafRange): TreeNode[] {
  const nodes: TreeNode[] = [];
  let at = start;
  while (at < end) {
    let height = 0;
    while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= end) height++;
    nodes.push({ height, index: at / 2 ** height });
    at += 2 ** height;
  }
  return nodes;
}

/**
 * Names the subtrees whose hashes are the inclusion proof of a leaf, lowest first (RFC 6962 section 2.1.1).
 *
 * @throws LogError `log.bad_range` unless 0 ≤ index < size.
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size)
    throw new LogError("log.bad_range", `There is no leaf ${index} in a tree of ${size}.`, {
      field: "index",
      rule: "0 <= index < size",
    });
  const ranges: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    ranges.push(index < middle ? { start: middle, end } : { start, end: middle });
    [start, end] = index < middle ? [start, middle] : [middle, end];
  }
  return ranges.reverse();
}

/**
 * Names the subtrees whose hashes are the consistency proof between two sizes (RFC 6962 section 2.1.2).
 *
 * @throws LogError `log.bad_range` unless 1 ≤ size1 ≤ size2.
 */
export function consistencyRanges(size1: number, size2: number): LeafRange[] {
  if (!Number.isSafeInteger(size1) || !Number.isSafeInteger(size2) || size1 < 1 || size1 > size2)
    throw new LogError("log.bad_range", `No proof leads from size ${size1} to ${size2}.`, {
      field: "from",
      rule: "1 <= from <= to",
    });
  const ranges: LeafRange[] = [];
  let [start, end] = [0, size2];
  while (size1 !== end) {
    const middle = start + splitPoint(end - start);
    ranges.push(size1 <= middle ? { start: middle, end } : { start, end: middle });
    [start, end] = size1 <= middle ? [start, middle] : [middle, end];
  }
  if (start > 0) ranges.push({ start, end });
  return ranges.reverse();
}
