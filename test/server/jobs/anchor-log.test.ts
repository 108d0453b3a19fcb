import { expect } from "chai";
import { rpc } from "../../../scripts/dev/anvil.ts";
import { openElection } from "../../../server/adapters/chain/election.ts";
import { ChainError } from "../../../server/adapters/chain/errors.ts";
import { createAnchorBook } from "../../../server/adapters/postgres/log-anchor-book.ts";
import { createAnchorHandler, readAnchors } from "../../../server/adapters/postgres/log-anchors.ts";
import { createLogHalt } from "../../../server/adapters/postgres/log-halt.ts";
import { intakeNotices } from "../../../server/adapters/postgres/log-notices.ts";
import { createLogReader } from "../../../server/adapters/postgres/log-reader.ts";
import { createWitnessBook } from "../../../server/adapters/postgres/log-witness-book.ts";
import { anchorHead, compareWithChain, noteAnchorCosts } from "../../../server/app/log-anchoring.ts";
import { noteStateProofs } from "../../../server/app/log-state-proofs.ts";
import { parseReceipt } from "../../../server/domain/log/receipt.ts";
import { verifyReceipt } from "../../../server/domain/log/verify.ts";
import { anchorLog } from "../../../server/jobs/anchor-log.ts";
import { sequenceLog } from "../../../server/jobs/sequence-log.ts";
import { handIn, logFixture } from "../adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "./log-chain.ts";

