import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import { expect } from "chai";
import { CID } from "multiformats/cid";
import { create } from "multiformats/hashes/digest";
import { rpc } from "../../../scripts/dev/anvil.ts";
import { gatewaySource } from "../../../server/adapters/entry-sources.ts";
import { createAnchorBook } from "../../../server/adapters/postgres/log-anchor-book.ts";
import { type LogLine, openLogLine } from "../../../server/adapters/postgres/log-line.ts";
import { createAnsweringBook } from "../../../server/adapters/postgres/log-questions.ts";
import { createLineSequencer } from "../../../server/adapters/postgres/log-sequencer.ts";
import { type Answering, type EntrySource, openAnswering } from "../../../server/app/answer-log.ts";
import { anchorHead } from "../../../server/app/log-anchoring.ts";
import { bytesToHex, utf8ToBytes } from "../../../server/domain/log/bytes.ts";
import { leafHash } from "../../../server/domain/log/hash.ts";
import { IEvidenceLog__factory } from "../../../types/ethers-contracts/factories/contracts/interfaces/IEvidenceLog__factory.ts";
import { openMachine, serverCommand } from "../../faults/restored-log.ts";
import { listen, shut } from "../../support/listen.ts";
import { file, type Ran } from "../../trust/support.ts";
import { SENDER_KEY } from "../adapters/chain/support.ts";
import { type AnchoredLog, anchoredLog } from "./log-chain.ts";

const INCLUDED = 2n;
const RAW = 0x55;
const calls = IEvidenceLog__factory.createInterface();

const entryOf = (subject: string): string =>
  `{"commitment":"${"5a".repeat(32)}","receivedAt":"a time","subject":"${subject}","type":"of its own","v":"redress.entry/1"}`;

const cidOf = (bytes: Uint8Array): CID =>
  CID.createV1(RAW, create(0x12, createHash("sha256").update(bytes).digest()));

