import { expect } from "chai";
import { AbiCoder, Interface, keccak256, Wallet } from "ethers";
import { rpc } from "../../../../scripts/dev/anvil.ts";
import type { Chain } from "../../../../server/adapters/chain/chain.ts";
import { type Database, openDatabase, unitOfWork } from "../../../../server/adapters/postgres/database.ts";
import { startAnvil, type TestChain } from "../../../support/anvil.ts";
import { freshDatabase } from "../../../support/database.ts";
import { chainOn, deployToken, enqueue, HOLDER, mint, OTHER_KEY, settle, TOKEN } from "./support.ts";

const artifactInterface = new Interface(TOKEN.abi as string[]);
const CLOCK = `0x${"c1".repeat(20)}`;

describe("sending calls", function () {
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
    chain = chainOn(db, node.rpcUrl, token);
  });
  afterEach(async () => {
    await chain.close();
    await db.close();
  });

  const balance = async () => (await chain.reader.read("SettlementToken", "balanceOf", [HOLDER])) as bigint;

  it("sends a call once, however often it is enqueued", async () => {
    const before = await balance();
    await enqueue(db, chain, mint("a", 5n));
    await enqueue(db, chain, mint("a", 5n));
    const [status] = await settle(chain, ["a"]);
    expect(status).to.include({ state: "mined", error: null });
    expect((await balance()) - before).to.equal(5n);
  });

  it("refuses another call under a used key, and writes nothing of its transaction", async () => {
    await enqueue(db, chain, mint("a", 5n));
    const other = enqueue(db, chain, mint("b", 1n), mint("a", 6n));
    expect(await code(other)).to.equal("chain.call_conflict");
    expect(await chain.outbox.status("b")).to.equal(null);
  });

  it("refuses arguments the contract does not take", async () => {
    const bad = unitOfWork(db).run((tx) =>
      chain.outbox.enqueue(tx, { ...mint("a", 1n), args: ["nobody", 1n] }),
    );
    expect(await code(bad)).to.equal("chain.bad_call");
  });

  it("ends a call the contract would refuse with the name of its error, and goes on with the next", async () => {
    const { address } = Wallet.createRandom();
    const refused = { ...mint("refused", 1n), method: "transferFrom", args: [address, HOLDER, 1n] };
    await enqueue(db, chain, refused, mint("good", 2n));
    const [first, second] = await settle(chain, ["refused", "good"]);
    expect(first).to.include({ state: "failed", error: "ERC20InsufficientAllowance", transaction: null });
    expect(second).to.include({ state: "mined" });
  });

  it("sends a call that needs an earlier one right behind it", async () => {
    const spend = { ...mint("spend", 0n), method: "transfer", args: [HOLDER, 7_000_001n] };
    await enqueue(db, chain, mint("earn", 7_000_001n, chain.senderAddress), spend);
    const states = (await settle(chain, ["earn", "spend"])).map((status) => status.state);
    expect(states).to.deep.equal(["mined", "mined"]);
  });

  it("keeps a call the contract refuses while others are in flight, and sends it when they are in a block", async () => {
    const owner = new Wallet(OTHER_KEY);
    const pull = { ...mint("pull", 0n), method: "transferFrom", args: [owner.address, HOLDER, 9n] };
    await rpc(node.rpcUrl, "evm_setAutomine", [false]);
    try {
      await enqueue(db, chain, mint("earn", 9n, owner.address), pull);
      expect(await chain.sender.pass()).to.include({ signed: 1, waiting: true });
      expect(await chain.outbox.status("pull")).to.include({ state: "queued" });
      const approve = artifactInterface.encodeFunctionData("approve", [chain.senderAddress, 9n]);
      const from = { from: owner.address, to: token, data: approve };
      await rpc(node.rpcUrl, "eth_sendTransaction", [from]);
      await rpc(node.rpcUrl, "evm_mine", []);
    } finally {
      await rpc(node.rpcUrl, "evm_setAutomine", [true]);
    }
    const [status] = await settle(chain, ["pull"]);
    expect(status?.state).to.equal("mined");
  });

  it("sends what became possible by the passing of time alone", async () => {
    const now = Number(
      (await rpc<{ timestamp: string }>(node.rpcUrl, "eth_getBlockByNumber", ["latest", false])).timestamp,
    );
    const notBefore = (now + 3600).toString(16).padStart(8, "0");
    // Reverts unless the block's time is later than the constant.
    await rpc(node.rpcUrl, "anvil_setCode", [CLOCK, `0x4263${notBefore}10600d575f5ffd5b00`]);
    const clocked = chainOn(db, node.rpcUrl, CLOCK);
    await enqueue(db, clocked, mint("late", 1n));
    await rpc(node.rpcUrl, "evm_increaseTime", [3700]);
    const [status] = await settle(clocked, ["late"]);
    expect(status?.state).to.equal("mined");
    await clocked.close();
  });

  it("sends two hundred calls enqueued in parallel, each once", async () => {
    const before = await balance();
    const keys = Array.from({ length: 200 }, (_, i) => `many-${i}`);
    await Promise.all(keys.map((key) => enqueue(db, chain, mint(key, 1n))));
    const statuses = await settle(chain, keys);
    expect(new Set(statuses.map((status) => status.transaction)).size).to.equal(200);
    expect((await balance()) - before).to.equal(200n);
  });

  it("lets one of two senders send", async () => {
    const second = chainOn(db, node.rpcUrl, token);
    await enqueue(db, chain, mint("a", 1n));
    expect(await chain.sender.pass()).to.include({ elected: true, signed: 1 });
    expect(await second.sender.pass()).to.include({ elected: false, signed: 0 });
    await chain.sender.close();
    expect(await second.sender.pass()).to.include({ elected: true });
    await second.close();
  });

  it("alarms on the wrong chain and sends nothing", async () => {
    const wrong = chainOn(db, node.rpcUrl, token, { chainId: 1 });
    await enqueue(db, wrong, mint("a", 1n));
    expect(await wrong.sender.pass()).to.include({ signed: 0, waiting: true });
    expect((await wrong.health()).alarms.map((alarm) => alarm.code)).to.deep.equal(["chain.wrong_chain"]);
    await wrong.close();
  });

  it("alarms without funds for gas, and sends once there are", async () => {
    const before = await rpc<string>(node.rpcUrl, "eth_getBalance", [chain.senderAddress, "latest"]);
    await rpc(node.rpcUrl, "anvil_setBalance", [chain.senderAddress, "0x1"]);
    await enqueue(db, chain, mint("a", 1n));
    await chain.sender.pass();
    expect((await chain.health()).alarms.map((alarm) => alarm.code)).to.deep.equal(["chain.no_gas_funds"]);
    await rpc(node.rpcUrl, "anvil_setBalance", [chain.senderAddress, before]);
    const [status] = await settle(chain, ["a"]);
    expect(status?.state).to.equal("mined");
    expect((await chain.health()).alarms).to.deep.equal([]);
  });

  it("names the revert of a call that failed in its block", async () => {
    await enqueue(db, chain, mint("earn", 10n, chain.senderAddress));
    await settle(chain, ["earn"]);
    await rpc(node.rpcUrl, "evm_setAutomine", [false]);
    try {
      await enqueue(db, chain, { ...mint("spend", 0n), method: "transfer", args: [HOLDER, 10n] });
      await chain.sender.pass();
      const slot = keccak256(
        AbiCoder.defaultAbiCoder().encode(["address", "uint256"], [chain.senderAddress, 0]),
      );
      await rpc(node.rpcUrl, "anvil_setStorageAt", [token, slot, `0x${"0".repeat(64)}`]);
      await rpc(node.rpcUrl, "evm_mine", []);
    } finally {
      await rpc(node.rpcUrl, "evm_setAutomine", [true]);
    }
    const [status] = await settle(chain, ["spend"]);
    expect(status).to.include({ state: "failed", error: "ERC20InsufficientBalance" });
    expect(status?.blockNumber).to.be.a("number");
  });

  it("offers more for a transaction that blocks pass by, until it is in one", async () => {
    const slow = chainOn(db, node.rpcUrl, token, { sending: { stallSeconds: 0, rebroadcastSeconds: 0 } });
    await rpc(node.rpcUrl, "evm_setAutomine", [false]);
    try {
      await enqueue(db, slow, mint("a", 1n));
      await slow.sender.pass();
      const first = (await slow.outbox.status("a"))?.transaction;
      await rpc(node.rpcUrl, "anvil_setNextBlockBaseFeePerGas", ["0x174876e800"]);
      await rpc(node.rpcUrl, "evm_mine", []);
      await slow.sender.pass();
      await rpc(node.rpcUrl, "evm_mine", []);
      const [status] = await settle(slow, ["a"]);
      expect(status?.state).to.equal("mined");
      expect(status?.transaction).not.to.equal(first);
    } finally {
      await rpc(node.rpcUrl, "evm_setAutomine", [true]);
      await slow.close();
    }
  });

  it("never offers more than the cap, and alarms", async () => {
    const capped = chainOn(db, node.rpcUrl, token, {
      sending: { stallSeconds: 0, maxFeePerGas: 3_000_000_000n },
    });
    await rpc(node.rpcUrl, "evm_setAutomine", [false]);
    try {
      await enqueue(db, capped, mint("a", 1n));
      await capped.sender.pass();
      await rpc(node.rpcUrl, "anvil_setNextBlockBaseFeePerGas", ["0x174876e800"]);
      await rpc(node.rpcUrl, "evm_mine", []);
      await capped.sender.pass();
      expect((await capped.health()).alarms.map((alarm) => alarm.code)).to.include("chain.fee_cap_reached");
    } finally {
      await rpc(node.rpcUrl, "anvil_setNextBlockBaseFeePerGas", ["0x3b9aca00"]);
      await rpc(node.rpcUrl, "evm_mine", []);
      await rpc(node.rpcUrl, "evm_setAutomine", [true]);
      await capped.close();
    }
  });
});

async function code(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
}