describe("anchoring", () => {
  let at: AnchoredLog;

  beforeEach(async function () {
    this.timeout(60_000);
    at = await anchoredLog();
  });
  afterEach(() => at.close());

  const integrate = async (count: number, prefix: string): Promise<string[]> => {
    const leaves = await handIn(at.log, count, prefix);
    await at.log.sequencer.sequence();
    return leaves;
  };
  const anchor = async (): Promise<void> => {
    expect((await anchorHead(at.deps)).kind).to.equal("enqueued");
    await at.settle();
  };
  const stateOf = async (leaf: string) => (await at.log.reader.statuses([leaf])).get(leaf)!.state;
  const verdictOf = async (leaf: string) => {
    const receipt = (await at.log.reader.receipt(leaf, true))!;
    return (await verifyReceipt(receipt, { chain: at.view() })).verdict;
  };
  const onChain = async () => {
    const [size] = (await at.chain.reader.read("EvidenceLog", "head", [`0x${at.deps.book.logId}`])) as [
      bigint,
    ];
    return Number(size);
  };

  it("carries an entry from acceptance to a receipt that is valid against the chain alone", async () => {
    const [leaf] = await handIn(at.log, 1);
    expect(await stateOf(leaf!)).to.equal("accepted");
    await at.log.sequencer.sequence();
    expect(await stateOf(leaf!)).to.equal("integrated");
    await anchor();
    expect(await stateOf(leaf!)).to.equal("anchored");
    at.log.finalBlock = await at.chain.reader.blockNumber();
    expect(await stateOf(leaf!)).to.equal("finalised");
    expect(await verdictOf(leaf!)).to.equal("valid");
  });

  it("proves each anchor to extend the last, and old receipts stay valid", async () => {
    const [first] = await integrate(5, "a ");
    await anchor();
    const old = (await at.log.reader.receipt(first!, true))!;
    const [second] = await integrate(300, "b ");
    await anchor();
    expect(await onChain()).to.equal(305);
    expect((await verifyReceipt(old, { chain: at.view() })).verdict).to.equal("valid");
    expect(await verdictOf(second!)).to.equal("valid");
  });

  it("catches up with one anchor after many batches went by without a chain", async () => {
    for (const batch of ["a ", "b ", "c "]) await integrate(20, batch);
    await anchor();
    expect(await onChain()).to.equal(60);
    expect((await anchorHead(at.deps)).kind).to.equal("nothing");
  });

  it("has one anchor under way at a time", async () => {
    await integrate(3, "a ");
    expect((await anchorHead(at.deps)).kind).to.equal("enqueued");
    await integrate(3, "b ");
    expect((await anchorHead(at.deps)).kind).to.equal("waiting");
    await at.settle();
    expect(await anchorHead(at.deps)).to.deep.equal({ kind: "enqueued", size: 6 });
  });

  it("waits for its interval, and not for it under pressure", async () => {
    await integrate(3, "a ");
    const patient = { ...at.deps, intervalSeconds: 3600 };
    expect((await anchorHead(patient)).kind).to.equal("early");
    expect((await anchorHead({ ...patient, pressureEntries: 3 })).kind).to.equal("enqueued");
  });

  it("copies tiles and entries before it sends", async () => {
    const leaves = await integrate(300, "a ");
    await anchorHead(at.deps);
    const { rows } = await at.log.database.pool.query<{ level: number; cid: string }>(
      "SELECT level, tile_index::int, width, cid FROM log_tile_copy ORDER BY 1, 2",
    );
    expect(rows.map(({ cid: _, ...row }) => row)).to.deep.equal([
      { level: -1, tile_index: 0, width: 256 },
      { level: -1, tile_index: 1, width: 44 },
      { level: 0, tile_index: 0, width: 256 },
      { level: 0, tile_index: 1, width: 44 },
      { level: 1, tile_index: 0, width: 1 },
    ]);
    const chunks: Uint8Array[] = [];
    for await (const chunk of at.blocks.get(rows[3]!.cid)) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString("hex")).to.equal(leaves.slice(256).join(""));
  });

  it("notes what an anchor cost, within what the design allows", async () => {
    await integrate(300, "a ");
    await anchor();
    await integrate(300, "b ");
    await anchor();
    const gasUsed = async (transaction: string) =>
      Number((await rpc<{ gasUsed: string }>(at.rpcUrl, "eth_getTransactionReceipt", [transaction])).gasUsed);
    await noteAnchorCosts({ book: at.deps.book, gasUsed });
    const [newest] = await readAnchors(at.log.database.kysely, at.settings, 1);
    expect(newest!.gasUsed).to.be.within(30_000, 90_000);
    expect(await at.deps.book.withoutGas()).to.deep.equal([]);
  });

  it("asks again for the proof of an anchor's state when the node was away just then", async () => {
    const [leaf] = await integrate(1, "a ");
    await anchor();
    const away = () => Promise.reject(new ChainError("chain.unreachable", "the chain node does not answer"));
    await noteStateProofs({ ...at.deps, chain: { ...at.chain.reader, storageProof: away } });
    await noteStateProofs(at.deps);
    const receipt = parseReceipt((await at.log.reader.receipt(leaf!, true))!);
    expect(receipt.anchor).to.have.property("stateProof");
  });

  for (const answer of [
    null,
    "proof",
    { accountProof: ["0xzz"] },
    { accountProof: [], storageProof: [null] },
  ])
    it(`leaves a receipt without, where a node answers ${JSON.stringify(answer)} for a proof`, async () => {
      const [leaf] = await integrate(1, "a ");
      await anchor();
      const chain = { ...at.chain.reader, storageProof: async () => answer };
      await noteStateProofs({ ...at.deps, chain });
      expect(await at.deps.book.withoutStateProof(0)).to.equal(null);
      expect(await verdictOf(leaf!)).to.equal("valid");
    });

  it("sends nothing when the copies cannot be made", async () => {
    await integrate(3, "a ");
    const put = async () => {
      throw new Error("the block store is down");
    };
    const attempt = await anchorHead({ ...at.deps, blocks: { put } }).catch((error: unknown) => error);
    expect((attempt as Error).message).to.equal("the block store is down");
    expect(await at.deps.book.lastRequest()).to.equal(null);
  });

  it("tries again under a new key after the contract refused", async () => {
    const logId = `0x${at.deps.book.logId}`;
    const change = async (sender: string) =>
      void (await (await at.contract.getFunction("changeAnchorSender")(logId, sender)).wait());
    await change(`0x${"11".repeat(20)}`);
    await integrate(3, "a ");
    await anchorHead(at.deps);
    await at.settle();
    const failed = (await at.deps.book.lastRequest())!;
    expect((await at.chain.outbox.status(failed.key))!.state).to.equal("failed");
    await change(at.chain.senderAddress);
    await anchor();
    expect((await at.deps.book.lastRequest())!.key).to.equal(`${failed.key}:2`);
    expect(await onChain()).to.equal(3);
  });

  it("falls back when its block is reorganised away and recovers with a new receipt", async () => {
    const [leaf] = await integrate(3, "a ");
    await createWitnessBook(at.log.database, at.settings).noteWitnessed(3);
    const before = await rpc<string>(at.rpcUrl, "evm_snapshot", []);
    await anchor();
    expect(await stateOf(leaf!)).to.equal("anchored");
    const old = (await at.log.reader.receipt(leaf!, true))!;
    await rpc(at.rpcUrl, "evm_revert", [before]);
    await rpc(at.rpcUrl, "anvil_mine", ["0x3"]);
    expect((await verifyReceipt(old, { chain: at.view() })).verdict).to.equal("cannot_tell");
    await at.chain.follower([createAnchorHandler()]).pass();
    expect([await onChain(), await stateOf(leaf!)]).to.deep.equal([0, "witnessed"]);
    await at.settle();
    await at.settle();
    expect(await onChain()).to.equal(3);
    expect(await stateOf(leaf!)).to.equal("anchored");
    expect(await verdictOf(leaf!)).to.equal("valid");
  });

  it("goes on accepting and integrating while the chain is away, and calls nothing final", async function () {
    this.timeout(60_000);
    const [anchored] = await integrate(3, "a ");
    await anchor();
    await at.stopChain();
    const [waiting] = await integrate(3, "b ");
    expect(await anchorHead(at.deps).catch((error: unknown) => error)).to.be.instanceOf(Error);
    const reader = createLogReader(at.log.database, at.settings, at.chain.reader);
    const states = await reader.statuses([anchored!, waiting!]);
    expect([states.get(anchored!)!.state, states.get(waiting!)!.state]).to.deep.equal([
      "anchored",
      "integrated",
    ]);
    expect(await at.deps.book.lastRequest()).to.include({ size: 3 });
  });

  it("refuses to go on from a database that is older than the chain", async () => {
    await integrate(5, "a ");
    await anchor();
    const restored = await logFixture(at.settings);
    try {
      await handIn(restored, 2, "x ");
      await restored.sequencer.sequence();
      const book = createAnchorBook(restored.database, at.settings);
      const refusal = await compareWithChain({ book, chain: at.chain.reader }).catch(
        (error: unknown) => error,
      );
      expect(refusal).to.have.property("code", "log.fork_refused");
    } finally {
      await restored.close();
    }
  });

  it("refuses to go on from a database whose history is another one", async () => {
    await integrate(5, "a ");
    await anchor();
    const forged = await logFixture(at.settings);
    try {
      await handIn(forged, 9, "x ");
      await forged.sequencer.sequence();
      const book = createAnchorBook(forged.database, at.settings);
      const refusal = await anchorHead({ ...at.deps, book }).catch((error: unknown) => error);
      expect(refusal).to.have.property("code", "log.fork_refused");
    } finally {
      await forged.close();
    }
  });
});

