import { join } from "node:path";
import { CarReader } from "@ipld/car";
import { expect } from "chai";
import { sql } from "kysely";
import { blocksWithSmall, spoolWithSmall } from "../../../../server/adapters/ipfs/blocks-with-small.ts";
import { rawCid } from "../../../../server/adapters/ipfs/cid.ts";
import { openEmbeddedBlocks } from "../../../../server/adapters/ipfs/embedded-blocks.ts";
import type { ExportableBlocks } from "../../../../server/adapters/ipfs/exportable-blocks.ts";
import { openSpooledBlocks } from "../../../../server/adapters/ipfs/spooled-blocks.ts";
import { type Database, openDatabase } from "../../../../server/adapters/postgres/database.ts";
import { smallBlocks } from "../../../../server/adapters/postgres/small-blocks.ts";
import type { EvidenceBlocks } from "../../../../server/app/ports.ts";
import { freshDatabase, type TestDatabase } from "../../../support/database.ts";
import { tempDir } from "../../../support/temp-dir.ts";
import { codeOf, describeBlocks, readAll, sampleBytes } from "./blocks-contract.ts";

const SMALL_BYTES = 32 * 1024;

describe("small documents kept as rows", function () {
  this.timeout(60_000);
  let own: TestDatabase;
  let database: Database;
  let files: ExportableBlocks;
  let blocks: ExportableBlocks & EvidenceBlocks;

  before(async () => {
    own = await freshDatabase();
    database = openDatabase(own.url);
  });
  after(async () => {
    await database.close();
    await own.drop();
  });
  beforeEach(async () => {
    files = await openEmbeddedBlocks(tempDir());
    blocks = blocksWithSmall(smallBlocks(database), files);
    await database.kysely.deleteFrom("document_block").execute();
  });

  /** As the transaction that accepts a document writes it. */
  async function keep(bytes: Uint8Array): Promise<string> {
    const cid = rawCid(bytes).toString();
    await database.kysely
      .insertInto("document_block")
      .values({ cid, bytes: Buffer.from(bytes) })
      .execute();
    return cid;
  }
  const alter = (cid: string) =>
    sql`UPDATE document_block SET bytes = '\\x00' WHERE cid = ${cid}`.execute(database.kysely);

  describe("beside the files of larger ones", () => {
    describeBlocks(() => blocks);

    it("have the address any other store would give them, up to the bound", async () => {
      const bytes = sampleBytes(SMALL_BYTES, 51);
      expect(blocks.addressOfSmall(bytes)).to.equal((await files.put(bytes)).cid);
      expect(blocks.addressOfSmall(sampleBytes(SMALL_BYTES + 1))).to.equal(null);
    });

    it("are read, published and exported like any other", async () => {
      const bytes = sampleBytes(1500, 52);
      const cid = await keep(bytes);
      expect(await blocks.has(cid)).to.equal(true);
      expect(await readAll(blocks.get(cid))).to.deep.equal(bytes);
      expect(await blocks.block(cid)).to.deep.equal(bytes);
      for (const car of [blocks.car(cid, "all"), blocks.car(cid, "block"), blocks.exportCar(cid)]) {
        const read = await CarReader.fromBytes(await readAll(car));
        expect((await read.getRoots()).map(String)).to.deep.equal([cid]);
        expect((await read.get(rawCid(bytes)))?.bytes).to.deep.equal(bytes);
      }
    });

    it("are gone once they are taken back, wherever they lay", async () => {
      const bytes = sampleBytes(1500, 53);
      const cid = await keep(bytes);
      await files.put(bytes);
      await blocks.unpin(cid);
      expect(await blocks.has(cid)).to.equal(false);
      expect(await codeOf(() => blocks.block(cid))).to.equal("blocks.missing");
      expect(await codeOf(() => blocks.unpin(cid))).to.equal("blocks.not_pinned");
    });

    it("are never returned altered", async () => {
      const cid = await keep(sampleBytes(1500, 54));
      await alter(cid);
      for (const reading of [
        () => readAll(blocks.get(cid)),
        () => blocks.block(cid),
        () => readAll(blocks.car(cid, "all")),
      ])
        expect(await codeOf(reading)).to.equal("blocks.altered");
    });

    it("are had from the other store where their row was altered", async () => {
      const bytes = sampleBytes(1500, 55);
      const cid = await keep(bytes);
      await alter(cid);
      await files.put(bytes);
      expect(await readAll(blocks.get(cid))).to.deep.equal(bytes);
    });
  });

  describe("before a node", () => {
    it("go to it with the others, and are then read from there", async () => {
      const { node, spool } = await beforeNode();
      const bytes = sampleBytes(1500, 56);
      const cid = await keep(bytes);
      await spool.put(sampleBytes(50_000, 57));
      expect(await spool.waiting()).to.equal(2);

      await spool.forward(10);

      expect(await spool.waiting()).to.equal(0);
      expect(await smallBlocks(database).count()).to.equal(0);
      expect(await readAll(node.get(cid))).to.deep.equal(bytes);
      expect(await readAll(spool.get(cid))).to.deep.equal(bytes);
    });

    it("no more of them at once than asked for", async () => {
      const { spool } = await beforeNode();
      for (let seed = 60; seed < 65; seed++) await keep(sampleBytes(1500, seed));
      expect(await spool.forward(3)).to.equal(3);
      expect(await spool.waiting()).to.equal(2);
    });

    it("stay where they are while they cannot be moved", async () => {
      const cid = await keep(sampleBytes(1500, 58));
      const refuse = async () => {
        throw new Error("no room");
      };
      expect(await codeOf(() => smallBlocks(database).moveOne(refuse))).to.contain("no room");
      expect(await blocks.has(cid)).to.equal(true);
    });

    it("are not brought back when they are erased while they move", async () => {
      const { spool, node } = await beforeNode();
      const cid = await keep(sampleBytes(1500, 59));
      let erased: Promise<void> | undefined;
      await smallBlocks(database).moveOne(async (_, bytes) => {
        erased = spool.unpin(cid);
        await spool.put(bytes);
      });
      await erased;
      await spool.forward(10);
      expect([await spool.has(cid), await node.has(cid)]).to.deep.equal([false, false]);
    });
  });

  async function beforeNode() {
    const folder = tempDir();
    const node = await openEmbeddedBlocks(join(folder, "node"));
    const waiting = await openSpooledBlocks(node, join(folder, "spool"));
    return { node, spool: spoolWithSmall(smallBlocks(database), waiting) };
  }
});