/** An entry that was requested by a CID of which our own blocks know nothing. */
describe("an entry requested by its CID, of which the block is elsewhere", function () {
  this.timeout(120_000);
  let at: AnchoredLog;
  let line: LogLine;
  let trouble: string[];
  const gateways: Server[] = [];

  before(async () => {
    at = await anchoredLog(SENDER_KEY);
    line = await openLogLine(at.log.database, at.settings);
  });
  beforeEach(() => {
    trouble = [];
  });
  afterEach(async () => {
    for (const gateway of gateways.splice(0)) await shut(gateway);
  });
  after(() => at.close());

  /** A gateway that answers every question for a block with these bytes; its paths are noted. */
  async function gateway(bytes: Uint8Array | null, asked: string[] = []): Promise<string> {
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      if (bytes === null) response.writeHead(404).end();
      else response.writeHead(200, { "content-type": "application/vnd.ipld.raw" }).end(bytes);
    });
    gateways.push(server);
    return await listen(server);
  }

  const answering = (...elsewhere: EntrySource[]): Answering =>
    openAnswering({
      outbox: at.deps.outbox,
      work: at.log.work,
      blocks: at.blocks,
      chain: at.chain.reader,
      elsewhere,
      book: createAnsweringBook(at.log.database, line),
      onTrouble: (_, error) => trouble.push((error as { code?: string }).code ?? String(error)),
    });

  /** Asks the contract for an entry; answers the request's id. */
  async function request(text: string, cid: Uint8Array = cidOf(utf8ToBytes(text)).bytes): Promise<string> {
    const leaf = `0x${bytesToHex(leafHash(utf8ToBytes(text)))}`;
    const logId = `0x${bytesToHex(at.settings.logId)}`;
    const data = calls.encodeFunctionData("requestInclusionByCid", [logId, leaf, cid]);
    const [from] = await rpc<string[]>(at.rpcUrl, "eth_accounts", []);
    const to = at.settings.identity.contract;
    await rpc(at.rpcUrl, "eth_sendTransaction", [{ from, to, data, value: "0x1" }]);
    await at.settle();
    return await at.contract.getFunction("requestIdOf")(logId, leaf);
  }
  async function expectIncluded(id: string): Promise<void> {
    await createLineSequencer(at.log.database, line).sequence();
    await anchorHead({ ...at.deps, book: createAnchorBook(at.log.database, at.settings) });
    await at.settle();
    await answering().pass();
    await at.settle();
    expect((await at.contract.getFunction("requestOf")(id)).status).to.equal(INCLUDED);
  }

  it("is fetched from the gateways the operator names, by its address alone, and proved", async () => {
    const text = entryOf("on a gateway");
    const asked: string[] = [];
    const id = await request(text);
    const without = await gateway(null);
    const having = await gateway(utf8ToBytes(text), asked);
    expect(await answering(gatewaySource(without), gatewaySource(having)).pass()).to.include({ taken: 1 });
    expect(asked).to.deep.equal([`/ipfs/${cidOf(utf8ToBytes(text))}?format=raw`]);
    expect(trouble).to.deep.equal([]);
    await expectIncluded(id);
  });

  it("is taken from no gateway that sends other bytes, or more than an entry has", async () => {
    const text = entryOf("nowhere");
    const large = new Uint8Array(70_000).fill(32);
    const id = await request(text);
    const other = gatewaySource(await gateway(utf8ToBytes(entryOf("forged"))));
    const much = gatewaySource(await gateway(new Uint8Array(3 * 1024 * 1024)));
    expect(await answering(other, much).pass()).to.include({ taken: 0 });
    expect(trouble).to.deep.equal(["blocks.missing"]);
    await request("of another leaf", cidOf(large).bytes);
    expect(await answering(gatewaySource(await gateway(large))).pass()).to.include({ taken: 0 });
    expect(trouble).to.include("log.entry_too_large");
    const having = gatewaySource(await gateway(utf8ToBytes(text)));
    expect(await answering(other, having).pass()).to.include({ taken: 1 });
    await expectIncluded(id);
  });

  it("rests while nobody has it", async () => {
    await request(entryOf("never"));
    const asked: string[] = [];
    const open = answering(gatewaySource(await gateway(null, asked)));
    await open.pass();
    const first = asked.length;
    expect(first).to.be.greaterThan(0);
    await open.pass();
    expect(asked.length).to.equal(first);
  });

  describe("is taken in by redress answer", () => {
    const run = async (...args: string[]): Promise<Ran> =>
      serverCommand(at, await openMachine(at), at.log.url, ["answer", ...args]);

    it("from the first of several files and gateways that has the very bytes", async () => {
      const text = entryOf("in a file");
      const id = await request(text, utf8ToBytes("an address nobody can read"));
      const [wrong, right] = [file(entryOf("another"), "wrong.json"), file(text, "entry.json")];
      const gone = await gateway(null);
      const { code, out, err } = await run("--request", id, "--from", wrong, gone, right);
      expect(err).to.equal("");
      expect(out).to.contain("Taken in.");
      expect(code).to.equal(0);
      expect((await run("--request", id, "--from", right)).out).to.contain("nothing to do");
      await expectIncluded(id);
    });

    it("from no other bytes, and says so", async () => {
      const id = await request(entryOf("withheld"));
      const { code, err } = await run("--request", id, "--from", file(entryOf("forged"), "forged.json"));
      expect(err).to.contain("is not the entry that was asked for");
      expect(code).to.equal(1);
      const missing = await run("--request", id, "--from", await gateway(null));
      expect(missing.err).to.contain("is not here");
      const large = await run("--request", id, "--from", file(new Uint8Array(70_000), "large"));
      expect(large.err).to.contain("larger than any entry");
    });

    it("only for a request that is open, and without a receipt", async () => {
      const from = file(entryOf("unasked"), "entry.json");
      expect((await run("--request", `0x${"12".repeat(32)}`, "--from", from)).err).to.contain(
        "no such open request",
      );
      expect((await run("receipt.json", "--request", `0x${"12".repeat(32)}`, "--from", from)).err).to.contain(
        "without a receipt",
      );
      expect((await run()).err).to.contain("give a receipt");
    });
  });
});
