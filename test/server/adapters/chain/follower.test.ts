import { expect } from "chai";
import { rpc } from "../../../../scripts/dev/anvil.ts";
import { waitUntil } from "../../../../scripts/dev/process.ts";
import type { Chain } from "../../../../server/adapters/chain/chain.ts";
import { type Database, openDatabase } from "../../../../server/adapters/postgres/database.ts";
import type { ChainEventHandler } from "../../../../server/app/ports.ts";
import { startAnvil, type TestChain } from "../../../support/anvil.ts";
import { freshDatabase } from "../../../support/database.ts";
import { startFaultyNode } from "./faulty-node.ts";
import { chainOn, deployToken, enqueue, HOLDER, mint, recorder, settle } from "./support.ts";

describe("following the chain", function () {
  this.timeout(60_000);
  let node: TestChain;
  let db: Database;
  let token: string;
  let chain: Chain;

  before(async () => {
    node = await startAnvil();
    token = await deployToken(node.rpcUrl);
  });
  beforeEach(async () => {
    db = openDatabase((await freshDatabase()).url);
    const head = Number(await rpc<string>(node.rpcUrl, "eth_blockNumber", []));
    chain = chainOn(db, node.rpcUrl, token, { startBlock: head + 1 });
  });
  afterEach(async () => {
    await chain.close();
    await db.close();
  });

  const allMined = () =>
    waitUntil(async () => {
      const { pending } = await rpc<{ pending: string }>(node.rpcUrl, "txpool_status", []);
      expect(Number(pending)).to.equal(0);
    }, 30_000);
  const amounts = (events: readonly { args: Readonly<Record<string, unknown>> }[]) =>
    events.map((event) => event.args.value);

  it("gives events to the handlers in chain order, once, with block and arguments by name", async () => {
    const seen = recorder();
    await settle(chain, [], [seen]);
    await enqueue(db, chain, mint("a", 1n), mint("b", 2n), mint("c", 3n));
    await settle(chain, ["a", "b", "c"], [seen]);
    await chain.follower([seen]).pass();
    expect(amounts(seen.applied)).to.deep.equal([1n, 2n, 3n]);
    const status = await chain.outbox.status("a");
    expect(seen.applied[0]).to.include({
      contract: "SettlementToken",
      name: "Transfer",
      transaction: status?.transaction,
      blockNumber: status?.blockNumber,
    });
    expect(seen.applied[0]?.args.to).to.match(/00aa$/i);
  });

  it("folds nothing of a batch in which a handler fails, alarms, and folds all of it when it no longer does", async () => {
    let broken = true;
    const seen = recorder();
    const failing: ChainEventHandler = {
      ...seen,
      apply: async (tx, event) => {
        if (broken && event.args.value === 2n) throw new Error("no such case");
        await seen.apply(tx, event);
      },
    };
    const follower = chain.follower([failing]);
    await follower.pass();
    await enqueue(db, chain, mint("a", 1n), mint("b", 2n));
    await chain.sender.pass();
    await allMined();
    const failure = await follower.pass().catch((error: Error) => error.message);
    expect(failure).to.equal("no such case");
    expect((await chain.health()).alarms[0]?.detail).to.contain("SettlementToken.Transfer");
    broken = false;
    seen.applied.length = 0;
    await follower.pass();
    expect(amounts(seen.applied)).to.deep.equal([1n, 2n]);
    expect((await chain.health()).alarms).to.deep.equal([]);
  });

  it("lets two followers take turns without giving an event twice", async () => {
    const seen = recorder();
    const followers = [chain.follower([seen]), chain.follower([seen])];
    await followers[0]!.pass();
    await enqueue(db, chain, mint("a", 1n), mint("b", 2n), mint("c", 3n));
    await chain.sender.pass();
    await allMined();
    await Promise.all(followers.map((follower) => follower.pass()));
    await Promise.all(followers.map((follower) => follower.pass()));
    expect(amounts(seen.applied)).to.deep.equal([1n, 2n, 3n]);
  });

  it("reaches a head many batches away", async () => {
    await chain.follower([]).pass();
    await rpc(node.rpcUrl, "anvil_mine", ["0x44c"]);
    const follower = chain.follower([]);
    let pass = await follower.pass();
    for (let i = 0; pass.followed < pass.head && i < 5; i += 1) pass = await follower.pass();
    expect(pass.followed).to.equal(pass.head);
  });

  it("reaches it on a node that answers for a few blocks only", async () => {
    const faulty = await startFaultyNode(node.rpcUrl);
    const behind = chainOn(db, faulty.rpcUrl, token, {
      startBlock: Number(await rpc<string>(node.rpcUrl, "eth_blockNumber", [])),
    });
    try {
      const seen = recorder();
      await behind.follower([]).pass();
      await rpc(node.rpcUrl, "anvil_mine", ["0x100"]);
      await enqueue(db, behind, mint("far", 7n));
      await behind.sender.pass();
      faulty.limits.blocksOfLogs = 40;
      const follower = behind.follower([seen]);
      for (let i = 0; i < 40; i += 1) {
        const pass = await follower.pass().catch(() => null);
        if (pass !== null && pass.followed === pass.head) break;
      }
      expect(amounts(seen.applied)).to.deep.equal([7n]);
    } finally {
      await behind.close();
      await faulty.close();
    }
  });

  it("undoes the newest first when blocks are reorganised away, and sends the calls of those blocks again", async () => {
    const seen = recorder();
    const before = (await chain.reader.read("SettlementToken", "balanceOf", [HOLDER])) as bigint;
    await settle(chain, [], [seen]);
    await chain.follower([seen]).pass();
    const { followed: below } = await chain.health();
    const point = await rpc<string>(node.rpcUrl, "evm_snapshot", []);
    await enqueue(db, chain, mint("a", 1n), mint("b", 2n));
    await settle(chain, ["a", "b"], [seen]);
    const { followed } = await chain.health();
    await rpc(node.rpcUrl, "evm_revert", [point]);
    const pass = await chain.follower([seen]).pass();
    expect(pass).to.include({ undoneBlocks: followed! - below!, followed: below });
    expect(amounts(seen.undone)).to.deep.equal([2n, 1n]);
    expect(await chain.outbox.status("a")).to.include({ state: "sent", blockNumber: null });
    await settle(chain, ["a", "b"], [seen]);
    expect(amounts(seen.applied)).to.deep.equal([1n, 2n, 1n, 2n]);
    expect((await chain.reader.read("SettlementToken", "balanceOf", [HOLDER])) as bigint).to.equal(
      before + 3n,
    );
    expect((await chain.health()).reorganisations).to.equal(1);
  });

  it("notices a block replaced by another of the same number", async () => {
    const seen = recorder();
    await chain.follower([seen]).pass();
    await enqueue(db, chain, mint("a", 1n));
    await settle(chain, ["a"], [seen]);
    await rpc(node.rpcUrl, "anvil_reorg", [1, []]);
    const pass = await chain.follower([seen]).pass();
    expect(pass.undoneBlocks).to.equal(1);
    await settle(chain, ["a"], [seen]);
    expect(seen.undone).to.have.length(1);
    expect(seen.applied).to.have.length(2);
  });

  it("alarms when a block that counted as final is undone", async () => {
    await chain.follower([]).pass();
    const point = await rpc<string>(node.rpcUrl, "evm_snapshot", []);
    await enqueue(db, chain, mint("a", 1n));
    await settle(chain, ["a"]);
    await rpc(node.rpcUrl, "evm_revert", [point]);
    await rpc(node.rpcUrl, "anvil_mine", ["0x3"]);
    await chain.follower([]).pass();
    expect((await chain.health()).alarms.map((alarm) => alarm.code)).to.deep.equal([
      "chain.final_block_undone",
    ]);
    await settle(chain, ["a"]);
  });

  it("stops with an alarm on another chain that has the same id", async () => {
    await chain.follower([]).pass();
    const stranger = await startAnvil();
    await rpc(stranger.rpcUrl, "anvil_mine", ["0x2"]);
    const elsewhere = chainOn(db, stranger.rpcUrl, token);
    const error = await elsewhere
      .follower([])
      .pass()
      .catch((cause: { code: string }) => cause.code);
    expect(error).to.equal("chain.wrong_chain");
    expect((await elsewhere.health()).alarms.map((alarm) => alarm.code)).to.deep.equal(["chain.wrong_chain"]);
    await elsewhere.close();
    await stranger.stop();
  });
});
