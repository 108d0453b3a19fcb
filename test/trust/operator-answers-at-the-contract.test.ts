import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Contract } from "ethers";
import { createAnsweringBook } from "../../server/adapters/postgres/log-questions.ts";
import { type Answering, openAnswering } from "../../server/app/answer-log.ts";
import { anchorHead } from "../../server/app/log-anchoring.ts";
import { bytesToHex, utf8ToBytes } from "../../server/domain/log/bytes.ts";
import { encodeEntry } from "../../server/domain/log/entry.ts";
import { leafHash } from "../../server/domain/log/hash.ts";
import { verifyReceipt } from "../../server/domain/log/verify.ts";
import { type AnchoredLog, anchoredLog } from "../server/jobs/log-chain.ts";
import { anchoredEntries, DAY_SECONDS, file, passTime, redress, stranger } from "./support.ts";

const KEPT = 2n;
const INCLUDED = 2n;
const MALFORMED = 4n;

describe("a stranger drags an honest operator before the contract", function () {
  this.timeout(120_000);
  let at: AnchoredLog;
  let answering: Answering;
  let way: string[];
  let logFile: string;
  /** Anchored within their promises, whose instants have passed. */
  let kept: string[];
  const trouble: unknown[] = [];

  before(async () => {
    at = await anchoredLog();
    answering = openAnswering({
      ...at.deps,
      book: createAnsweringBook(at.log.database, at.settings),
      chain: at.chain.reader,
      blocks: at.blocks,
      onTrouble: (_, error) => trouble.push(error),
    });
    const { keyFile } = await stranger(at.rpcUrl);
    way = ["--rpc", at.rpcUrl, "--key-file", keyFile];
    logFile = file(JSON.stringify(at.settings.identity), "log.json");
    kept = await anchoredEntries(at, 20);
    await passTime(at.rpcUrl, DAY_SECONDS + 60);
  });
  after(() => at.close());
  afterEach(() => expect(trouble).to.deep.equal([]));

  const ask = (name: string, ...args: unknown[]) => (at.contract as Contract).getFunction(name)(...args);
  const logOf = async () => await ask("logOf", `0x${bytesToHex(at.settings.logId)}`);
  const receiptOf = async (leaf: string) => (await at.log.reader.receipt(leaf, false))!;

  /** What the jobs of a server do beside requests, as long as there is anything to do. */
  async function work(): Promise<void> {
    for (let pass = 0; pass < 3; pass++) {
      await at.settle();
      await answering.pass();
      await at.log.sequencer.sequence();
      await anchorHead(at.deps);
      await at.settle();
    }
  }

  it("who challenges a kept promise loses the deposit, and the bond stays as it was", async () => {
    const receipt = file(await receiptOf(kept[0]!));
    const before = await logOf();
    const challenged = await redress("challenge", receipt, "--anyway", ...way);
    expect(challenged.code, challenged.err).to.equal(0);
    const id = /Challenge (0x[0-9a-f]{64})/.exec(challenged.out)?.[1];

    await work();

    expect((await ask("challengeOf", id)).status).to.equal(KEPT);
    const after = await logOf();
    expect([after.bondMinor, after.overdueCount, after.lateCount, after.openCount]).to.deep.equal([
      before.bondMinor,
      before.overdueCount,
      before.lateCount,
      0n,
    ]);
    const { challengeDepositWei } = await ask("numbers");
    expect((await ask("owedTo", after.operator))[1]).to.equal(challengeDepositWei);
    const settled = await redress("challenge", receipt, "--settle", ...way);
    expect(settled.err).to.contain("there is no such open challenge");
  });

  it("is told by the command that the promise was kept before any deposit is spent", async () => {
    const { code, err } = await redress("challenge", file(await receiptOf(kept[1]!)), ...way);
    expect(err).to.contain("this promise was kept").and.to.contain("--anyway");
    expect(code).to.equal(1);
    expect((await logOf()).openCount).to.equal(0n);
  });

  it("is not kept from a challenge by a receipt that lies about its anchor", async () => {
    const receipt = JSON.parse(await receiptOf(kept[2]!));
    const blockTime = new Date(Date.parse(receipt.anchor.blockTime) - 60_000).toISOString();
    receipt.anchor.blockTime = blockTime.replace(".000Z", "Z");
    const { code, err } = await redress("challenge", file(JSON.stringify(receipt)), ...way);
    expect(err).to.contain("does not know the anchor");
    expect(code, err).to.equal(0);
    await work();
    expect((await logOf()).openCount).to.equal(0n);
  });

  it("can be answered by any third party with a copy of the receipt, the operator's server stopped", async () => {
    const receipt = file(await receiptOf(kept[3]!));
    const challenged = await redress("challenge", receipt, "--anyway", ...way);
    const id = /Challenge (0x[0-9a-f]{64})/.exec(challenged.out)![1]!;
    const { keyFile } = await stranger(at.rpcUrl);
    const other = ["--rpc", at.rpcUrl, "--key-file", keyFile];
    const wrong = await redress("answer", file(await receiptOf(kept[4]!)), "--challenge", id, ...other);
    expect(wrong.err).to.contain("EvidenceLogNotIncluded");
    const answered = await redress("answer", receipt, "--challenge", id, ...other);
    expect(answered.code, answered.err).to.equal(0);
    expect((await ask("challengeOf", id)).status).to.equal(KEPT);
  });

  it("gets a requested entry into the log as it is, and the request is Included", async () => {
    const commitment = "5a".repeat(32);
    const receivedAt = "2026-11-22T06:00:00Z";
    const { text } = encodeEntry({ commitment, receivedAt, subject: "asked-for", type: "document" });
    const leaf = bytesToHex(leafHash(utf8ToBytes(text)));
    const asked = await redress("request-inclusion", file(text, "entry.json"), "--log", logFile, ...way);
    expect(asked.code, asked.err).to.equal(0);

    await work();

    const requestId = await ask("requestIdOf", `0x${bytesToHex(at.settings.logId)}`, `0x${leaf}`);
    expect((await ask("requestOf", requestId)).status).to.equal(INCLUDED);
    const receipt = await receiptOf(leaf);
    expect(JSON.parse(receipt).entry).to.equal(text);
    expect((await verifyReceipt(receipt, { chain: at.view() })).verdict).to.equal("valid");
    expect((await logOf()).refusedCount).to.equal(0n);
  });

  it("loses the deposit of a request for bytes that are no entry, and nothing enters the log", async () => {
    const operator = (await logOf()).operator;
    const [, before] = await ask("owedTo", operator);
    const { requestDepositWei } = await ask("numbers");
    const junk = '{"commitment":"junk"}';
    const logId = `0x${bytesToHex(at.settings.logId)}`;
    const bytes = `0x${Buffer.from(junk).toString("hex")}`;
    await (await ask("requestInclusion", logId, bytes, { value: requestDepositWei })).wait();

    await work();

    const leaf = bytesToHex(leafHash(utf8ToBytes(junk)));
    const requestId = await ask("requestIdOf", logId, `0x${leaf}`);
    expect((await ask("requestOf", requestId)).status).to.equal(MALFORMED);
    expect((await ask("owedTo", operator))[1]).to.equal(before + requestDepositWei);
    expect(await at.log.reader.receipt(leaf, false)).to.equal(null);
  });

  it("can close the own request with the receipt, where the operator does not", async () => {
    const receipt = file(await receiptOf(kept[5]!));
    const { entry } = JSON.parse(readFileSync(receipt, "utf8"));
    await redress("request-inclusion", file(entry, "entry.json"), "--log", logFile, ...way);
    const shown = await redress("answer", receipt, "--request", ...way);
    expect(shown.code, shown.err).to.equal(0);
    const requestId = await ask(
      "requestIdOf",
      `0x${bytesToHex(at.settings.logId)}`,
      `0x${bytesToHex(leafHash(utf8ToBytes(entry)))}`,
    );
    expect((await ask("requestOf", requestId)).status).to.equal(INCLUDED);
  });
});
