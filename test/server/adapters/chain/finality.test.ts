import { expect } from "chai";
import { rpc } from "../../../../scripts/dev/anvil.ts";
import { finalisedBlock, parseFinality } from "../../../../server/adapters/chain/finality.ts";
import { type ChainNode, openNode } from "../../../../server/adapters/chain/node.ts";
import { startAnvil, type TestChain } from "../../../support/anvil.ts";
import { CHAIN_ID } from "./support.ts";

describe("parsing a finality policy", () => {
  it("takes a tag of the node", () => {
    expect(parseFinality("tag:finalized")).to.deep.equal({ kind: "tag", tag: "finalized" });
  });
  it("takes a depth", () => {
    expect(parseFinality("depth:12")).to.deep.equal({ kind: "depth", blocks: 12 });
  });
  it("takes a file of the development supervisor, colons in its path included", () => {
    expect(parseFinality("saved:C:/x.json")).to.deep.equal({ kind: "saved", path: "C:/x.json" });
  });
  for (const text of [
    "",
    "finalized",
    "tag:pending",
    "depth:-1",
    "depth:1.5",
    "depth:",
    "saved:",
    "head:3",
  ]) {
    it(`refuses "${text}"`, () => {
      expect(() => parseFinality(text)).to.throw("Finality is");
    });
  }
});

describe("the newest final block", function () {
  this.timeout(30_000);
  let anvil: TestChain;
  let node: ChainNode;
  before(async () => {
    anvil = await startAnvil();
    await rpc(anvil.rpcUrl, "anvil_mine", ["0xa"]);
    node = openNode(anvil.rpcUrl, CHAIN_ID);
  });
  after(async () => {
    node.close();
    await anvil.stop();
  });

  it("lies as many blocks below the head as the depth says", async () => {
    expect(await finalisedBlock(node, { kind: "depth", blocks: 4 })).to.equal(6);
  });
  it("is the block nobody can undo when the chain is shorter than the depth", async () => {
    expect(await finalisedBlock(node, { kind: "depth", blocks: 400 })).to.equal(0);
  });
  it("is the head where every block is final at once", async () => {
    expect(await finalisedBlock(node, { kind: "tag", tag: "latest" })).to.equal(10);
  });
  it("is what the node itself calls safe or finalised", async () => {
    await rpc(anvil.rpcUrl, "anvil_mine", ["0x64"]);
    for (const tag of ["safe", "finalized"] as const) {
      const { number } = await rpc<{ number: string }>(anvil.rpcUrl, "eth_getBlockByNumber", [tag, false]);
      const final = await finalisedBlock(node, parseFinality(`tag:${tag}`));
      expect([tag, final]).to.deep.equal([tag, Number(number)]);
      expect(final).to.be.within(1, 109);
    }
  });
});
