import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { Wallet } from "ethers";
import { rpc } from "../../../scripts/dev/anvil.ts";
import type { EmbeddedChain } from "../../../scripts/dev/chain.ts";
import { startChain } from "../../../scripts/dev/chain.ts";
import { commandOf, stopProcess } from "../../../scripts/dev/process.ts";
import { tempDir } from "../../support/temp-dir.ts";

const WALLET = new Wallet(`0x${"11".repeat(32)}`);
const SLOT = `0x${"00".repeat(32)}`;
// Stores the first word it is called with in slot 0 and logs it.
const INIT_CODE = "0x600c600c600039600c6000f3600035600055600160006000a1";

describe("embedded chain", function () {
  this.timeout(60_000);
  let folder: string;
  let chain: EmbeddedChain;

  beforeEach(async () => {
    folder = tempDir();
    chain = await open();
  });
  afterEach(() => chain.stop());

  const open = (saveEveryMs = 100) => startChain({ folder, fundedAccounts: [WALLET.address], saveEveryMs });
  const call = <T>(method: string, ...params: unknown[]) => rpc<T>(chain.rpcUrl, method, params);

  it("funds the accounts it is told to and unlocks none", async () => {
    expect(BigInt(await call<string>("eth_getBalance", WALLET.address, "latest")) > 10n ** 20n).to.equal(
      true,
    );
    expect(await call("eth_accounts")).to.deep.equal([]);
  });

  it("brings blocks, transactions, receipts, logs and proofs back after a clean stop", async () => {
    const { address, hash } = await deploy();
    const before = await snapshot(address, hash);
    await chain.stop();

    chain = await open();

    expect(await snapshot(address, hash)).to.deep.equal(before);
  });

  it("goes on from the block it brought back", async () => {
    const { hash } = await deploy();
    const { blockNumber } = await receipt(hash);
    await chain.stop();
    chain = await open();

    const next = await receipt((await deploy()).hash);

    expect(Number(next.blockNumber)).to.equal(Number(blockNumber) + 1);
  });

  it("loses nothing it said was saved when the node is killed", async () => {
    const { address, hash } = await deploy();
    const { blockNumber } = await receipt(hash);
    await savedUpTo(Number(blockNumber));
    const before = await snapshot(address, hash);
    await kill();

    chain = await open();

    expect(await snapshot(address, hash)).to.deep.equal(before);
  });

  it("never says more is saved than a killed node brings back", async () => {
    for (let round = 0; round < 5; round++) {
      await Promise.all([deploy(), delay(30 * round)]);
      await kill();
      const saved = readSaved();
      chain = await open();
      const block = await call<{ hash: string }>(
        "eth_getBlockByNumber",
        `0x${saved.blockNumber.toString(16)}`,
        false,
      );
      expect(block?.hash).to.equal(saved.blockHash);
    }
  });

  it("takes unsaved blocks over from a node whose supervisor was killed", async () => {
    await chain.stop();
    chain = await open(3_600_000);
    const { hash } = await deploy();
    const orphan = chain;

    chain = await open();

    expect((await receipt(hash)).status).to.equal("0x1");
    expect(commandOf(orphan.child.pid ?? 0)).to.equal(undefined);
  });

  it("falls back to the older state when the newer is damaged", async () => {
    await deploy();
    await chain.save();
    await chain.stop();
    writeFileSync(join(folder, "state.json"), "{");

    chain = await open();

    expect(Number(await call("eth_blockNumber"))).to.be.greaterThan(0);
  });

  it("says so when no state can be read, and does not begin a new chain", async () => {
    await chain.stop();
    for (const name of ["state.json", "state.previous.json"]) writeFileSync(join(folder, name), "{");

    const error = await open().catch((reason: Error) => reason);

    expect(String(error)).to.match(/no saved chain state/);
    for (const name of ["state.json", "state.previous.json"])
      expect(readFileSync(join(folder, name), "utf8")).to.equal("{");
  });

  async function deploy(): Promise<{ address: string; hash: string }> {
    const nonce = Number(await call("eth_getTransactionCount", WALLET.address, "latest"));
    const fees = { maxFeePerGas: 10n ** 10n, maxPriorityFeePerGas: 1n, gasLimit: 200_000n };
    const signed = await WALLET.signTransaction({ type: 2, chainId: 31337, nonce, data: INIT_CODE, ...fees });
    const hash = await call<string>("eth_sendRawTransaction", signed);
    return { hash, address: (await receipt(hash)).contractAddress };
  }

  async function receipt(
    hash: string,
  ): Promise<{ contractAddress: string; blockNumber: string; status: string }> {
    for (;;) {
      const found = await call<Awaited<ReturnType<typeof receipt>> | null>("eth_getTransactionReceipt", hash);
      if (found !== null) return found;
      await delay(10);
    }
  }

  async function snapshot(address: string, hash: string): Promise<unknown[]> {
    return [
      await call("eth_getBlockByNumber", "0x0", true),
      await call("eth_getBlockByNumber", "latest", true),
      await call("eth_getTransactionByHash", hash),
      await call("eth_getTransactionReceipt", hash),
      await call("eth_getLogs", { fromBlock: "0x0", toBlock: "latest" }),
      await call("eth_getProof", address, [SLOT], "latest"),
      await call("eth_getTransactionCount", WALLET.address, "latest"),
    ];
  }

  function readSaved(): { blockNumber: number; blockHash: string } {
    return JSON.parse(readFileSync(chain.savedFile, "utf8"));
  }

  async function savedUpTo(blockNumber: number): Promise<void> {
    while (readSaved().blockNumber < blockNumber) await delay(20);
  }

  async function kill(): Promise<void> {
    const pid = chain.child.pid;
    if (pid === undefined) throw new Error("not running");
    await stopProcess(pid, [["SIGKILL", 30_000]]);
  }
});
