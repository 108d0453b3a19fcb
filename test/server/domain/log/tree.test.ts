import { expect } from "chai";
import fc from "fast-check";
import { EMPTY_ROOT, leafHash, nodeHash } from "../../../../server/domain/log/hash.ts";
import { verifyConsistency, verifyInclusion } from "../../../../server/domain/log/proofs.ts";
import { consistencyRanges, inclusionRanges } from "../../../../server/domain/log/ranges.ts";
import type { TileId } from "../../../../server/domain/log/tiles.ts";
import { hashRange, tilesOf, tileWidth } from "../../../../server/domain/log/tiles.ts";
import type { Tile } from "../../../../server/domain/log/tree.ts";
import { edgeTiles, TreeEdge } from "../../../../server/domain/log/tree.ts";

/** Word for word the recursion of RFC 6962 section 2.1. */
function rootByDefinition(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(rootByDefinition(leaves.slice(0, k)), rootByDefinition(leaves.slice(k)));
}

const LEAVES = Array.from({ length: 1200 }, (_, i) => leafHash(Uint8Array.of(i >> 8, i & 255)));
const key = ({ level, index }: TileId): string => `${level}/${index}`;

/** A store of tiles as a database keeps them: the newest state of each. */
function grow(sizes: readonly number[]): { tiles: Map<string, Tile>; root: Uint8Array } {
  const tiles = new Map<string, Tile>();
  let edge = new TreeEdge();
  for (const size of sizes) {
    // A new edge each time: what a restarted sequencer does.
    edge = new TreeEdge(
      edge.size,
      edgeTiles(edge.size).map((id) => tiles.get(key(id))!),
    );
    while (edge.size < size) edge.append(LEAVES[edge.size]!);
    for (const tile of edge.takeChanged()) tiles.set(key(tile), tile);
  }
  return { tiles, root: edge.root() };
}

const sizes = fc.uniqueArray(fc.integer({ min: 1, max: LEAVES.length }), { minLength: 1, maxLength: 6 });

describe("TreeEdge", () => {
  it("reaches the root RFC 6962 defines, however the appends are cut into batches and restarts", () => {
    fc.assert(
      fc.property(sizes, (cuts) => {
        const ordered = cuts.sort((a, b) => a - b);
        const expected = rootByDefinition(LEAVES.slice(0, ordered.at(-1)));
        expect(grow(ordered).root).to.deep.equal(expected);
      }),
      { numRuns: 40 },
    );
  });

  it("gives the root of nothing as SHA-256 of nothing", () => {
    expect(Buffer.from(new TreeEdge().root()).toString("hex")).to.equal(
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
  });

  it("refuses to go on from an edge with a tile missing", () => {
    expect(() => new TreeEdge(3, []))
      .to.throw()
      .with.property("code", "log.bad_tile");
  });
});

describe("proofs from tiles", () => {
  const { tiles } = grow([1200]);
  const source = (id: TileId) => tiles.get(key(id))?.hashes;

  it("prove any leaf under any later size", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1200 }), fc.nat(), (size, pick) => {
        const index = pick % size;
        const proof = inclusionRanges(index, size).map((range) => hashRange(range, source));
        const claim = { index, size, leafHash: LEAVES[index]!, proof };
        expect(verifyInclusion(claim, rootByDefinition(LEAVES.slice(0, size)))).to.equal(true);
        expect(
          verifyInclusion({ ...claim, index: index + 1 }, rootByDefinition(LEAVES.slice(0, size))),
        ).to.equal(false);
      }),
      { numRuns: 60 },
    );
  });

  it("prove any size to begin with any smaller one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1200 }), fc.nat(), (size2, pick) => {
        const size1 = 1 + (pick % size2);
        const proof = consistencyRanges(size1, size2).map((range) => hashRange(range, source));
        const [root1, root2] = [size1, size2].map((size) => rootByDefinition(LEAVES.slice(0, size)));
        expect(verifyConsistency({ size1, size2, root1: root1!, root2: root2!, proof })).to.equal(true);
      }),
      { numRuns: 60 },
    );
  });

  it("read at most two tiles a level, also at ten million leaves", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), (index) => {
        const perLevel = new Map<number, number>();
        for (const tile of tilesOf(inclusionRanges(index, 10_000_000)))
          perLevel.set(tile.level, (perLevel.get(tile.level) ?? 0) + 1);
        expect(Math.max(...perLevel.values())).to.be.at.most(2);
      }),
    );
  });

  it("refuse a leaf or a size that is not there", () => {
    for (const [index, size] of [
      [-1, 3],
      [3, 3],
      [0, 0],
      [0.5, 3],
    ] as const)
      expect(() => inclusionRanges(index, size))
        .to.throw()
        .with.property("code", "log.bad_range");
    for (const [from, to] of [
      [0, 3],
      [4, 3],
      [1.5, 3],
    ] as const)
      expect(() => consistencyRanges(from, to))
        .to.throw()
        .with.property("code", "log.bad_range");
  });

  it("leave the tiles they are read from as they were, Node's buffers too", () => {
    const tile = Buffer.from(tiles.get("0/0")!.hashes);
    const before = Buffer.from(tile);
    hashRange({ start: 0, end: 200 }, () => tile);
    expect(tile.equals(before)).to.equal(true);
  });

  it("name a tile's width at each size of the log", () => {
    const widths = [0, 1, 256, 300, 512].map((size) => tileWidth({ level: 0, index: 1 }, size));
    expect(widths).to.deep.equal([0, 0, 0, 44, 256]);
  });
});
