import { expect } from "chai";
import type { Contract } from "ethers";
import { CID } from "multiformats/cid";
import { rpc } from "../../../scripts/dev/anvil.ts";
import { openElection } from "../../../server/adapters/chain/election.ts";
import { createAnchorBook } from "../../../server/adapters/postgres/log-anchor-book.ts";
import { type LogLine, openLogLine } from "../../../server/adapters/postgres/log-line.ts";
import {
  awaitsAnchor,
  countQuestions,
  createAnsweringBook,
} from "../../../server/adapters/postgres/log-questions.ts";
import { closeLog, createRotationBook } from "../../../server/adapters/postgres/log-rotation.ts";
import { createLineSequencer } from "../../../server/adapters/postgres/log-sequencer.ts";
import { type Answering, openAnswering } from "../../../server/app/answer-log.ts";
import { anchorHead } from "../../../server/app/log-anchoring.ts";
import { advanceRotation } from "../../../server/app/log-rotation.ts";
import { bytesToHex, utf8ToBytes } from "../../../server/domain/log/bytes.ts";
import { challengeCall, challengeIdOf } from "../../../server/domain/log/contract-calls.ts";
import { leafHash } from "../../../server/domain/log/hash.ts";
import { parseReceipt } from "../../../server/domain/log/receipt.ts";
import { anchorLog } from "../../../server/jobs/anchor-log.ts";
import { answerLog } from "../../../server/jobs/answer-log.ts";
import { IEvidenceLog__factory } from "../../../types/ethers-contracts/factories/contracts/interfaces/IEvidenceLog__factory.ts";
import { DAY_SECONDS, passTime } from "../../trust/support.ts";
import { SENDER_KEY } from "../adapters/chain/support.ts";
import { handIn } from "../adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "./log-chain.ts";

const Challenge = { open: 1n, kept: 2n, late: 3n };
const Request = { included: 2n, malformed: 4n };

const calls = IEvidenceLog__factory.createInterface();

/** Well-formed as the contract judges it, which the entries made here are by narrower rules. */
const entryOf = (subject: string): string =>
  `{"commitment":"${"5a".repeat(32)}","receivedAt":"a time","subject":"${subject}","type":"of its own","v":"redress.entry/1"}`;

