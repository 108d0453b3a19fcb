import { expect } from "chai";
import { encodeCall } from "../../../../server/domain/log/abi.ts";
import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import type { JsonRpc } from "../../../../server/domain/log/chain-view.ts";
import { compareWithAnchor } from "../../../../server/domain/log/fork-of-anchor.ts";
import { SETTINGS } from "../../adapters/postgres/log-fixture.ts";

const log = SETTINGS.identity;
const word = (value: number) => value.toString(16).padStart(64, "0");
const ROOT = new Uint8Array(32).fill(7);
const LOG_OF = encodeCall("logOf(bytes32)").slice(0, 10);
const shown = { size: 5, root: ROOT };

/** A node whose contract has size 9 as its head and size 5 at `anchoredAt`, and lists what it is told to. */
function node(events: unknown, { anchoredAt = 1_000, chainId = log.chainId, root = word(1) } = {}): JsonRpc {
  return async (method, params) => {
    const { data = "" } = (params[0] ?? {}) as { data?: string };
    if (method === "eth_chainId") return `0x${chainId.toString(16)}`;
    if (method === "eth_getLogs") return events;
    if (method === "eth_getBlockByNumber") return { timestamp: "0x3e8" };
    // By length of the question: rootAt takes three words, head and logOf one.
    if (data.length === 10 + 3 * 64) return `0x${data.endsWith(word(anchoredAt)) ? root : word(0)}`;
    return data.startsWith(LOG_OF)
      ? `0x${word(1)}${word(0).repeat(11)}`
      : `0x${word(9)}${word(3)}${word(2_000)}`;
  };
}

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "none",
    (error: { code?: string }) => error.code ?? String(error),
  );

describe("comparing a checkpoint with what was anchored", () => {
  it("finds the instant in the block of the event", async () => {
    const found = await compareWithAnchor(node([{ blockNumber: "0x5" }]), log, shown);
    expect(found).to.deep.equal({ kind: "differs", anchoredAt: 1_000 });
  });

  it("looks at the instant it is told first, and on where that is wrong", async () => {
    const told = compareWithAnchor(node([], { anchoredAt: 900 }), log, shown, [900]);
    expect(await told).to.deep.equal({ kind: "differs", anchoredAt: 900 });
    const wrong = compareWithAnchor(node([{ blockNumber: "0x5" }]), log, shown, [901]);
    expect(await wrong).to.deep.equal({ kind: "differs", anchoredAt: 1_000 });
  });

  it("tells one root from another", async () => {
    const same = node([{ blockNumber: "0x5" }], { root: bytesToHex(ROOT) });
    expect(await compareWithAnchor(same, log, shown)).to.deep.equal({ kind: "same" });
    expect(await compareWithAnchor(node([]), log, shown)).to.deep.equal({ kind: "none" });
  });

  it("takes the word of no node of another chain, or that answers nonsense", async () => {
    const other = node([], { chainId: log.chainId + 1 });
    expect(await codeOf(compareWithAnchor(other, log, shown))).to.equal("log.bad_encoding");
    expect(await codeOf(compareWithAnchor(node("all"), log, shown))).to.equal("log.bad_encoding");
    const nothing: JsonRpc = async (method) => (method === "eth_chainId" ? log.chainId : null);
    expect(await codeOf(compareWithAnchor(nothing, log, shown))).to.equal("log.bad_encoding");
  });
});
