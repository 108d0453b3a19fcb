import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CarReader } from "@ipld/car";
import { expect } from "chai";
import { type Cast, openCast } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";

const RAW = "application/vnd.ipld.raw";
const CAR = "application/vnd.ipld.car";
const MIB = 1024 * 1024;
const UNKNOWN = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
// Installed with the test peer alone, so its types are not there for the compiler.
const HELIA = new URL("../../../peer/gateway-client.mjs", import.meta.url).href;

describe("the trustless gateway", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;
  let small: string;
  let long: string;
  const document = new Uint8Array(2 * MIB + 9).map((_, at) => at % 251);

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
    small = (await product.parts.blocks.put(new TextEncoder().encode("sealed"))).cid;
    long = (await product.parts.blocks.put(document)).cid;
  });
  after(() => product.close());

  const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    fetch(`${product.url}/ipfs/${path}`, { method, headers });
  const blocksOf = async (response: Response) => {
    const car = await CarReader.fromBytes(new Uint8Array(await response.arrayBuffer()));
    const blocks = [];
    for await (const { cid } of car.blocks()) blocks.push(String(cid));
    return { roots: (await car.getRoots()).map(String), blocks };
  };

  it("serves a block as it is, for ever, under its own name", async () => {
    const response = await get(small, { accept: RAW });
    expect(await response.text()).to.equal("sealed");
    const said = (name: string) => response.headers.get(name);
    expect([said("content-type"), said("etag"), said("x-ipfs-path")]).to.deep.equal([
      RAW,
      `"${small}.raw"`,
      `/ipfs/${small}`,
    ]);
    expect(said("cache-control")).to.equal("public, max-age=29030400, immutable");
    expect(said("content-disposition")).to.equal(`attachment; filename="${small}.bin"`);
  });

  it("serves ciphertext: what was handed in cannot be read in it", async () => {
    const accepted = await cast.handIn("claimant", {}, "nobody else may read this sentence");
    const response = await get(`${accepted.body.cid}?format=raw`);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.toString("latin1")).to.match(/^age-encryption\.org\/v1\n/);
    expect(bytes.includes("nobody else")).to.equal(false);
  });

  it("serves a whole document as a CAR, root first", async () => {
    const response = await get(`${long}?format=car`);
    expect(response.headers.get("content-type")).to.equal(`${CAR}; version=1; order=dfs; dups=n`);
    const { roots, blocks } = await blocksOf(response);
    expect([roots, blocks.length, blocks[0]]).to.deep.equal([[long], 4, long]);
  });

  it("serves the root alone where a client walks by itself", async () => {
    const { blocks } = await blocksOf(await get(`${long}?format=car&dag-scope=block`));
    expect(blocks).to.deep.equal([long]);
  });

  it("lets the address count before the header", async () => {
    expect((await get(`${small}?format=raw`, { accept: CAR })).headers.get("content-type")).to.equal(RAW);
  });

  it("answers HEAD with the headers of GET and nothing else", async () => {
    const response = await get(`${small}?format=raw`, {}, "HEAD");
    expect([response.status, response.headers.get("content-length"), await response.text()]).to.deep.equal([
      200,
      "6",
      "",
    ]);
  });

  it("does not send again what a client has", async () => {
    const response = await get(`${small}?format=raw`, {
      "if-none-match": `"${small}.raw"`,
      "cache-control": "max-age=0",
    });
    expect([response.status, await response.text()]).to.deep.equal([304, ""]);
  });

  it("answers the probe by which clients know a gateway", async () => {
    const response = await get("bafkqaaa?format=raw");
    expect([response.status, await response.text()]).to.deep.equal([200, ""]);
  });

  it("has only what is kept here, and asks nobody else", async () => {
    expect((await get(`${UNKNOWN}?format=raw`)).status).to.equal(404);
    const cached = await get(`${UNKNOWN}?format=raw`, { "cache-control": "only-if-cached" });
    expect(cached.status).to.equal(412);
  });

  const refusals: [string, string, Record<string, string>, number][] = [
    ["a page of it", "CID", { accept: "text/html" }, 406],
    ["no format at all", "CID", { accept: "*/*" }, 406],
    ["a format it has not", "CID?format=tar", {}, 406],
    ["what is no CID", "nonsense?format=raw", {}, 400],
    ["another kind of CID", "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn?format=raw", {}, 400],
    ["a path out of the store", "..%2F..%2Fetc%2Fpasswd?format=raw", {}, 400],
    ["an unknown scope", "CID?format=car&dag-scope=some", {}, 400],
  ];
  for (const [what, path, headers, status] of refusals) {
    it(`refuses ${what}`, async () => {
      const response = await get(path.replace("CID", small), headers);
      expect(response.status).to.equal(status);
      expect(response.headers.get("content-type")).to.include("application/problem+json");
    });
  }

  it("reports an altered block, and never serves it", async () => {
    const { cid } = await product.parts.blocks.put(new TextEncoder().encode("to be altered"));
    const file = fileWith("to be altered");
    writeFileSync(file, "altered");
    expect((await get(`${cid}?format=raw`)).status).to.equal(500);
    rmSync(file);
  });

  it("is read by an IPFS client that is not ours", async function () {
    const client = await import(HELIA).catch(() => undefined);
    if (client === undefined) {
      console.log("      skipped: test/peer is not installed");
      return this.skip();
    }
    const { blocks } = await blocksOf(await get(`${long}?format=car`));
    for (const cid of blocks) {
      const bytes: Uint8Array = await client.retrieve(product.url, cid);
      expect(bytes).to.deep.equal(await product.parts.blocks.block(cid));
    }
  });

  /** The file of the block with these bytes. */
  function fileWith(text: string): string {
    const folder = join(product.parts.config.BLOCKSTORE_DIR, "blocks");
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map(({ name, parentPath }) => join(parentPath, name));
    const found = files.find((file) => readFileSync(file).equals(Buffer.from(text)));
    if (found === undefined) throw new Error(`no block holds ${text}`);
    return found;
  }
});
