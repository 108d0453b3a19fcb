import { expect } from "chai";
import { hexlify } from "ethers";
import { type ChainNode, openNode } from "../../../../server/adapters/chain/node.ts";
import { proveState } from "../../../../server/adapters/chain/prove-state.ts";
import { keySlot, rootSlot } from "../../../../server/domain/log/state-proof.ts";
import { anchoredEntries } from "../../../trust/support.ts";
import { type AnchoredLog, anchoredLog } from "../../jobs/log-chain.ts";
import { CHAIN_ID } from "./support.ts";

interface Proof {
  readonly accountProof: string[];
  readonly storageProof: { readonly proof: string[] }[];
}

describe("proveState", function () {
  this.timeout(60_000);
  let at: AnchoredLog;
  let node: ChainNode;
  let contract: string;
  let slots: string[];
  let block: { number: number; hash: string };

  before(async () => {
    at = await anchoredLog();
    await anchoredEntries(at, 3);
    node = openNode(at.rpcUrl, CHAIN_ID);
    contract = at.settings.identity.contract;
    const newest = await at.chain.reader.blockNumber();
    const header = await node.send<{ hash: string }>("eth_getBlockByNumber", [
      `0x${newest.toString(16)}`,
      false,
    ]);
    block = { number: newest, hash: header.hash };
    const { logId, promiseSigner } = at.settings;
    slots = [rootSlot(logId, 9, 1), keySlot(logId, "promise", promiseSigner)].map((slot) => hexlify(slot));
  });
  after(async () => {
    node.close();
    await at.close();
  });

  /** A node that answers one method otherwise. */
  const lying = (method: string, change: (answer: never) => unknown): ChainNode => ({
    ...node,
    send: async <T>(asked: string, params: readonly unknown[]) => {
      const answer = await node.send(asked, params);
      return (asked === method ? change(answer as never) : answer) as T;
    },
  });
  const refusal = (by: ChainNode, of = contract) =>
    proveState(by, of, slots, block).then(
      () => "taken",
      (error: { code?: string; message: string }) => error.code ?? error.message,
    );

  it("passes on what the node says where it holds, of empty slots too", async () => {
    const answer = await proveState(node, contract, slots, block);
    expect(answer).to.deep.equal(
      await node.send("eth_getProof", [contract, slots, `0x${block.number.toString(16)}`]),
    );
  });

  it("asks again later where the node has another block there now, or none yet", async () => {
    for (const other of [null, {}, { hash: `0x${"5e".repeat(32)}`, stateRoot: `0x${"5e".repeat(32)}` }])
      expect(await refusal(lying("eth_getBlockByNumber", () => other))).to.equal("chain.unreachable");
  });

  it("takes no proof of another state, account or slot", async () => {
    const proof = (change: (proof: Proof) => unknown) => lying("eth_getProof", change);
    expect(
      await refusal(
        lying("eth_getBlockByNumber", (header: object) => ({ ...header, stateRoot: `0x${"11".repeat(32)}` })),
      ),
    ).to.equal("log.bad_proof");
    for (const change of [
      (answer: Proof) => ({ ...answer, accountProof: answer.accountProof.slice(1) }),
      (answer: Proof) => ({ ...answer, storageProof: answer.storageProof.toReversed() }),
      (answer: Proof) => ({ ...answer, storageProof: answer.storageProof.slice(1) }),
      (answer: Proof) => ({ ...answer, accountProof: [] }),
    ])
      expect(await refusal(proof(change)), String(change)).to.equal("log.bad_proof");
  });

  it("takes none of an address without a contract", async () => {
    expect(await refusal(node, `0x${"ab".repeat(20)}`)).to.contain("has no contract at");
  });
});
