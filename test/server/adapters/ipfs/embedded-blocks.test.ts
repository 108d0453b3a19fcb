import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { CID } from "multiformats/cid";
import { openEmbeddedBlocks } from "../../../../server/adapters/ipfs/embedded-blocks.ts";
import type { ExportableBlocks } from "../../../../server/adapters/ipfs/exportable-blocks.ts";
import { tempDir } from "../../../support/temp-dir.ts";
import { codeOf, describeBlocks, readAll, sampleBytes } from "./blocks-contract.ts";

const MIB = 1024 * 1024;

describe("embedded document blocks", () => {
  let folder: string;
  let blocks: ExportableBlocks;

  beforeEach(async () => {
    folder = tempDir();
    blocks = await openEmbeddedBlocks(folder);
  });

  describeBlocks(() => blocks);

  it("finds everything again after it is opened anew", async () => {
    const bytes = sampleBytes(2 * MIB, 21);
    const { cid } = await blocks.put(bytes);

    const again = await openEmbeddedBlocks(folder);

    expect(await again.has(cid)).to.equal(true);
    expect(await readAll(again.get(cid))).to.deep.equal(bytes);
  });

  it("refuses to return a block that was altered on disk", async () => {
    const { cid } = await blocks.put(sampleBytes(5000, 22));
    flipOneBit(largestFile(folder));

    expect(await codeOf(() => readAll(blocks.get(cid)))).to.equal("blocks.altered");
  });

  it("refuses to return a long document of which one piece was altered", async () => {
    const { cid } = await blocks.put(sampleBytes(2 * MIB + 9, 23));
    flipOneBit(largestFile(folder));

    expect(await codeOf(() => readAll(blocks.get(cid)))).to.equal("blocks.altered");
    expect(await codeOf(() => readAll(blocks.exportCar(cid)))).to.equal("blocks.altered");
  });

  it("names a block that is gone", async () => {
    const { cid } = await blocks.put(sampleBytes(2 * MIB + 9, 24));
    rmSync(largestFile(folder));

    expect(await codeOf(() => readAll(blocks.get(cid)))).to.equal("blocks.missing");
  });

  it("repairs a lost or altered block from another copy, and reports it", async () => {
    const bytes = sampleBytes(2 * MIB + 9, 27);
    const copy = await openEmbeddedBlocks(tempDir());
    const told: boolean[] = [];
    const mirror = {
      fetch: async (cid: CID) => await copy.block(cid.toString()).catch(() => null),
      onRepair: (_cid: string, repaired: boolean) => told.push(repaired),
    };
    const { cid } = await blocks.put(bytes);
    await copy.put(bytes);
    flipOneBit(largestFile(folder));

    const mirrored = await openEmbeddedBlocks(folder, mirror);
    const read = await readAll(mirrored.get(cid));

    expect(read).to.deep.equal(bytes);
    expect(told).to.deep.equal([true]);
    expect(await readAll(blocks.get(cid))).to.deep.equal(bytes);
  });

  it("reports a lost block that no copy has either", async () => {
    const told: boolean[] = [];
    const mirror = {
      fetch: async () => null,
      onRepair: (_cid: string, repaired: boolean) => told.push(repaired),
    };
    const { cid } = await blocks.put(sampleBytes(5000, 28));
    rmSync(largestFile(folder));

    const mirrored = await openEmbeddedBlocks(folder, mirror);

    expect(await codeOf(() => readAll(mirrored.get(cid)))).to.equal("blocks.missing");
    expect(told).to.deep.equal([false]);
  });

  it("mends an altered block when the document is put again", async () => {
    const bytes = sampleBytes(5000, 25);
    const { cid } = await blocks.put(bytes);
    flipOneBit(largestFile(folder));

    await blocks.put(bytes);

    expect(await readAll(blocks.get(cid))).to.deep.equal(bytes);
  });

  it("keeps nothing of a long document whose hand-in broke off", async () => {
    const bytes = sampleBytes(2 * MIB + 9, 26);
    async function* broken() {
      yield bytes.subarray(0, MIB + 1);
      throw new Error("connection lost");
    }

    await codeOf(() => blocks.put(broken()));

    expect(filesIn(folder)).to.deep.equal([]);
  });

  it("leaves no partial files behind", async () => {
    await Promise.all([1, 2, 3, 4].map((seed) => blocks.put(sampleBytes(70_000, seed % 2))));

    expect(filesIn(folder).filter((file) => file.endsWith(".new"))).to.deep.equal([]);
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function largestFile(folder: string): string {
  const [largest] = filesIn(folder).sort((a, b) => statSync(b).size - statSync(a).size);
  if (largest === undefined) throw new Error(`no file in ${folder}`);
  return largest;
}

function flipOneBit(file: string): void {
  const bytes = readFileSync(file);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}
