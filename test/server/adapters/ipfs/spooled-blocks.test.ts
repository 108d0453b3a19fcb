import { join } from "node:path";
import { expect } from "chai";
import { openEmbeddedBlocks } from "../../../../server/adapters/ipfs/embedded-blocks.ts";
import type { ExportableBlocks } from "../../../../server/adapters/ipfs/exportable-blocks.ts";
import { openKuboBlocks } from "../../../../server/adapters/ipfs/kubo-blocks.ts";
import { openSpooledBlocks, type SpooledBlocks } from "../../../../server/adapters/ipfs/spooled-blocks.ts";
import { tempDir } from "../../../support/temp-dir.ts";
import { codeOf, describeBlocks, readAll, sampleBytes } from "./blocks-contract.ts";

const MIB = 1024 * 1024;
/** Nothing listens there: a node that is down. */
const DOWN = "http://127.0.0.1:9";

describe("documents waiting for a node", () => {
  let folder: string;
  let node: ExportableBlocks;
  let blocks: SpooledBlocks;

  beforeEach(async () => {
    folder = tempDir();
    node = await openEmbeddedBlocks(join(folder, "node"));
    blocks = await openSpooledBlocks(node, join(folder, "spool"));
  });

  describeBlocks(() => blocks);

  it("are taken and read while the node is down, also after a restart", async () => {
    const bytes = sampleBytes(2 * MIB + 9, 41);
    const down = await openSpooledBlocks(openKuboBlocks(DOWN), join(folder, "spool"));
    const { cid } = await down.put(bytes);

    const again = await openSpooledBlocks(openKuboBlocks(DOWN), join(folder, "spool"));

    expect(await readAll(again.get(cid))).to.deep.equal(bytes);
    expect(await again.waiting()).to.equal(1);
    expect(await codeOf(() => again.forward(10))).to.not.equal("no error");
    expect(await again.waiting()).to.equal(1);
  });

  it("go to the node under the same address once it answers, and are then read from there", async () => {
    const bytes = sampleBytes(2 * MIB + 9, 42);
    const { cid } = await blocks.put(bytes);

    expect(await blocks.forward(10)).to.equal(1);

    expect([await node.has(cid), await blocks.waiting()]).to.deep.equal([true, 0]);
    expect(await readAll(blocks.get(cid))).to.deep.equal(bytes);
  });

  it("are not forwarded once they were taken back", async () => {
    const { cid } = await blocks.put(sampleBytes(900, 43));
    await blocks.unpin(cid);

    expect(await blocks.forward(10)).to.equal(0);
    expect(await node.has(cid)).to.equal(false);
  });

  it("are taken back from the node when they have gone there", async () => {
    const { cid } = await blocks.put(sampleBytes(900, 44));
    await blocks.forward(10);
    await blocks.unpin(cid);

    expect(await node.has(cid)).to.equal(false);
  });

  it("are not kept by the node when they were erased on their way there", async () => {
    const put: ExportableBlocks["put"] = async (content) => {
      const kept = await node.put(content);
      await blocks.unpin(kept.cid);
      return kept;
    };
    // As a node that tells of a pin only once it has answered.
    const slow = await openSpooledBlocks({ ...node, put, has: async () => false }, join(folder, "spool"));
    const { cid } = await blocks.put(sampleBytes(900, 45));
    blocks = slow;
    await slow.forward(10);

    expect(await node.has(cid)).to.equal(false);
  });

  it("stay pinned where two processes forward them at the same time", async () => {
    let puts = 0;
    let both: () => void = () => {};
    const together = new Promise<void>((resolve) => {
      both = resolve;
    });
    const put: ExportableBlocks["put"] = async (content) => {
      const kept = await node.put(content);
      if (++puts === 2) both();
      await together;
      return kept;
    };
    const openers = await Promise.all(
      [1, 2].map(() => openSpooledBlocks({ ...node, put }, join(folder, "spool"))),
    );
    const { cid } = await blocks.put(sampleBytes(900, 49));

    await Promise.all(openers.map((one) => one.forward(10)));

    expect([await node.has(cid), await blocks.waiting()]).to.deep.equal([true, 0]);
  });

  it("go to the node though one before them cannot", async () => {
    const cids = [];
    for (const seed of [46, 47, 48]) cids.push((await blocks.put(sampleBytes(900, seed))).cid);
    const trouble = new Error("the node takes no such document");
    let refused = false;
    const put: ExportableBlocks["put"] = async (content) => {
      if (!refused) {
        refused = true;
        throw trouble;
      }
      return await node.put(content);
    };
    const picky = await openSpooledBlocks({ ...node, put }, join(folder, "spool"));

    expect(await picky.forward(10).catch((error: unknown) => error)).to.equal(trouble);
    expect(await picky.waiting()).to.equal(1);
  });
});
