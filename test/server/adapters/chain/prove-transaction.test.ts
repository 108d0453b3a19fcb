import { expect } from "chai";
import { Wallet } from "ethers";
import fc from "fast-check";
import { rpc } from "../../../../scripts/dev/anvil.ts";
import type { RpcObject } from "../../../../server/adapters/chain/encode-block.ts";
import { indexTrie } from "../../../../server/adapters/chain/index-trie.ts";
import { type ChainNode, openNode } from "../../../../server/adapters/chain/node.ts";
import { proveTransaction } from "../../../../server/adapters/chain/prove-transaction.ts";
import { readHeader } from "../../../../server/domain/log/block-header.ts";
import { LogError } from "../../../../server/domain/log/errors.ts";
import {
  readTransactionProof,
  type TransactionProof,
} from "../../../../server/domain/log/transaction-proof.ts";
import { startAnvil, type TestChain } from "../../../support/anvil.ts";
import { CHAIN_ID, OTHER_KEY, provider, SENDER_KEY } from "./support.ts";

const HOLDER = `0x${"aa".repeat(20)}`;
/** Code that emits one event without topics over nothing; and code that fails. */
const [EMITS, FAILS] = ["0x60006000a0600080f3", "0x60006000fd"];

describe("proveTransaction", function () {
  this.timeout(60_000);
  let chain: TestChain;
  let node: ChainNode;
  let accounts: string[];

  before(async () => {
    chain = await startAnvil();
    node = openNode(chain.rpcUrl, CHAIN_ID);
    accounts = await rpc<string[]>(chain.rpcUrl, "eth_accounts", []);
    await rpc(chain.rpcUrl, "evm_setAutomine", [false]);
  });
  after(async () => {
    node.close();
    await chain.stop();
  });

  const mine = async (): Promise<RpcObject> => {
    await rpc(chain.rpcUrl, "evm_mine", []);
    return await node.send<RpcObject>("eth_getBlockByNumber", ["latest", true]);
  };
  const send = (from: number, more: object = {}) =>
    node.send<string>("eth_sendTransaction", [
      { from: accounts[from % accounts.length], to: HOLDER, value: "0x1", ...more },
    ]);
  const hashesOf = (block: RpcObject) => (block.transactions as RpcObject[]).map(({ hash }) => String(hash));
  const prove = (block: RpcObject, hash: string) => proveTransaction(node, hash, String(block.hash));

  async function expectProved(block: RpcObject, places: readonly number[]): Promise<void> {
    const hashes = hashesOf(block);
    const header = readHeader(block);
    for (const place of places) {
      const proof = (await prove(block, hashes[place]!))!;
      const proved = readTransactionProof(proof);
      expect(proved.hash).to.equal(hashes[place]);
      expect(proof.index).to.equal(place);
      expect(proved.transactionsRoot).to.deep.equal(header.transactionsRoot);
      expect(proved.receiptsRoot).to.deep.equal(header.receiptsRoot);
    }
  }

  // Around the lengths at which the keys change their form: 127 and 128 have one byte and two, 255 and 256 two and three.
  for (const count of [1, 17, 129, 258])
    it(`proves any transaction of a block of ${count} under the header's roots`, async () => {
      for (let n = 0; n < count; n++) await send(n);
      const block = await mine();
      expect(hashesOf(block)).to.have.length(count);
      const places = [0, 1, 15, 16, 126, 127, 128, 129, 255, 256, count - 1];
      await expectProved(block, [...new Set(places.filter((place) => place < count))]);
    });

  it("proves transactions of every type a node takes, and what came of them", async () => {
    const [gasPrice, fees] = [
      { gasPrice: "0x77359400" },
      { maxFeePerGas: "0x77359400", maxPriorityFeePerGas: "0x1" },
    ];
    const accessList = [{ address: HOLDER, storageKeys: [`0x${"01".repeat(32)}`, `0x${"02".repeat(32)}`] }];
    const signer = new Wallet(SENDER_KEY, provider(chain.rpcUrl));
    const authority = new Wallet(OTHER_KEY, signer.provider);
    await send(2, { type: "0x0", ...gasPrice });
    await send(3, { type: "0x1", ...gasPrice, accessList });
    await send(4, { type: "0x2", ...fees, accessList });
    await send(5, { to: null, data: EMITS, gas: "0x186a0", ...fees });
    await send(6, { to: null, data: FAILS, gas: "0x186a0", ...fees });
    const authorization = await authority.authorize({ address: HOLDER, nonce: 0 });
    await signer.sendTransaction({
      type: 4,
      to: HOLDER,
      authorizationList: [authorization],
      gasLimit: 100_000,
    });
    signer.provider!.destroy();
    const block = await mine();
    const types = (block.transactions as RpcObject[]).map(({ type }) => Number(type));
    expect(new Set(types)).to.deep.equal(new Set([0, 1, 2, 4]));
    await expectProved(block, [...types.keys()]);
  });

  it("tells the events of one that succeeded, and none of one that failed", async () => {
    const emits = await send(2, { to: null, value: "0x0", data: EMITS, gas: "0x186a0" });
    const fails = await send(3, { to: null, value: "0x0", data: FAILS, gas: "0x186a0" });
    const block = await mine();
    const events = async (hash: string) => readTransactionProof((await prove(block, hash))!).events;
    expect(await events(emits)).to.have.length(1);
    expect(await events(fails)).to.deep.equal([]);
  });

  it("is none for a transaction too long for a receipt, as its neighbours may be", async () => {
    const long = await send(2, { data: `0x${"ab".repeat(17_000)}` });
    const short = await send(3);
    const block = await mine();
    const refusal = await prove(block, long).catch((error: Error) => error.message);
    expect(refusal).to.contain("too long for a receipt");
    expect(await prove(block, short)).to.not.equal(null);
  });

  describe("of a block of twenty", () => {
    let block: RpcObject;
    let proof: TransactionProof;

    before(async () => {
      for (let n = 0; n < 20; n++) await send(n);
      block = await mine();
      proof = (await prove(block, hashesOf(block)[7]!))!;
    });

    const shows = (changed: TransactionProof): boolean => {
      const header = readHeader(block);
      try {
        const { hash, transactionsRoot, receiptsRoot } = readTransactionProof(changed);
        return (
          hash === hashesOf(block)[7] &&
          Buffer.from(transactionsRoot).equals(header.transactionsRoot) &&
          Buffer.from(receiptsRoot).equals(header.receiptsRoot)
        );
      } catch (error) {
        expect(error).to.be.instanceOf(LogError);
        return false;
      }
    };

    it("shows nothing any more with any one bit of a node flipped", () => {
      expect(shows(proof)).to.equal(true);
      const part = fc.constantFrom("transaction" as const, "outcome" as const);
      fc.assert(
        fc.property(part, fc.nat(), fc.nat(), (key, node, bit) => {
          const nodes = proof[key].map((hex) => Buffer.from(hex, "hex"));
          const bytes = nodes[node % nodes.length]!;
          const at = bit % (bytes.length * 8);
          bytes[at >> 3] = bytes[at >> 3]! ^ (1 << (at & 7));
          expect(shows({ ...proof, [key]: nodes.map((one) => one.toString("hex")) })).to.equal(false);
        }),
        { numRuns: 500 },
      );
    });

    it("shows nothing any more with another index, or a node more or less", () => {
      for (let index = 0; index < 300; index++)
        expect(shows({ ...proof, index }), String(index)).to.equal(index === 7);
      for (const key of ["transaction", "outcome"] as const)
        for (const nodes of [
          [],
          proof[key].slice(1),
          proof[key].slice(0, -1),
          [...proof[key], proof[key][0]!],
        ])
          expect(shows({ ...proof, [key]: nodes })).to.equal(false);
    });

    it("is not made from answers that are not this block's", async () => {
      const lying = (method: string, change: (answer: never) => unknown): ChainNode => ({
        ...node,
        send: async <T>(asked: string, params: readonly unknown[]) => {
          const answer = await node.send(asked, params);
          return (asked === method ? change(answer as never) : answer) as T;
        },
      });
      const hash = hashesOf(block)[7]!;
      const ask = (by: ChainNode) =>
        proveTransaction(by, hash, String(block.hash)).catch((error: Error) => error.message);
      const first =
        (change: object) =>
        ([one, ...rest]: RpcObject[]) => [{ ...one, ...change }, ...rest];
      const others = { transactions: first({ value: "0x2" })(block.transactions as RpcObject[]) };
      expect(await ask(lying("eth_getBlockByHash", (whole: object) => ({ ...whole, ...others })))).to.contain(
        "do not make up",
      );
      expect(await ask(lying("eth_getBlockReceipts", first({ status: "0x0" })))).to.contain("do not make up");
      const roots = { transactionsRoot: `0x${"11".repeat(32)}` };
      expect(await ask(lying("eth_getBlockByHash", (whole: object) => ({ ...whole, ...roots })))).to.contain(
        "not the one it names",
      );
      expect(await ask(lying("eth_getBlockByHash", () => null))).to.equal(null);
      expect(await ask(lying("eth_getBlockReceipts", () => null))).to.equal(null);
      expect(await ask(lying("eth_getBlockTransactionCountByHash", () => "0x1389"))).to.equal(null);
    });

    it("is none for a transaction of another block, or a block nobody has", async () => {
      expect(await prove(block, `0x${"12".repeat(32)}`)).to.equal(null);
      expect(await proveTransaction(node, hashesOf(block)[7]!, `0x${"12".repeat(32)}`)).to.equal(null);
    });
  });
});

describe("indexTrie", () => {
  it("leads to each of its values, whatever they are", async () => {
    const values = fc.array(fc.uint8Array({ minLength: 32, maxLength: 120 }), {
      minLength: 1,
      maxLength: 300,
    });
    await fc.assert(
      fc.asyncProperty(values, fc.nat(), async (list, place) => {
        const index = place % list.length;
        const trie = await indexTrie(list, async () => {});
        const nodes = trie.prove(index);
        expect(Buffer.from(nodes.at(-1)!, "hex").includes(Buffer.from(list[index]!))).to.equal(true);
      }),
      { numRuns: 50 },
    );
  });
});
