import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { Wallet } from "ethers";
import { launchAnvil, rpc } from "../../../../scripts/dev/anvil.ts";
import { readHead, saveState } from "../../../../scripts/dev/chain-state.ts";
import { freePort } from "../../../../scripts/dev/ports.ts";
import { waitUntil } from "../../../../scripts/dev/process.ts";
import type { Chain } from "../../../../server/adapters/chain/chain.ts";
import { type Database, openDatabase } from "../../../../server/adapters/postgres/database.ts";
import { freshDatabase } from "../../../support/database.ts";
import { tempDir } from "../../../support/temp-dir.ts";
import { type FaultyNode, startFaultyNode } from "./faulty-node.ts";
import {
  chainOn,
  deployToken,
  enqueue,
  HOLDER,
  mint,
  provider,
  recorder,
  SENDER_KEY,
  settle,
} from "./support.ts";

const keys = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}-${i}`);

describe("a chain node with faults", function () {
  this.timeout(90_000);
  const folder = tempDir("redress-faults-");
  const children: ChildProcess[] = [];
  let port: number;
  let node: ChildProcess;
  let db: Database;
  let token: string;
  let chain: Chain;

  const url = () => `http://127.0.0.1:${port}`;
  const start = async (loadState?: string) => {
    const logFile = join(folder, "anvil.log");
    node = await launchAnvil({
      port,
      logFile,
      dieWithParent: false,
      ...(loadState !== undefined && { loadState }),
    });
    children.push(node);
  };
  const kill = async () => {
    const gone = new Promise((resolve) => node.once("exit", resolve));
    node.kill("SIGKILL");
    await gone;
  };
  const minted = async () => (await chain.reader.read("SettlementToken", "balanceOf", [HOLDER])) as bigint;
  const finality = { kind: "saved", path: join(folder, "saved.json") } as const;

  beforeEach(async () => {
    port = await freePort();
    await start();
    token = await deployToken(url());
    db = openDatabase((await freshDatabase()).url);
    chain = chainOn(db, url(), token, { finality });
  });
  afterEach(async () => {
    await chain.close();
    await db.close();
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  it("loses nothing when the node is killed and comes back with an older state", async () => {
    const seen = recorder();
    const [saved, lost, waiting] = [keys("saved", 5), keys("lost", 20), keys("waiting", 5)];
    await enqueue(db, chain, ...saved.map((key) => mint(key, 1n)));
    await settle(chain, saved, [seen]);
    await saveState(url(), folder);
    await enqueue(db, chain, ...lost.map((key) => mint(key, 1n)));
    const first = await settle(chain, lost, [seen]);
    await kill();
    await enqueue(db, chain, ...waiting.map((key) => mint(key, 1n)));
    expect(await chain.sender.pass()).to.include({ signed: 0, waiting: true });
    expect((await chain.health()).alarms.map((alarm) => alarm.code)).to.deep.equal(["chain.unreachable"]);
    await start(join(folder, "state.json"));
    const again = await settle(chain, [...lost, ...waiting], [seen]);
    expect(await minted()).to.equal(30n);
    expect(again.slice(0, 20).map((call) => call.transaction)).to.deep.equal(
      first.map((call) => call.transaction),
    );
    expect(seen.applied.length - seen.undone.length).to.equal(30);
    expect((await chain.health()).alarms).to.deep.equal([]);
  });

  it("goes on from what is stored when both node and sender are gone", async () => {
    await saveState(url(), folder);
    const lost = keys("lost", 10);
    await enqueue(db, chain, ...lost.map((key) => mint(key, 1n)));
    await settle(chain, lost);
    await kill();
    await chain.close();
    await start(join(folder, "state.json"));
    chain = chainOn(db, url(), token, { finality });
    await settle(chain, lost);
    expect(await minted()).to.equal(10n);
  });

  it("calls final what the supervisor has saved, and nothing when the node fell behind it", async () => {
    expect(await chain.reader.finalisedBlock()).to.equal(0);
    const old = await saveState(url(), folder);
    expect(await chain.reader.finalisedBlock()).to.equal(old.blockNumber);
    await enqueue(db, chain, mint("a", 1n));
    await settle(chain, ["a"]);
    const above = async () => expect((await readHead(url())).blockNumber).to.be.above(old.blockNumber);
    await waitUntil(above, 30_000);
    const newer = await saveState(url(), folder);
    expect(await chain.reader.finalisedBlock()).to.equal(newer.blockNumber);
    await kill();
    await start(join(folder, "state.previous.json"));
    expect(await chain.reader.finalisedBlock()).to.equal(0);
  });

  it("fills a nonce that a lost transaction of somebody else had used", async () => {
    await rpc(url(), "anvil_setAutomine", [true]);
    await saveState(url(), folder);
    const foreign = provider(url());
    await (await new Wallet(SENDER_KEY, foreign).sendTransaction({ to: HOLDER, value: 1n })).wait();
    foreign.destroy();
    await enqueue(db, chain, mint("a", 1n));
    await settle(chain, ["a"]);
    await kill();
    await start(join(folder, "state.json"));
    await chain.close();
    chain = chainOn(db, url(), token, { finality, sending: { rebroadcastSeconds: 0 } });
    await settle(chain, ["a"]);
    expect(await minted()).to.equal(1n);
  });

  it("signs a call anew when somebody else has used its nonce for good", async () => {
    const keyHolder = provider(url());
    await chain.close();
    const faulty = await startFaultyNode(url());
    faulty.loseRequestsOf.add("eth_sendRawTransaction");
    chain = chainOn(db, faulty.rpcUrl, token, {
      finality: { kind: "depth", blocks: 0 },
      sending: { rebroadcastSeconds: 0 },
    });
    await enqueue(db, chain, mint("a", 1n));
    await chain.sender.pass();
    await (await new Wallet(SENDER_KEY, keyHolder).sendTransaction({ to: HOLDER, value: 1n })).wait();
    keyHolder.destroy();
    faulty.loseRequestsOf.clear();
    await settle(chain, ["a"]);
    expect(await minted()).to.equal(1n);
    await faulty.close();
  });

  describe("behind a bad line", () => {
    let faulty: FaultyNode;
    beforeEach(async () => {
      await chain.close();
      faulty = await startFaultyNode(url());
      chain = chainOn(db, faulty.rpcUrl, token, { finality, sending: { rebroadcastSeconds: 0 } });
    });
    afterEach(() => faulty.close());

    it("sends once what the node took without our hearing so", async () => {
      faulty.loseAnswersTo.add("eth_sendRawTransaction");
      await enqueue(db, chain, mint("a", 1n), mint("b", 1n));
      expect(await chain.sender.pass()).to.include({ waiting: true });
      expect(await chain.outbox.status("a")).to.include({ state: "sent" });
      faulty.loseAnswersTo.clear();
      await settle(chain, ["a", "b"]);
      expect(await minted()).to.equal(2n);
    });

    it("keeps a transaction the node never got, and sends that very one", async () => {
      faulty.loseRequestsOf.add("eth_sendRawTransaction");
      await enqueue(db, chain, mint("a", 1n));
      await chain.sender.pass();
      const signed = (await chain.outbox.status("a"))?.transaction;
      faulty.loseRequestsOf.clear();
      const [status] = await settle(chain, ["a"]);
      expect(status?.transaction).to.equal(signed);
    });

    it("alarms with the node's own words when it refuses a transaction, until it takes it", async () => {
      const alarms = async () =>
        (await chain.health()).alarms.map(({ code, detail }) => `${code}: ${detail}`);
      faulty.refuse.set("eth_sendRawTransaction", "exceeds block gas limit");
      await enqueue(db, chain, mint("a", 1n));
      await chain.sender.pass();
      expect(await alarms()).to.deep.equal(["chain.node_refuses: exceeds block gas limit"]);
      faulty.refuse.clear();
      await settle(chain, ["a"]);
      expect(await alarms()).to.deep.equal([]);
    });

    it("does not alarm about a transaction the node has already", async () => {
      faulty.refuse.set("eth_sendRawTransaction", "already known");
      await enqueue(db, chain, mint("a", 1n));
      await chain.sender.pass();
      expect((await chain.health()).alarms).to.deep.equal([]);
    });

    it("keeps a call whose trial the node fails at, says so, and sends it once the node is well", async () => {
      faulty.refuse.set("eth_estimateGas", "internal error: header not found");
      await enqueue(db, chain, mint("a", 1n));
      expect(await chain.sender.pass()).to.include({ signed: 0, waiting: true });
      expect(await chain.outbox.status("a")).to.include({ state: "queued" });
      expect((await chain.health()).alarms[0]?.detail).to.contain("header not found");
      faulty.refuse.clear();
      await settle(chain, ["a"]);
      expect(await minted()).to.equal(1n);
    });

    for (const words of [
      "Cannot estimate gas, gas spent exceeded transaction and block gas limit",
      "intrinsic gas too high",
    ])
      it(`gives up a call that can never be run, and goes on with the next: ${words}`, async () => {
        faulty.refuse.set("eth_estimateGas", words);
        await enqueue(db, chain, mint("a", 1n));
        await chain.sender.pass();
        expect(await chain.outbox.status("a")).to.include({ state: "failed" });
        faulty.refuse.clear();
        await enqueue(db, chain, mint("b", 1n));
        await settle(chain, ["b"]);
      });

    it("takes no failure of the node for a contract's answer", async () => {
      faulty.refuse.set("eth_call", "daily request count exceeded, request rate limited");
      const codeOf = (asked: Promise<unknown>) =>
        asked.then(String, (error: { code?: string }) => error.code ?? "none");
      const call = { contract: "SettlementToken", method: "mint", args: [HOLDER, "1"] } as const;
      expect(await codeOf(chain.reader.read("SettlementToken", "balanceOf", [HOLDER]))).to.equal(
        "chain.unreachable",
      );
      expect(await codeOf(chain.reader.refusalOf(call))).to.equal("chain.unreachable");
      expect(await codeOf(chain.reader.signedByContract(token, new Uint8Array(32), "0x"))).to.equal(
        "chain.unreachable",
      );
    });

    it("answers that the chain is out of reach, without failing", async () => {
      for (const method of ["eth_blockNumber", "eth_getBalance"]) faulty.loseRequestsOf.add(method);
      expect(await chain.health()).to.include({ reachable: false, head: null, gasBalanceWei: null });
    });
  });
});