describe("answering at the contract", function () {
  this.timeout(120_000);
  let at: AnchoredLog;
  let line: LogLine;
  let answering: Answering;
  let trouble: string[];

  beforeEach(async () => {
    at = await anchoredLog(SENDER_KEY);
    line = await openLogLine(at.log.database, at.settings);
    trouble = [];
    answering = open();
  });
  afterEach(() => at.close());

  /** As one process holds it; another one knows nothing of the first. */
  const open = (most?: number): Answering =>
    openAnswering({
      outbox: at.deps.outbox,
      work: at.log.work,
      blocks: at.blocks,
      chain: at.chain.reader,
      book: createAnsweringBook(at.log.database, line, most),
      onTrouble: (_, error) => trouble.push((error as { code?: string }).code ?? String(error)),
    });
  const logId = () => bytesToHex(at.settings.logId);
  const ask = (name: string, ...args: unknown[]) => (at.contract as Contract).getFunction(name)(...args);

  /** Sequences and anchors every log of the line. */
  async function anchor(): Promise<void> {
    await createLineSequencer(at.log.database, line).sequence();
    for (const settings of await line.unsealed())
      await anchorHead({ ...at.deps, book: createAnchorBook(at.log.database, settings) });
    await at.settle();
  }
  async function answer(): Promise<void> {
    await at.settle();
    await answering.pass();
    await at.settle();
  }

  /** Sends with the deposit, from an account that is nobody's here. */
  async function send(data: string): Promise<void> {
    const [from] = await rpc<string[]>(at.rpcUrl, "eth_accounts", []);
    const to = at.settings.identity.contract;
    await rpc(at.rpcUrl, "eth_sendTransaction", [{ from, to, data, value: "0x1" }]);
  }
  async function challenge(leaf: string): Promise<string> {
    const { promise } = parseReceipt((await at.log.reader.receipt(leaf, false))!);
    await send(challengeCall(promise).data);
    return `0x${bytesToHex(challengeIdOf(promise))}`;
  }
  const statusOf = async (id: string) => (await ask("challengeOf", id)).status;

  async function request(text: string, log = logId()): Promise<string> {
    await send(calls.encodeFunctionData("requestInclusion", [`0x${log}`, utf8ToBytes(text)]));
    return requestIdOf(text, log);
  }
  async function requestByCid(leaf: string, cid: string): Promise<void> {
    const args = [`0x${logId()}`, `0x${leaf}`, CID.parse(cid).bytes] as const;
    await send(calls.encodeFunctionData("requestInclusionByCid", [...args]));
  }
  const requestIdOf = (text: string, log = logId()): Promise<string> =>
    ask("requestIdOf", `0x${log}`, `0x${bytesToHex(leafHash(utf8ToBytes(text)))}`);
  const requestStatus = async (id: string) => (await ask("requestOf", id)).status;

  it("shows an item of a bulk promise kept by the first anchor that held it, whatever came later", async () => {
    const leaves = await handIn(at.log, 20);
    await anchor();
    await passTime(at.rpcUrl, DAY_SECONDS + 60);
    await handIn(at.log, 1, "later ");
    await anchor();
    const id = await challenge(leaves[13]!);
    await answer();
    expect(await statusOf(id)).to.equal(Challenge.kept);
  });

  it("sends the anchor a challenge waits for before its time, and answers late rather than never", async () => {
    const [leaf] = await handIn(at.log, 1);
    await at.log.sequencer.sequence();
    await passTime(at.rpcUrl, DAY_SECONDS + 60);
    const id = await challenge(leaf!);
    await at.settle();
    expect(await awaitsAnchor(at.log.database, logId())).to.equal(true);
    const sent = new Promise<number>((resolve) => {
      const job = anchorLog(
        {
          ...at.deps,
          intervalSeconds: 86_400,
          books: async () => [at.deps.book],
          office: openElection(at.log.database.pool, "redress anchor-log"),
          isAwaited: (log) => awaitsAnchor(at.log.database, log),
          onEnqueued: (size) => void job.stop().then(() => resolve(size)),
        },
        { intervalMs: 20, onError: () => {} },
      );
    });
    expect(await sent).to.equal(1);
    await at.settle();
    expect(await awaitsAnchor(at.log.database, logId())).to.equal(false);
    await answer();
    expect(await statusOf(id)).to.equal(Challenge.late);
  });

  it("sends an answer once, however many processes look, and none after it is closed", async () => {
    const [leaf, other] = await handIn(at.log, 2);
    await anchor();
    await passTime(at.rpcUrl, DAY_SECONDS + 60);
    const ids = [await challenge(leaf!), await challenge(other!)];
    await at.settle();
    const passes = await Promise.all([answering.pass(), open().pass(), open().pass()]);
    expect(passes.every(({ sent }) => sent <= 2)).to.equal(true);
    await at.settle();
    for (const id of ids) expect(await statusOf(id)).to.equal(Challenge.kept);
    expect(await open().pass()).to.include({ sent: 0 });
    expect(trouble).to.deep.equal([]);
    const { rows } = await at.log.database.pool.query(
      "SELECT state, count(*)::int FROM chain_call WHERE method = 'answer' GROUP BY state",
    );
    expect(rows).to.deep.equal([{ state: "mined", count: 2 }]);
  });

  it("answers again when anchor and challenge were reorganised away and came back otherwise", async () => {
    const [leaf] = await handIn(at.log, 1);
    await at.log.sequencer.sequence();
    const before = await rpc(at.rpcUrl, "evm_snapshot", []);
    await anchor();
    await passTime(at.rpcUrl, DAY_SECONDS + 60);
    const id = await challenge(leaf!);
    await answer();
    expect(await statusOf(id)).to.equal(Challenge.kept);

    await rpc(at.rpcUrl, "evm_revert", [before]);
    await passTime(at.rpcUrl, DAY_SECONDS + 600);
    await at.settle();
    await challenge(leaf!);
    for (let pass = 0; pass < 3; pass++) {
      await anchor();
      await answer();
    }
    expect(await statusOf(id)).to.equal(Challenge.late);
    expect((await ask("logOf", `0x${logId()}`)).openCount).to.equal(0n);
  });

  it("leaves a challenge open whose entry has no place yet, and counts it", async () => {
    const [leaf] = await handIn(at.log, 1);
    await passTime(at.rpcUrl, DAY_SECONDS + 60);
    const id = await challenge(leaf!);
    await answer();
    expect(await statusOf(id)).to.equal(Challenge.open);
    expect(await countQuestions(at.log.database)).to.deep.equal({ challenges: 1, requests: 0 });
    expect(trouble).to.deep.equal([]);
  });

  it("comes to every question in turn, however many before it nobody can answer", async () => {
    const [leaf] = await handIn(at.log, 1, "kept ");
    await anchor();
    const late = await handIn(at.log, 5, "never sequenced ");
    await passTime(at.rpcUrl, DAY_SECONDS + 60);
    for (const one of late) await challenge(one);
    const id = await challenge(leaf!);
    answering = open(2);
    for (let pass = 0; pass < 3; pass++) await answer();
    expect(await statusOf(id)).to.equal(Challenge.kept);
    expect(await countQuestions(at.log.database)).to.deep.equal({ challenges: 5, requests: 0 });
  });

  it("takes in what is stranger than its own entries, since the contract would not let it be rejected", async () => {
    const id = await request(entryOf("! strange"));
    await answer();
    await anchor();
    await answer();
    expect(await requestStatus(id)).to.equal(Request.included);
  });

  it("takes a requested entry in once, however often and by however many it is looked at", async () => {
    await request(entryOf("once"));
    await at.settle();
    const passes = await Promise.all([answering.pass(), open().pass()]);
    expect(passes[0]!.taken + passes[1]!.taken).to.be.within(1, 1);
    await answering.pass();
    const { rows } = await at.log.database.pool.query("SELECT count(*)::int FROM log_batch");
    expect(rows[0]).to.deep.equal({ count: 1 });
  });

  it("proves an entry that was in already", async () => {
    const [leaf] = await handIn(at.log, 1);
    await anchor();
    const { entry } = parseReceipt((await at.log.reader.receipt(leaf!, false))!);
    const id = await request(entry);
    await answer();
    expect(await requestStatus(id)).to.equal(Request.included);
  });

  it("fetches an entry named by its CID from its own store, and only the one that was asked for", async () => {
    const text = entryOf("by cid");
    const { cid } = await at.blocks.put(utf8ToBytes(text));
    await requestByCid(bytesToHex(leafHash(utf8ToBytes(text))), cid);
    await requestByCid("77".repeat(32), cid);
    await requestByCid("88".repeat(32), "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
    await answer();
    await anchor();
    await answer();
    expect(await requestStatus(await requestIdOf(text))).to.equal(Request.included);
    expect(trouble.toSorted()).to.deep.equal(["blocks.missing", "log.bad_entry"]);
    expect(await countQuestions(at.log.database)).to.deep.equal({ challenges: 0, requests: 2 });
  });

  it("rejects junk that only its CID was given of", async () => {
    const junk = utf8ToBytes("no entry at all");
    const { cid } = await at.blocks.put(junk);
    await requestByCid(bytesToHex(leafHash(junk)), cid);
    await answer();
    expect(await requestStatus(await requestIdOf("no entry at all"))).to.equal(Request.malformed);
  });

  it("answers in the log that goes on from the one that was asked", async () => {
    const [leaf] = await handIn(at.log, 1);
    await anchor();
    const text = entryOf("while it is closed");
    const id = await request(text);
    await at.settle();
    await closeLog(at.log.database, line, "test.redress.example/log/2");
    await answering.pass();
    for (let pass = 0; pass < 8; pass++) {
      await anchor();
      const book = createRotationBook(at.log.database, line, at.chain.senderAddress);
      await advanceRotation({ ...at.deps, book });
      await at.settle();
    }
    await answer();
    expect(await requestStatus(id)).to.equal(Request.included);
    expect(trouble).to.deep.equal([]);

    const next = bytesToHex(line.logId);
    const { entry } = parseReceipt((await at.log.reader.receipt(leaf!, false))!);
    const again = await request(entry, next);
    await answer();
    await anchor();
    await answer();
    expect(await requestStatus(again)).to.equal(Request.included);
  });

  it("runs by itself for as long as the server does", async () => {
    const [leaf] = await handIn(at.log, 1);
    await anchor();
    await passTime(at.rpcUrl, DAY_SECONDS + 60);
    const id = await challenge(leaf!);
    await at.settle();
    const errors: unknown[] = [];
    const job = answerLog(answering, { intervalMs: 10_000, onError: (error) => errors.push(error) });
    await job.stop();
    await at.settle();
    expect(errors).to.deep.equal([]);
    expect(await statusOf(id)).to.equal(Challenge.kept);
  });
});
