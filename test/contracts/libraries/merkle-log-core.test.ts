import { expect } from "chai";
import { consistencyRanges, inclusionRanges, type LeafRange } from "../../../server/domain/log/ranges.ts";
import { hashRange, type TileId } from "../../../server/domain/log/tiles.ts";
import { TreeEdge } from "../../../server/domain/log/tree.ts";
import type { MerkleLogHarness } from "../../../types/ethers-contracts/contracts/mocks/MerkleLogHarness.js";
import { ethers } from "../support/evidence-log-fixture.ts";

const LEAVES = 2 ** 20;
const SIZES = [1, 2, 3, 255, 256, 257, 4_095, 65_535, 65_537, 300_001, 1_000_003, LEAVES];

/** Leaf hashes need only differ; hashing them would not test the tree. */
const leafAt = (index: number): Uint8Array => ethers.getBytes(ethers.toBeHex(index + 1, 32));

/** The server's own tree, from its own tiles. */
function growTree() {
  const edge = new TreeEdge();
  for (let index = 0; index < LEAVES; index += 1) edge.append(leafAt(index));
  const tiles = new Map(edge.takeChanged().map((tile) => [`${tile.level}/${tile.index}`, tile.hashes]));
  const source = ({ level, index }: TileId) => tiles.get(`${level}/${index}`);
  const hash = (range: LeafRange) => hashRange(range, source);
  return {
    root: (size: number) => hash({ start: 0, end: size }),
    inclusion: (index: number, size: number) => inclusionRanges(index, size).map(hash),
    consistency: (first: number, second: number) => consistencyRanges(first, second).map(hash),
  };
}

describe("MerkleLog beside the server's tree of 2^20 leaves", () => {
  let library: MerkleLogHarness;
  let tree: ReturnType<typeof growTree>;

  before(async () => {
    library = (await ethers.deployContract("MerkleLogHarness")) as unknown as MerkleLogHarness;
    tree = growTree();
  });

  for (const size of SIZES) {
    it(`accepts its inclusion proofs in ${size} leaves`, async () => {
      const root = tree.root(size);
      for (const index of new Set([0, size >> 1, Math.max(0, size - 2), size - 1])) {
        const proof = tree.inclusion(index, size);
        expect(await library.isIncluded(leafAt(index), index, size, root, proof), `${index}`).to.equal(true);
        expect(await library.isIncluded(leafAt(index + 1), index, size, root, proof), `${index}`).to.equal(
          false,
        );
      }
    });
  }

  it("accepts its consistency proofs between any two of those sizes", async () => {
    for (const [position, first] of SIZES.entries()) {
      for (const second of SIZES.slice(position + 1)) {
        const proof = tree.consistency(first, second);
        const [older, newer] = [tree.root(first), tree.root(second)];
        expect(await library.isConsistent(first, second, older, newer, proof), `${first} ${second}`).to.equal(
          true,
        );
        expect(await library.isConsistent(first, second, newer, older, proof), `${first} ${second}`).to.equal(
          false,
        );
      }
    }
  });
});
