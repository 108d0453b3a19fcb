/** A live log of another implementation (transparency-dev/tessera), read with our code alone. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import { parseCheckpoint, verifyLogLine } from "../../../../server/domain/log/checkpoint.ts";
import { decodeBundle, encodeBundle } from "../../../../server/domain/log/entry-bundle.ts";
import { leafHash } from "../../../../server/domain/log/hash.ts";
import { verifyConsistency } from "../../../../server/domain/log/proofs.ts";
import { consistencyRanges } from "../../../../server/domain/log/ranges.ts";
import { parseVerifierKey } from "../../../../server/domain/log/signed-note.ts";
import { bundlePath, hashRange, tilePath } from "../../../../server/domain/log/tiles.ts";
import { TreeEdge } from "../../../../server/domain/log/tree.ts";
import { needVectors, vectorPath } from "./vectors.ts";

const file = (path: string): Buffer => readFileSync(vectorPath("tlog/tessera-log", path));
const text = (path: string): string => file(path).toString("utf8");

describe("a log of tessera", () => {
  before(function () {
    needVectors(this, "tlog/tessera-log");
  });

  const checkpoints = () =>
    readdirSync(vectorPath("tlog/tessera-log"))
      .filter((name) => name.startsWith("checkpoint"))
      .map((name) => parseCheckpoint(text(name)))
      .filter((checkpoint) => checkpoint.size > 0);

  it("has checkpoints whose signatures we accept", () => {
    const key = parseVerifierKey(text("verifier-key.txt").trim());
    expect(checkpoints().map((note) => verifyLogLine(note, key))).to.deep.equal(
      checkpoints().map(() => true),
    );
  });

  it("has entry bundles that lead to every one of its roots", () => {
    for (const { size, root } of checkpoints()) {
      const edge = new TreeEdge();
      for (const entry of decodeBundle(file(bundlePath(0, size)))) edge.append(leafHash(entry));
      expect([edge.size, bytesToHex(edge.root())]).to.deep.equal([size, bytesToHex(root)]);
    }
  });

  it("has tiles equal to ours, byte for byte, under the names we give them", () => {
    const edge = new TreeEdge();
    for (const entry of decodeBundle(file(bundlePath(0, 15)))) {
      edge.append(leafHash(entry));
      const path = tilePath({ level: 0, index: 0 }, edge.size);
      if (existsSync(vectorPath("tlog/tessera-log", path)))
        expect(Buffer.from(edge.takeChanged()[0]!.hashes).equals(file(path))).to.equal(true);
    }
  });

  it("has checkpoints that we prove consistent from its tiles", () => {
    const tile = file(tilePath({ level: 0, index: 0 }, 15));
    const newest = checkpoints().find(({ size }) => size === 15)!;
    for (const { size, root } of checkpoints()) {
      const proof = consistencyRanges(size, 15).map((range) => hashRange(range, () => tile));
      const claim = { size1: size, root1: root, size2: 15, root2: newest.root, proof };
      expect(verifyConsistency(claim)).to.equal(true);
    }
  });

  it("has bundles that we pack to the same bytes", () => {
    const bundle = file(bundlePath(0, 15));
    expect(Buffer.from(encodeBundle(decodeBundle(bundle))).equals(bundle)).to.equal(true);
  });
});
