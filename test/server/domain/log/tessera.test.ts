/** A live log of another implementation (transparency-dev/tessera), read with our code alone. */
import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import { parseCheckpoint, verifyLogLine } from "../../../../server/domain/log/checkpoint.ts";
import { decodeBundle, encodeBundle } from "../../../../server/domain/log/entry-bundle.ts";
import { EMPTY_ROOT, leafHash } from "../../../../server/domain/log/hash.ts";
import { verifyConsistency } from "../../../../server/domain/log/proofs.ts";
import { consistencyRanges } from "../../../../server/domain/log/ranges.ts";
import { parseVerifierKey } from "../../../../server/domain/log/signed-note.ts";
import { bundlePath, hashRange, tilePath } from "../../../../server/domain/log/tiles.ts";
import { TreeEdge } from "../../../../server/domain/log/tree.ts";
import { needVectors, vectorPath } from "./vectors.ts";

const LOG = "tlog/tessera-log";
/** How far the log had grown when it was copied, an entry at a time. */
const SIZE = 15;
const SIZES = Array.from({ length: SIZE }, (_, at) => at + 1);

const file = (path: string): Buffer => readFileSync(vectorPath(LOG, path));
const text = (path: string): string => file(path).toString("utf8");

/** Every file there is below a folder of the log, by the path it is fetched under. */
function filesBelow(folder: string): string[] {
  const entries = readdirSync(vectorPath(LOG, folder), { recursive: true, withFileTypes: true });
  const root = vectorPath(LOG);
  return entries
    .filter((one) => one.isFile())
    .map((one) => `${one.parentPath.slice(root.length + 1)}/${one.name}`);
}

describe("a log of tessera", () => {
  before(function () {
    needVectors(this, LOG);
  });

  const checkpointOf = (size: number) => parseCheckpoint(text(`checkpoint.${size}`));

  it("has a checkpoint of each size from none on, and a newest one, whose signatures we accept", () => {
    const key = parseVerifierKey(text("verifier-key.txt").trim());
    const names = readdirSync(vectorPath(LOG)).filter((name) => name.startsWith("checkpoint"));
    expect(names).to.have.length(SIZE + 2);
    for (const name of names) expect(verifyLogLine(parseCheckpoint(text(name)), key), name).to.equal(true);
    expect([0, ...SIZES].map((size) => checkpointOf(size).size)).to.deep.equal([0, ...SIZES]);
    expect(text("checkpoint")).to.equal(text(`checkpoint.${SIZE}`));
  });

  it("begins with the root of no entry", () => {
    expect(bytesToHex(checkpointOf(0).root)).to.equal(bytesToHex(EMPTY_ROOT));
    expect(bytesToHex(new TreeEdge().root())).to.equal(bytesToHex(EMPTY_ROOT));
  });

  it("has entry bundles that lead to every one of its roots", () => {
    for (const size of SIZES) {
      const edge = new TreeEdge();
      for (const entry of decodeBundle(file(bundlePath(0, size)))) edge.append(leafHash(entry));
      expect([edge.size, bytesToHex(edge.root())]).to.deep.equal([size, bytesToHex(checkpointOf(size).root)]);
    }
  });

  it("has no tile that is not ours, byte for byte, under the name we give it", () => {
    const edge = new TreeEdge();
    const ours = decodeBundle(file(bundlePath(0, SIZE))).map((entry) => {
      edge.append(leafHash(entry));
      const path = tilePath({ level: 0, index: 0 }, edge.size);
      expect(Buffer.from(edge.takeChanged()[0]!.hashes).equals(file(path)), path).to.equal(true);
      return path;
    });
    expect(ours.toSorted()).to.deep.equal(filesBelow("tile/0").toSorted());
    expect(ours).to.have.length(SIZE);
  });

  it("has checkpoints that we prove consistent from its tiles", () => {
    const tile = file(tilePath({ level: 0, index: 0 }, SIZE));
    const newest = checkpointOf(SIZE);
    for (const size of SIZES) {
      const proof = consistencyRanges(size, SIZE).map((range) => hashRange(range, () => tile));
      const claim = { size1: size, root1: checkpointOf(size).root, size2: SIZE, root2: newest.root, proof };
      expect(verifyConsistency(claim), `from ${size}`).to.equal(true);
      expect(
        verifyConsistency({ ...claim, root1: checkpointOf(size - 1).root }),
        `not from ${size - 1}`,
      ).to.equal(false);
    }
  });

  it("has no bundle that we do not pack to the same bytes", () => {
    const paths = SIZES.map((size) => bundlePath(0, size));
    expect(paths.toSorted()).to.deep.equal(filesBelow("tile/entries").toSorted());
    for (const path of paths)
      expect(Buffer.from(encodeBundle(decodeBundle(file(path)))).equals(file(path)), path).to.equal(true);
  });
});
