import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { Contract, type ContractRunner, type NonceManager } from "ethers";
import { sql } from "kysely";
import { openElection } from "../../../server/adapters/chain/election.ts";
import { unitOfWork } from "../../../server/adapters/postgres/database.ts";
import { createAnchorBook } from "../../../server/adapters/postgres/log-anchor-book.ts";
import { createLogHalt } from "../../../server/adapters/postgres/log-halt.ts";
import { createLogIntake } from "../../../server/adapters/postgres/log-intake.ts";
import { LOG_CLOSED, type LogLine, openLogLine } from "../../../server/adapters/postgres/log-line.ts";
import { BEFORE_ALL, headOf, placeBefore, placedLogs } from "../../../server/adapters/postgres/log-places.ts";
import { createLogPublisher } from "../../../server/adapters/postgres/log-publisher.ts";
import { createLogReader } from "../../../server/adapters/postgres/log-reader.ts";
import { closeLog, createRotationBook } from "../../../server/adapters/postgres/log-rotation.ts";
import { createLineSequencer, createLogSequencer } from "../../../server/adapters/postgres/log-sequencer.ts";
import type { LogSettings } from "../../../server/adapters/postgres/log-settings.ts";
import { createStampBook } from "../../../server/adapters/postgres/log-stamps.ts";
import { createWitnessBook } from "../../../server/adapters/postgres/log-witness-book.ts";
import { httpWitnesses } from "../../../server/adapters/witness/http-witness.ts";
import { appendLogKey } from "../../../server/app/append-log-key.ts";
import { anchorHead } from "../../../server/app/log-anchoring.ts";
import type { LogSequencer } from "../../../server/app/log-ports.ts";
import { advanceRotation } from "../../../server/app/log-rotation.ts";
import { openWitnessing } from "../../../server/app/log-witnessing.ts";
import type { ChainCall, LogIntake, LogReader, UnitOfWork } from "../../../server/app/ports.ts";
import { bytesToHex } from "../../../server/domain/log/bytes.ts";
import { addressOfKey } from "../../../server/domain/log/eip712.ts";
import { keySlot } from "../../../server/domain/log/state-proof.ts";
import { successionCommitment } from "../../../server/domain/log/succession.ts";
import { verifyReceipt } from "../../../server/domain/log/verify.ts";
import { parsePolicy } from "../../../server/domain/log/witness-policy.ts";
import { cosignLog } from "../../../server/jobs/cosign-log.ts";
import type { RunningJob } from "../../../server/jobs/loop.ts";
import { stampLog } from "../../../server/jobs/stamp-log.ts";
import { tempDir } from "../../support/temp-dir.ts";
import { startWitness } from "../../support/witness.ts";
import { publish } from "../../trust/published.ts";
import { file, passTime, redress } from "../../trust/support.ts";
import { artifact, SENDER_KEY } from "../adapters/chain/support.ts";
import { input, randomness } from "../adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "./log-chain.ts";

const NEXT = "test.redress.example/log/2";

/** What one server process holds of the line. */
interface Process {
  readonly line: LogLine;
  readonly intake: LogIntake;
  readonly uow: UnitOfWork;
  readonly reader: LogReader;
}

