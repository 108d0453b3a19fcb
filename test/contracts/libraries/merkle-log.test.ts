import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { network } from "hardhat";
import type { MerkleLogHarness } from "../../../types/ethers-contracts/contracts/mocks/MerkleLogHarness.js";
import { type Hash, hashLeaf, hashNode, ReferenceTree } from "../support/reference-tree.ts";

const VECTORS = new URL("../../../../shared/data/vectors/tlog/", import.meta.url).pathname;

interface InclusionCase {
  leafIdx: bigint;
  treeSize: number;
  root: string;
  leafHash: string;
  proof: string[] | null;
  desc: string;
  wantErr: boolean;
}

interface ConsistencyCase {
  size1: number;
  size2: number;
  root1: string;
  root2: string;
  proof: string[] | null;
  desc: string;
  wantErr: boolean;
}

const hex = (base64: string): Hash => `0x${Buffer.from(base64, "base64").toString("hex")}`;
const fits = (...hashes: Hash[]): boolean => hashes.every((hash) => hash.length === 66);

/** Keeps indices like 2^64 - 1 whole, which a number would round. */
function reviveExactly(key: string, value: unknown, context?: { source?: string }): unknown {
  return key === "leafIdx" ? BigInt(context?.source ?? "0") : value;
}

function readCases<T>(kind: string): T[] {
  const folder = join(VECTORS, kind);
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8"), reviveExactly) as T);
}

describe("MerkleLog", () => {
  let library: MerkleLogHarness;

  before(async () => {
    const { ethers } = await network.create();
    library = (await ethers.deployContract("MerkleLogHarness")) as unknown as MerkleLogHarness;
  });

  describe("hashing", () => {
    it("prefixes a leaf with 0x00", async () => {
      const entry = Buffer.from("entry");
      expect(await library.hashLeaf(entry)).to.equal(hashLeaf(entry));
    });

    it("prefixes a node with 0x01 and keeps its order", async () => {
      const [left, right] = [hashLeaf(Buffer.from("l")), hashLeaf(Buffer.from("r"))];
      expect(await library.hashNode(left, right)).to.equal(hashNode(left, right));
    });
  });

  describe("third-party cases", () => {
    before(function () {
      if (existsSync(VECTORS)) return;
      console.log("      no third-party cases beside this checkout: skipped");
      this.skip();
    });

    it("agrees on every inclusion case that fits bytes32", async () => {
      let ran = 0;
      for (const c of readCases<InclusionCase>("inclusion")) {
        const [leaf, root, proof] = [hex(c.leafHash), hex(c.root), (c.proof ?? []).map(hex)];
        if (!fits(leaf, root, ...proof)) continue;
        expect(await library.isIncluded(leaf, c.leafIdx, c.treeSize, root, proof), c.desc).to.equal(
          !c.wantErr,
        );
        ran += 1;
      }
      expect(ran).to.be.greaterThan(45);
    });

    it("agrees on every consistency case that fits bytes32", async () => {
      let ran = 0;
      for (const c of readCases<ConsistencyCase>("consistency")) {
        const [older, newer, proof] = [hex(c.root1), hex(c.root2), (c.proof ?? []).map(hex)];
        if (!fits(older, newer, ...proof)) continue;
        const verdict = await library.isConsistent(c.size1, c.size2, older, newer, proof);
        expect(verdict, `${c.desc} ${c.size1} ${c.size2}`).to.equal(!c.wantErr);
        ran += 1;
      }
      expect(ran).to.be.greaterThan(50);
    });
  });

  describe("generated trees", () => {
    const MAX = 20;
    const tree = ReferenceTree.ofSize(MAX);

    it("accepts each leaf of each small tree at its own index only", async () => {
      for (let size = 1; size <= MAX; size += 3) {
        for (let index = 0; index < size; index += 1) {
          const proof = tree.inclusion(index, size);
          const [leaf, root] = [tree.leaf(index), tree.root(size)];
          expect(await library.isIncluded(leaf, index, size, root, proof)).to.equal(true);
          expect(await library.isIncluded(leaf, (index + 1) % (size + 1), size, root, proof)).to.equal(false);
        }
      }
    });

    it("accepts each older size of each small tree", async () => {
      for (let second = 1; second <= MAX; second += 3) {
        for (let first = 1; first <= second; first += 1) {
          const proof = tree.consistency(first, second);
          const verdict = await library.isConsistent(
            first,
            second,
            tree.root(first),
            tree.root(second),
            proof,
          );
          expect(verdict, `${first} to ${second}`).to.equal(true);
        }
      }
    });

    it("refuses a proof with a hash too many, too few or altered", async () => {
      const [first, second] = [6, 19];
      const good = tree.consistency(first, second);
      const spoiled = [
        good.slice(1),
        good.slice(0, -1),
        [...good, tree.leaf(0)],
        [tree.leaf(0), ...good.slice(1)],
      ];
      for (const proof of spoiled) {
        const verdict = await library.isConsistent(first, second, tree.root(first), tree.root(second), proof);
        expect(verdict).to.equal(false);
      }
    });

    it("refuses an inner node shown as a leaf of the same tree", async () => {
      const size = 8;
      const inner = hashNode(tree.leaf(2), tree.leaf(3));
      const proof = tree.inclusion(2, size).slice(1);
      for (const index of [1, 2, 3]) {
        expect(await library.isIncluded(inner, index, size, tree.root(size), proof)).to.equal(false);
      }
    });

    it("proves nothing of an empty tree", async () => {
      expect(await library.isConsistent(0, 3, tree.root(1), tree.root(3), [])).to.equal(false);
      expect(await library.isIncluded(tree.leaf(0), 0, 0, tree.root(1), [])).to.equal(false);
    });
  });
});
