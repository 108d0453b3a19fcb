import { createServer } from "node:http";
import { expect } from "chai";
import { create } from "kubo-rpc-client";
import type { ExportableBlocks } from "../../../../server/adapters/ipfs/exportable-blocks.ts";
import type { KuboClient } from "../../../../server/adapters/ipfs/kubo-blocks.ts";
import { blocksOverClient, openKuboBlocks } from "../../../../server/adapters/ipfs/kubo-blocks.ts";
import { noPeerReason, startIpfsPeer } from "../../../support/ipfs-peer.ts";
import { listen, shut } from "../../../support/listen.ts";
import { codeOf, describeBlocks, readAll, sampleBytes } from "./blocks-contract.ts";

const MIB = 1024 * 1024;
const UNKNOWN_BLOCK = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
// The deprecated client is installed with the peer alone, so its types are not there for the compiler.
const OLD_CLIENT = "../../../peer/old-client.mjs";

describe("document blocks on a node", () => {
  let apiUrl: string;

  before(async function () {
    this.timeout(90_000);
    const reason = noPeerReason();
    if (reason !== undefined) {
      console.log(`      skipped: ${reason}`);
      this.skip();
    }
    ({ apiUrl } = await startIpfsPeer());
  });

  describe("through kubo-rpc-client", () => {
    let blocks: ExportableBlocks;
    before(() => {
      blocks = openKuboBlocks(apiUrl);
    });

    describeBlocks(() => blocks);

    it("gives a long document the address the node itself gives it", async () => {
      const bytes = sampleBytes(5 * MIB + 3, 31);
      const options = { cidVersion: 1, rawLeaves: true, chunker: "size-1048576", onlyHash: true } as const;

      const { cid } = await blocks.put(bytes);

      expect(String((await create({ url: apiUrl }).add(bytes, options)).cid)).to.equal(cid);
    });
  });

  describe("through the deprecated ipfs-http-client", () => {
    let blocks: ExportableBlocks;
    before(async function () {
      const old = await import(OLD_CLIENT).catch(() => undefined);
      if (old === undefined) {
        console.log("      skipped: test/peer is not installed");
        return this.skip();
      }
      blocks = blocksOverClient(old.create(apiUrl) as KuboClient);
    });

    describeBlocks(() => blocks);
  });

  it("says a block is missing when the node does not answer in time", async () => {
    const silent = createServer(() => {});
    const url = await listen(silent);
    const blocks = blocksOverClient(create({ url }), 200);

    const code = await codeOf(() => readAll(blocks.get(UNKNOWN_BLOCK)));

    await shut(silent);
    expect(code).to.equal("blocks.missing");
  });

  it("refuses bytes a node returns for another address", async () => {
    const get = async () => sampleBytes(100, 41);
    const client = { ...create({ url: apiUrl }), block: { get } } as unknown as KuboClient;

    expect(await codeOf(() => readAll(blocksOverClient(client).get(UNKNOWN_BLOCK)))).to.equal(
      "blocks.altered",
    );
  });
});