describe("the log's jobs", () => {
  let at: AnchoredLog;

  before(async function () {
    this.timeout(60_000);
    at = await anchoredLog();
  });
  after(() => at.close());

  const office = (name: string) => openElection(at.log.database.pool, `${name} ${at.log.url}`);
  const onError = (error: unknown) => {
    throw error;
  };

  it("anchor the log that goes on though the one before it is in trouble", async function () {
    this.timeout(30_000);
    const trouble = new Error("this log is in trouble");
    const broken = { ...at.deps.book, head: () => Promise.reject(trouble) };
    await handIn(at.log, 1, "beside ");
    await at.log.sequencer.sequence();
    const heard: unknown[] = [];
    const { promise: enqueued, resolve } = Promise.withResolvers<number>();
    const books = async () => [broken, at.deps.book];
    const deps = { ...at.deps, books, office: office("anchor beside"), onEnqueued: resolve };
    const job = anchorLog(deps, { intervalMs: 20, onError: (error) => heard.push(error) });
    expect(await enqueued).to.equal(1);
    await job.stop();
    expect(heard[0]).to.equal(trouble);
    await at.settle();
  });

  it("send no anchor of a log that is stopped, which would settle the history in doubt", async function () {
    this.timeout(30_000);
    const halt = createLogHalt(at.log.database, at.settings);
    await handIn(at.log, 1, "in doubt ");
    await at.log.sequencer.sequence();
    await halt.halt("a witness has seen more");
    let passes = 0;
    const { promise: enqueued, resolve } = Promise.withResolvers<number>();
    const books = async () => {
      passes += 1;
      return [at.deps.book];
    };
    const deps = { ...at.deps, books, halt, office: office("anchor in doubt"), onEnqueued: resolve };
    const job = anchorLog(deps, { intervalMs: 20, onError });
    while (passes < 3) await new Promise((wait) => setTimeout(wait, 5));
    expect(await at.deps.book.lastRequest()).to.have.property("size", 1);
    await halt.goOn("a witness has seen more");
    expect(await enqueued).to.equal(2);
    await job.stop();
    await at.settle();
  });

  it("sequence what any process accepts as soon as it is committed, and hand it on to the anchor", async function () {
    this.timeout(30_000);
    let anchored = () => {};
    const done = new Promise<void>((resolve) => {
      anchored = resolve;
    });
    const anchoring = anchorLog(
      {
        ...at.deps,
        books: async () => [at.deps.book],
        office: office("anchor"),
        onEnqueued: () => anchored(),
      },
      { intervalMs: 60_000, onError },
    );
    // The interval is far longer than the test: only the notice can have woken the sequencer.
    const deps = {
      sequencer: at.log.sequencer,
      office: office("sequence"),
      notices: intakeNotices(at.log.url),
      mayGoOn: () => compareWithChain(at.deps),
      halt: createLogHalt(at.log.database, at.settings),
      onBatch: () => anchoring.wake(),
    };
    const sequencing = await sequenceLog(deps, { intervalMs: 60_000, onError });
    try {
      const [leaf] = await handIn(at.log, 1);
      await done;
      expect((await at.log.reader.statuses([leaf!])).get(leaf!)!.index).to.equal(2);
    } finally {
      await sequencing.stop();
      await anchoring.stop();
    }
  });
});