describe("a log that goes on in another", function () {
  this.timeout(120_000);
  let at: AnchoredLog;
  let one: Process;
  /** A second process that nobody tells about the rotation. */
  let two: Process;
  let sequencer: LogSequencer;
  let old: string[];

  before(async () => {
    at = await anchoredLog(SENDER_KEY);
    one = await start();
    two = await start();
    sequencer = createLineSequencer(at.log.database, one.line);
    old = await handIn(one, "before", 3);
    await work();
    old.push(...(await handIn(one, "waiting", 2)));
  });
  after(() => at.close());

  async function start(): Promise<Process> {
    const { database } = at.log;
    const line = await openLogLine(database, at.settings);
    return {
      line,
      intake: createLogIntake(line, randomness),
      uow: unitOfWork(database, async (error) => {
        if ((error as { code?: string }).code !== LOG_CLOSED) return false;
        await line.refresh();
        return true;
      }),
      reader: createLogReader(database, line, { finalisedBlock: async () => 0 }),
    };
  }

  async function handIn({ intake, uow }: Process, prefix: string, count: number): Promise<string[]> {
    const inputs = Array.from({ length: count }, (_, n) => input(`${prefix}${n}`));
    return (await uow.run((tx) => intake.accept(tx, inputs))).map(({ leafHash }) => leafHash);
  }

  /** One pass of everything that runs beside requests. */
  async function work(): Promise<string> {
    const { database } = at.log;
    await sequencer.sequence();
    for (const settings of await one.line.unsealed())
      await anchorHead({ ...at.deps, book: createAnchorBook(database, settings) });
    await at.settle();
    const book = createRotationBook(database, one.line, at.chain.senderAddress);
    const step = await advanceRotation({ ...at.deps, book });
    await at.settle();
    return step;
  }

  const verdictOf = async (leaf: string) =>
    (await verifyReceipt((await one.reader.receipt(leaf, true))!, { chain: at.view() })).verdict;
  const originOf = async (leaf: string) =>
    (JSON.parse((await one.reader.receipt(leaf, true))!) as { log: { origin: string } }).log.origin;

  /** Waits until a connection waits for a lock. */
  async function someoneWaits(): Promise<void> {
    for (;;) {
      const { rows } = await sql`
        SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(
        at.log.database.kysely,
      );
      if (rows.length > 0) return;
    }
  }

  /** Lets the contract take that much of the operator's money. */
  async function bondApproval(): Promise<(amount: bigint) => Promise<void>> {
    const wallet = at.contract.runner as ContractRunner;
    const { abi } = artifact("contracts/money/SettlementToken.sol/SettlementToken");
    const token = new Contract(String(await at.contract.getFunction("token")()), abi, wallet);
    return async (amount) => {
      (wallet as NonceManager).reset();
      await (await token.getFunction("approve")(at.contract.target, amount)).wait();
    };
  }

  /** A call that failed, as when it was tried before what it stands on was there. */
  async function failOnce(key: string, call: Omit<ChainCall, "key">): Promise<void> {
    await one.uow.run((tx) => at.deps.outbox.enqueue(tx, { key, ...call }));
    await sql`UPDATE chain_call SET state = 'failed', error = 'reverted' WHERE key = ${key}`.execute(
      at.log.database.kysely,
    );
  }

  it("is not closed while it is stopped: its successor would take in what it may not", async () => {
    const halt = createLogHalt(at.log.database, at.settings);
    await halt.halt("a witness has seen more");
    const closing = await closeLog(at.log.database, one.line, NEXT).catch((e: Error) => e);
    expect(closing).to.have.property("code", "log.rotation_refused");
    await halt.goOn("a witness has seen more");
  });

  it("goes on whichever log of the line the reason stands at, as where a server had not heard of the rotation yet", async () => {
    const reasons = async () =>
      (await sql<{ stopped: string | null }>`SELECT stopped FROM log`.execute(at.log.database.kysely)).rows;
    await sql`UPDATE log SET stopped = 'seen elsewhere'`.execute(at.log.database.kysely);
    await createLogHalt(at.log.database, { ...at.settings, logId: new Uint8Array(32) }).goOn(
      "seen elsewhere",
    );
    expect((await reasons()).every(({ stopped }) => stopped === null)).to.equal(true);
  });

  it("is not closed while an entry is being written", async () => {
    const order: string[] = [];
    let closing: Promise<unknown> = Promise.resolve();
    await one.uow.run(async (tx) => {
      const [slow] = await one.intake.accept(tx, [input("slow")]);
      old.push(slow!.leafHash);
      closing = closeLog(at.log.database, one.line, NEXT).then(() => order.push("closed"));
      await someoneWaits();
      order.push("written");
    });
    await closing;
    expect(order).to.deep.equal(["written", "closed"]);
  });

  it("takes entries in the successor from the moment it is closed, in every process", async () => {
    const [mine] = await handIn(one, "after", 1);
    const [theirs] = await handIn(two, "after, elsewhere", 1);
    expect(await originOf(mine!)).to.equal(NEXT);
    expect(await originOf(theirs!)).to.equal(NEXT);
  });

  it("refuses a second rotation before the first is done", async () => {
    const again = await closeLog(at.log.database, one.line, "test.redress.example/log/3").catch(
      (e: Error) => e,
    );
    expect(again).to.have.property("code", "log.rotation_refused");
  });

  it("is anchored to its last entry, sealed, and registered anew, and entries are taken all the while", async () => {
    const steps: string[] = [];
    for (let pass = 0; pass < 12 && steps.at(-1) !== "none"; pass++) {
      await handIn(two, `meanwhile ${pass} `, 1);
      steps.push(await work());
    }
    expect(steps).to.include.members(["sealing", "registering", "begun"]);
    const log = await at.contract.getFunction("logOf")(`0x${bytesToHex(at.settings.logId)}`);
    expect(log.sealedAt > 0n).to.equal(true);
    expect(log.successor).to.equal(`0x${bytesToHex(one.line.logId)}`);
  });

  it("begins its successor with its last checkpoint, which the contract has proved", async () => {
    for (let pass = 0; pass < 3; pass++) await work();
    const [size, root] = (await at.contract.getFunction("head")(`0x${bytesToHex(at.settings.logId)}`)) as [
      bigint,
      string,
    ];
    const last = { logId: at.settings.logId, size: Number(size), root: Buffer.from(root.slice(2), "hex") };
    expect(Number(size)).to.equal(old.length);
    const publisher = createLogPublisher(at.log.database, one.line);
    const first = Buffer.from((await publisher.bundle(0, 1))!).toString("utf8");
    expect(first).to.contain(bytesToHex(successionCommitment(last)));
    expect(publisher.who().origin).to.equal(NEXT);
    const [anchored] = (await at.contract.getFunction("head")(`0x${bytesToHex(one.line.logId)}`)) as [bigint];
    expect(Number(anchored)).to.be.greaterThan(1);
  });

  it("gives entries places that only grow, through both logs", async () => {
    const db = at.log.database.kysely;
    const [first, second] = await placedLogs(db, at.settings.logId);
    expect(first!.head).to.equal(old.length - 1);
    expect(second!.start).to.be.greaterThan(first!.head);
    expect(headOf([first!, second!])).to.equal(second!.head);
    expect(headOf([first!, { ...second!, head: second!.start - 1 }])).to.equal(first!.head);
    expect(await placeBefore(db, at.settings.logId, new Date(0))).to.equal(BEFORE_ALL);
    const { rows } = await sql<{ at: Date }>`
      SELECT max(accepted_at) AS at FROM log_entry WHERE log_id = ${second!.logId}`.execute(db);
    const place = await placeBefore(db, at.settings.logId, rows[0]!.at);
    expect(place).to.be.within(second!.start - 1, second!.head - 1);
  });

  it("leaves every old receipt valid, and proves the new ones in the successor", async () => {
    for (const leaf of old) expect(await verdictOf(leaf)).to.equal("valid");
    expect(await originOf(old[4]!)).to.equal(at.settings.identity.origin);
    const [fresh] = await handIn(two, "long after", 1);
    await work();
    await work();
    expect(await verdictOf(fresh!)).to.equal("valid");
  });

  it("keeps the old log to be checked by anybody, which every monitor of it finds", async () => {
    const shown = await publish(at.log.database, one.line);
    const known = await redress(
      ...["monitor", "--log", file(JSON.stringify(at.settings.identity), "log.json"), "--state", tempDir()],
      ...["--url", shown.url, "--rpc", at.rpcUrl],
    );
    expect(known.out).to.contain(`it goes on in log ${bytesToHex(one.line.logId)}`);
    expect(known.out).to.contain(`Size ${old.length}: recomputed`);
    expect(known.code).to.equal(0);
    const successor = await redress(
      ...["monitor", "--log", file(JSON.stringify(one.line.identity), "log.json"), "--state", tempDir()],
      ...["--url", shown.url, "--rpc", at.rpcUrl],
    );
    expect(successor.out).to.contain("nothing contradicts it");
    await shown.close();
  });

  it("gives a repeated hand-in the promise it got in the old log", async () => {
    const [again] = await one.uow.run((tx) => one.intake.accept(tx, [input("before0")]));
    expect(again).to.include({ repeated: true, leafHash: old[0] });
    expect(again?.promise.logId).to.equal(bytesToHex(at.settings.logId));
  });

  describe("was sealed before others had seen its last checkpoint, which", () => {
    const whileRunning = async (job: RunningJob, isDone: () => Promise<boolean>) => {
      while (!(await isDone())) await sleep(25);
      await job.stop();
    };
    const options = {
      intervalMs: 25,
      onError: (error: unknown) => {
        throw error;
      },
    };

    it("is stamped all the same, and no older one", async () => {
      const stamped: string[] = [];
      const ask = async (message: Uint8Array) => {
        stamped.push(Buffer.from(message).toString().split("\n").slice(0, 2).join(" "));
        return { token: new Uint8Array([1]), at: new Date() };
      };
      const books = async () => (await one.line.all()).map((each) => createStampBook(at.log.database, each));
      const nothingWaits = async () => {
        for (const book of await books()) if ((await book.next()) !== null) return false;
        return true;
      };
      await whileRunning(stampLog({ books, ask }, options), nothingWaits);
      const { origin } = at.settings.identity;
      expect(stamped.filter((text) => text.startsWith(`${origin} `))).to.deep.equal([
        `${origin} ${old.length}`,
      ]);
      expect(stamped.some((text) => text.startsWith(`${NEXT} `))).to.equal(true);
    });

    it("is cosigned all the same", async () => {
      const witness = await startWitness("w1.example", at.settings.identity.verifierKey);
      const policy = parsePolicy(`witness W1 ${witness.key} ${witness.url}\nquorum W1`);
      const book = createWitnessBook(at.log.database, at.settings);
      expect((await book.newest())?.size).to.equal(old.length);
      const witnessings = (await one.line.all()).map((each) =>
        openWitnessing({
          book: createWitnessBook(at.log.database, each),
          policy,
          witnesses: httpWitnesses(policy),
          onTrouble: () => {},
          halt: createLogHalt(at.log.database, one.line),
        }),
      );
      const office = openElection(at.log.database.pool, `cosign ${at.log.url}`);
      const job = cosignLog({ witnessings: async () => witnessings, office }, options);
      await whileRunning(job, async () => (await book.newest()) === null);
      await witness.stop();
      expect(await book.newest()).to.equal(null);
      expect(await book.cosigners(old.length)).to.deep.equal([witness.key]);
    });
  });

  it("waits for the bond of its successor without spoiling the step, and so goes on once more", async () => {
    const closed = bytesToHex(one.line.logId);
    const approve = await bondApproval();
    await approve(0n);
    await failOnce(`seal:${closed}`, { contract: "EvidenceLog", method: "sealLog", args: [`0x${closed}`] });
    await closeLog(at.log.database, one.line, "test.redress.example/log/3");
    const [leaf] = await handIn(two, "third", 1);
    const steps: string[] = [];
    for (let pass = 0; pass < 8; pass++)
      steps.push(await work().catch((error: Error) => error.message.replace(/.*refuses /, "")));
    expect(steps).to.include("sealing");
    expect(steps.at(-1)).to.equal(`start:log:${bytesToHex(one.line.logId)}: reverted.`);
    await approve(10n ** 12n);
    for (let pass = 0; pass < 10; pass++) await work();
    expect(await originOf(leaf!)).to.equal("test.redress.example/log/3");
    expect(await verdictOf(leaf!)).to.equal("valid");
  });
});

describe("a log that gets another promise key", function () {
  this.timeout(60_000);
  let at: AnchoredLog;
  const next = new Uint8Array(32).fill(77);

  before(async () => {
    at = await anchoredLog(SENDER_KEY);
  });
  after(() => at.close());

  async function anchoredBy(settings: LogSettings, prefix: string): Promise<string> {
    const intake = createLogIntake(settings, randomness);
    const [entry] = await at.log.work.run((tx) => intake.accept(tx, [input(prefix)]));
    await at.log.sequencer.sequence();
    await anchorHead(at.deps);
    await at.settle();
    return (await at.log.reader.receipt(entry!.leafHash, true))!;
  }

  it("counts on the new one only after the contract's delay, and old receipts stay valid", async () => {
    const old = await anchoredBy(at.settings, "old");
    const key = addressOfKey(next);
    const logId = bytesToHex(at.settings.logId);
    await appendLogKey({ uow: at.log.work, outbox: at.deps.outbox }, { logId, use: "promise", key });
    await at.settle();
    const activeAt = await at.contract.getFunction("keyActiveAt")(`0x${logId}`, 1, key);
    expect(Number(activeAt)).to.be.greaterThan(Date.now() / 1000 + 6 * 86_400);
    const settings = { ...at.settings, keys: { ...at.settings.keys, promise: next }, promiseSigner: key };
    const early = await anchoredBy(settings, "too early");
    expect((await verifyReceipt(early, { chain: at.view() })).verdict).to.equal("cannot_tell");
    expect((await verifyReceipt(old, { chain: at.view() })).verdict).to.equal("valid");
  });
});

describe("a log whose next key could not be appended", function () {
  this.timeout(60_000);

  it("gets it when that is asked for again", async () => {
    const at = await anchoredLog(SENDER_KEY);
    const logId = bytesToHex(at.settings.logId);
    const key = addressOfKey(new Uint8Array(32).fill(79));
    const append = () =>
      appendLogKey({ uow: at.log.work, outbox: at.deps.outbox }, { logId, use: "promise", key });
    const activeAt = async () => await at.contract.getFunction("keyActiveAt")(`0x${logId}`, 1, key);
    await append();
    await sql`UPDATE chain_call SET state = 'failed', error = 'reverted' WHERE key LIKE 'append-key:%'`.execute(
      at.log.database.kysely,
    );
    await at.settle();
    expect(await activeAt()).to.equal(0n);
    await append();
    await append();
    await at.settle();
    expect(await activeAt()).to.not.equal(0n);
    await at.close();
  });
});

describe("a log that gets another checkpoint key", function () {
  this.timeout(60_000);
  let at: AnchoredLog;
  const next = new Uint8Array(32).fill(78);

  before(async () => {
    at = await anchoredLog(SENDER_KEY);
  });
  after(() => at.close());

  it("gives receipts of either key's time, and each names the one that signed", async () => {
    const { database, intake, sequencer, work } = at.log;
    const take = async (name: string) =>
      (await work.run((tx) => intake.accept(tx, [input(name)])))[0]!.leafHash;
    const old = await take("old");
    await sequencer.sequence();
    await anchorHead(at.deps);
    const key = addressOfKey(next);
    const logId = bytesToHex(at.settings.logId);
    await appendLogKey({ uow: work, outbox: at.deps.outbox }, { logId, use: "checkpoint", key });
    await at.settle();
    await passTime(at.rpcUrl, 8 * 86_400);

    // Started anew with the other key.
    const keys = { ...at.settings.keys, checkpoint: next };
    const settings = { ...at.settings, keys, checkpointSigner: key };
    const book = createAnchorBook(database, settings);
    const slot = keySlot(settings.logId, "checkpoint", at.settings.checkpointSigner);
    expect(await book.withoutStateProof(0)).to.have.property("checkpointKeySlot", `0x${bytesToHex(slot)}`);
    const later = await take("later");
    await createLogSequencer(database, settings).sequence();
    await anchorHead({ ...at.deps, book });
    await at.settle();
    const reader = createLogReader(database, settings, { finalisedBlock: async () => 0 });
    for (const [leaf, signer] of [
      [old, at.settings.checkpointSigner],
      [later, key],
    ] as const) {
      const receipt = (await reader.receipt(leaf, true))!;
      expect(JSON.parse(receipt)).to.have.property("checkpointSigner", signer);
      expect((await verifyReceipt(receipt, { chain: at.view() })).verdict).to.equal("valid");
    }
  });
});
