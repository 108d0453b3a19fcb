import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { sql } from "kysely";
import { rpc } from "../../scripts/dev/anvil.ts";
import { type LogTail, openLogTail, readTailHead } from "../../server/adapters/log-tail.ts";
import { createLogHalt } from "../../server/adapters/postgres/log-halt.ts";
import { createLogPublisher } from "../../server/adapters/postgres/log-publisher.ts";
import { takeInRequested } from "../../server/adapters/postgres/log-requested.ts";
import { checkpointSigner } from "../../server/adapters/postgres/log-settings.ts";
import { createWitnessBook } from "../../server/adapters/postgres/log-witness-book.ts";
import { anchorHead, compareOrHalt } from "../../server/app/log-anchoring.ts";
import { refuseUnseen } from "../../server/app/log-fork.ts";
import { goOnOrHalt } from "../../server/app/log-going-on.ts";
import { signCheckpoint } from "../../server/domain/log/checkpoint.ts";
import { parseReceipt } from "../../server/domain/log/receipt.ts";
import { bundlePath, TILE_WIDTH, tilePath } from "../../server/domain/log/tiles.ts";
import { verifyReceipt } from "../../server/domain/log/verify.ts";
import { keepTailOf } from "../../server/jobs/keep-tail.ts";
import { handIn, input, type LogFixture, logFixture } from "../server/adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "../server/jobs/log-chain.ts";
import { copyOfDatabase, type TestDatabase } from "../support/database.ts";
import { tempDir } from "../support/temp-dir.ts";
import { type PublishedLog, publish } from "../trust/published.ts";
import { file, type Ran, redress } from "../trust/support.ts";
import {
  anchoringOn,
  type Machine,
  mirrorFolder,
  openMachine,
  type Restored,
  recover,
  restore,
} from "./restored-log.ts";

const BEFORE = 3;
const PENDING = 2;
const BATCH = 300;
/** Commits to what the batch begins with, within the same minute. */
const TWIN = 10;
/** The same as the twin once more, after the backup. */
const TRIPLET = 10;
/** Reads the same as the first that was pending, within the same minute. */
const ECHO = 1;
/** What a stranger had taken in through the contract, behind the entry that says so. */
const FORGED = 2;
const AFTER = 400;
const TAIL = 5;
/** One more than what is counted: the entry of an erasure. */
const ANCHORED = BEFORE + PENDING + BATCH + TWIN + TRIPLET + ECHO + FORGED + 1 + AFTER;
const PUBLISHED = ANCHORED + TAIL;
const LAST_WIDTH = PUBLISHED % TILE_WIDTH;
/** In the backup as accepted, with all their parts. */
const KNOWN = PENDING + BATCH + TWIN;

/** On real Postgres, a real node with the contract, and the command as a process of its own. */
describe("recovery of the log from what was published", function () {
  this.timeout(180_000);
  let at: AnchoredLog;
  let machine: Machine;
  let backup: TestDatabase;
  let mirror: PublishedLog;
  let folder: string;
  let watching: string;
  let restored: Restored;
  let snapshot: unknown;
  let lie: Promise<string> | undefined;
  let list: Buffer;
  const leaves: Record<"before" | "pending" | "after", string[]> = { before: [], pending: [], after: [] };
  const receipts: string[] = [];

  before(async () => {
    at = await anchoredLog();
    machine = await openMachine(at);
    leaves.before = await handIn(at.log, BEFORE, "before ");
    await at.log.sequencer.sequence();
    await anchor();
    leaves.pending = await handIn(at.log, PENDING, "pending ");
    await handInBatch("twin", TWIN);
    await handInBatch("batch", BATCH);
    backup = await copyOfDatabase(at.log.url);
    await echo(leaves.pending[0]!);
    await at.log.sequencer.sequence();
    await anchor();
    await erase(leaves.before[0]!);
    await takeInForged(leaves.before[1]!);
    await handInBatch("triplet", TRIPLET);
    leaves.after = await handIn(at.log, AFTER, "after ");
    await at.log.sequencer.sequence();
    await anchor();
    for (const leaf of [leaves.before[1]!, leaves.pending[0]!, leaves.after[0]!])
      receipts.push((await at.log.reader.receipt(leaf, true)) ?? "");
    await handIn(at.log, TAIL, "tail ");
    await at.log.sequencer.sequence();
    mirror = await publish(at.log.database, at.settings);
    folder = await mirrorFolder(at.log, at.settings);
    watching = tempDir("redress-monitor-");
    const first = await monitor(mirror.url);
    expect(first.code, first.out + first.err).to.equal(0);
  });
  beforeEach(async () => {
    snapshot = await rpc(at.rpcUrl, "evm_snapshot", []);
    list = readFileSync(listFile());
    restored = await restore(at, machine, backup.url);
    await compare().catch(() => {});
  });
  afterEach(async () => {
    await restored.close();
    await rpc(at.rpcUrl, "evm_revert", [snapshot]);
    writeFileSync(listFile(), list);
  });
  after(async () => {
    await mirror.close();
    await backup.drop();
    await at.close();
  });

  async function anchor(): Promise<void> {
    await anchorHead(anchoringOn(at, machine));
    await at.settle();
  }
  async function handInBatch(idempotencyKey: string, length: number, log = at.log): Promise<boolean> {
    const items = Array.from({ length }, (_, n) => ({
      ...({ type: "document", subject: "case-1f3a" } as const),
      commitment: n.toString(16).padStart(64, "0"),
    }));
    const batch = { submitter: "merchant-1", idempotencyKey, items, signed: null };
    return (await log.work.run((tx) => log.intake.acceptCommitments(tx, batch))).repeated;
  }
  async function echo(leaf: string): Promise<void> {
    const { entry } = parseReceipt((await at.log.reader.receipt(leaf, true))!);
    const { commitment, subject, type } = JSON.parse(entry);
    const batch = { submitter: "merchant-1", idempotencyKey: "echo", signed: null };
    const items = [{ commitment, subject, type }];
    await at.log.work.run((tx) => at.log.intake.acceptCommitments(tx, { ...batch, items }));
  }
  async function erase(previous: string): Promise<void> {
    const entry = input("erasure", { type: "erasure", previous });
    await at.log.work.run((tx) => at.log.intake.accept(tx, [entry]));
  }
  /** An entry as the contract would not reject it: it says it erases somebody's document, and names no time. */
  async function takeInForged(previous: string): Promise<void> {
    const named = `"previous":"${previous}","receivedAt":"once","subject":"not ours","type":"erasure"`;
    const entry = Buffer.from(`{"commitment":"${"5a".repeat(32)}",${named},"v":"redress.entry/1"}`);
    const asked = { id: "12".repeat(32), logId: at.deps.book.logId, leafHash: "" };
    await at.log.work.run((tx) => takeInRequested(tx, at.settings, asked, entry));
  }
  const listFile = () => join(machine.dataDir, "log-copies", at.deps.book.logId);
  const compare = () => compareOrHalt({ ...restored.deps, halt: halt() });
  const halt = () => createLogHalt(restored.log.database, at.settings);
  /** What a server asks that starts on the restored database. */
  const goOn = (tail: LogTail): Promise<void> =>
    goOnOrHalt({
      logs: async () => [
        {
          origin: at.settings.identity.origin,
          book: restored.deps.book,
          witnessBook: createWitnessBook(restored.log.database, at.settings),
          remembered: () => readTailHead(tail),
        },
      ],
      chain: at.chain.reader,
      halt: halt(),
      witnesses: [],
      onTrouble: () => {},
    });
  const run = (...args: string[]): Promise<Ran> => recover(at, machine, restored.log.url, ...args);
  const monitor = (url: string): Promise<Ran> => {
    const log = file(JSON.stringify(at.settings.identity), "log.json");
    return redress("monitor", "--log", log, "--url", url, "--state", watching, "--rpc", at.rpcUrl);
  };
  const sizeOf = async ({ database }: LogFixture): Promise<number> => {
    const { rows } = await sql<{ size: string }>`SELECT size FROM log`.execute(database.kysely);
    return Number(rows[0]?.size);
  };
  const verdictOf = async (receipt: string) => {
    const { verdict, steps } = await verifyReceipt(receipt, { chain: at.view() });
    return verdict === "valid" ? verdict : JSON.stringify(steps);
  };

  it("is asked for where the server says that the log has stopped", async () => {
    expect(await halt().reason())
      .to.contain(`the chain has size ${ANCHORED}`)
      .and.contain("redress recover-log");
  });

  it("brings the log up to what a mirror has, and lets it go on", async () => {
    const { code, out, err } = await run("--from", mirror.url);
    expect(err).to.equal("");
    expect(code).to.equal(0);
    expect(out).to.contain(`The database had ${BEFORE} entries, the contract has anchored ${ANCHORED}`);
    expect(out).to.contain(`Recovered: ${PUBLISHED - BEFORE} entries, every proof of them, 2 anchors.`);
    expect(out).to.contain(`${KNOWN} of them had been accepted before the backup`);
    await compare();
    expect([await sizeOf(restored.log), await halt().reason()]).to.deep.equal([PUBLISHED, null]);
  });

  it("shows a monitor that followed before the same log", async () => {
    await run("--from", mirror.url);
    const again = await publish(restored.log.database, at.settings);
    const { code, out } = await monitor(again.url);
    await again.close();
    expect(out).to.contain(`Size ${PUBLISHED}: recomputed, and nothing contradicts it.`);
    expect(code).to.equal(0);
  });

  it("leaves receipts given out before valid, and makes valid ones of every entry", async () => {
    await run("--from", mirror.url);
    await restored.fold();
    for (const receipt of receipts) expect(await verdictOf(receipt)).to.equal("valid");
    for (const leaf of [leaves.before[1]!, leaves.pending[0]!, leaves.after[0]!, leaves.after.at(-1)!])
      expect(await verdictOf((await restored.log.reader.receipt(leaf, true))!)).to.equal("valid");
  });

  it("shows entries under the first root that held them, as before", async () => {
    await run("--from", mirror.url);
    await restored.fold();
    const receipt = parseReceipt((await restored.log.reader.receipt(leaves.pending[0]!, true))!);
    const old = parseReceipt(receipts[1]!);
    expect([receipt.checkpoint, receipt.anchor?.transaction]).to.deep.equal([
      old.checkpoint,
      old.anchor?.transaction,
    ]);
  });

  it("keeps statement, salt and promise of what was accepted before the backup, and has none of the others", async () => {
    await run("--from", mirror.url);
    const known = parseReceipt((await restored.log.reader.receipt(leaves.pending[0]!, true))!);
    const lost = parseReceipt((await restored.log.reader.receipt(leaves.after[0]!, true))!);
    expect(known.promise).to.deep.equal(parseReceipt(receipts[1]!).promise);
    expect([known.statement === undefined, lost.statement === undefined]).to.deep.equal([false, true]);
  });

  it("applies erasures that came after the backup before anything is served", async () => {
    expect(parseReceipt((await restored.log.reader.receipt(leaves.before[0]!, true))!).salt).to.be.a(
      "string",
    );
    expect((await run("--from", mirror.url)).out).to.contain(
      "Erased again, because the log says so: 1 document",
    );
    const receipt = parseReceipt((await restored.log.reader.receipt(leaves.before[0]!, true))!);
    expect([receipt.statement, receipt.salt]).to.deep.equal([undefined, undefined]);
  });

  it("erases nothing because a stranger's entry says so", async () => {
    await run("--from", mirror.url);
    const { statement, salt } = parseReceipt((await restored.log.reader.receipt(leaves.before[1]!, true))!);
    expect([statement === undefined, salt === undefined]).to.deep.equal([false, false]);
  });

  it("goes on appending and anchoring", async () => {
    await run("--from", mirror.url);
    await compare();
    const [leaf] = await handIn(restored.log, 2, "afterwards ");
    expect(await restored.log.sequencer.sequence()).to.equal(2);
    await restored.fold();
    await restored.anchor();
    expect(await verdictOf((await restored.log.reader.receipt(leaf!, true))!)).to.equal("valid");
    const [size] = (await at.chain.reader.read("EvidenceLog", "head", [`0x${at.deps.book.logId}`])) as [
      bigint,
    ];
    expect(Number(size)).to.equal(PUBLISHED + 2);
  });

  it("may be run again: there is nothing left to do", async () => {
    await run("--from", mirror.url);
    const { code, out } = await run("--from", mirror.url);
    expect(out).to.contain("There is nothing to recover");
    expect([code, await sizeOf(restored.log)]).to.deep.equal([0, PUBLISHED]);
  });

  it("checks everything and changes nothing where it is told to", async () => {
    const { code, out } = await run("--from", mirror.url, "--check");
    expect(out)
      .to.contain(`Can be recovered: ${PUBLISHED - BEFORE} entries`)
      .and.contain("Nothing was changed.");
    expect(code).to.equal(0);
    await expectUntouched();
  });

  it("takes in again what is handed in again under its old key, as an entry of its own", async () => {
    await run("--from", mirror.url);
    await compare();
    const again = input("after 0");
    const [entry] = await restored.log.work.run((tx) => restored.log.intake.accept(tx, [again]));
    expect([entry!.repeated, entry!.leafHash === leaves.after[0]]).to.deep.equal([false, false]);
    const known = input("pending 0");
    const [repeated] = await restored.log.work.run((tx) => restored.log.intake.accept(tx, [known]));
    expect([repeated!.repeated, repeated!.leafHash]).to.deep.equal([true, leaves.pending[0]]);
    expect(await handInBatch("batch", BATCH, restored.log)).to.equal(true);
    expect(await handInBatch("triplet", TRIPLET, restored.log)).to.equal(false);
  });

  it("reads the copies on IPFS by the list kept beside the database, and goes on from there by a mirror", async () => {
    const { code, out, err } = await run();
    expect(err).to.equal("");
    expect(out).to.contain(`Recovered: ${ANCHORED - BEFORE} entries`);
    expect([code, await sizeOf(restored.log)]).to.deep.equal([0, ANCHORED]);
    expect((await run("--from", mirror.url)).out).to.contain(`Recovered: ${TAIL} entries`);
    expect(await sizeOf(restored.log)).to.equal(PUBLISHED);
  });

  it("has what was published after the last anchor from the tail kept beside the database", async () => {
    const tail = openLogTail(machine.dataDir, at.deps.book.logId);
    await run();
    await keepTailOf(createLogPublisher(at.log.database, at.settings), tail, PUBLISHED);
    const refused = await goOn(tail).catch((error: Error) => error.message);
    expect(refused).to.contain(`has seen size ${PUBLISHED}`).and.contain(`the database has size ${ANCHORED}`);

    expect((await run()).out).to.contain(`Recovered: ${TAIL} entries`);
    await goOn(tail);
    expect([await sizeOf(restored.log), await halt().reason()]).to.deep.equal([PUBLISHED, null]);
    rmSync(join(machine.dataDir, "log-tail"), { recursive: true });
  });

  it("goes on copying and listing after a recovery, so that the next one finds everything", async () => {
    await run("--from", mirror.url);
    await compare();
    await handIn(restored.log, 2, "next ");
    await restored.log.sequencer.sequence();
    await restored.fold();
    await restored.anchor();
    await restored.close();
    restored = await restore(at, machine, backup.url);
    expect((await run()).code).to.equal(0);
    expect(await sizeOf(restored.log)).to.be.greaterThan(PUBLISHED);
  });

  it("takes each bundle from whichever source has it unaltered", async () => {
    const damaged = altered(bundlePath(1), (bytes) => bytes.fill(bytes[100]! ^ 1, 100, 101));
    const { code, out } = await run("--from", damaged, mirror.url);
    expect(out).to.contain("Recovered");
    expect(code).to.equal(0);
  });

  describe("refuses, and writes nothing", () => {
    it("an altered entry", async () => {
      const damaged = altered(bundlePath(1), (bytes) => bytes.fill(bytes[100]! ^ 1, 100, 101));
      await expectRefusal("altered", "--from", damaged);
    });

    it("an altered entry whose tile was altered with it", async () => {
      const other = await rewritten();
      const [bundle, tile] = [bundlePath(2, LAST_WIDTH), tilePath({ level: 0, index: 2 }, LAST_WIDTH)];
      const damaged = altered(bundle, () => readFileSync(join(other, bundle)));
      cpSync(join(other, tile), join(damaged, tile));
      await expectRefusal("chain_differs", "--from", damaged);
    });

    it("a log with a bundle missing", async () => {
      const damaged = altered(bundlePath(1), (bytes) => bytes);
      rmSync(join(damaged, bundlePath(1)));
      await expectRefusal("withheld", "--from", damaged);
    });

    it("a checkpoint somebody else signed", async () => {
      const keys = { ...at.settings.keys, ed25519: new Uint8Array(32).fill(9) };
      const signer = { ...checkpointSigner(at.settings), keys };
      const forged = { origin: at.settings.identity.origin, size: 1_000, root: new Uint8Array(32) };
      const damaged = altered("checkpoint", () => Buffer.from(signCheckpoint(forged, signer).note));
      await expectRefusal("not_signed", "--from", damaged);
    });

    it("a mirror that is shorter than what the contract anchored", async () => {
      await expectRefusal("behind_chain", "--from", await mirrorFolder(restored.log, at.settings));
    });

    it("sources that end before what somebody was shown", async () => {
      await expectRefusal("behind_seen", "--seen", join(watching, "state.json"));
    });

    it("sources that end before what a process had seen when it stopped the log", async () => {
      const { origin } = at.settings.identity;
      const seen = refuseUnseen({ origin, size: PUBLISHED, root: "ab".repeat(32) }, BEFORE);
      await halt().halt(seen.message);
      await expectRefusal("behind_seen");
      await expectRefusal("tree_differs", "--from", mirror.url);
    });

    it("sources that differ from what somebody was shown", async () => {
      const other = await rewritten();
      await expectRefusal("tree_differs", "--from", mirror.url, "--seen", join(other, "checkpoint"));
    });

    it("a history the log's key signed and the contract did not anchor", async () => {
      await expectRefusal("other_history", "--from", await rewritten());
    });

    it("a database that is no backup of this log", async () => {
      await restored.close();
      const stranger = await logFixture(at.settings);
      await handIn(stranger, BEFORE, "stranger ");
      await stranger.sequencer.sequence();
      restored = await restore(at, machine, stranger.url);
      await compare().catch(() => {});
      await expectRefusal("other_history", "--from", mirror.url);
      await stranger.close();
    });

    it("a database whose tiles are damaged", async () => {
      const { kysely } = restored.log.database;
      await sql`UPDATE log_tile SET hashes = set_byte(hashes, 0, 255 - get_byte(hashes, 0))`.execute(kysely);
      await expectRefusal("database_damaged", "--from", mirror.url);
    });
  });

  async function expectRefusal(kind: string, ...args: string[]): Promise<void> {
    const { code, err } = await run(...args);
    expect(err).to.contain(`Refused (${kind})`).and.contain("Nothing was changed.");
    expect(code).to.equal(1);
    await expectUntouched();
  }

  async function expectUntouched(): Promise<void> {
    expect(await sizeOf(restored.log)).to.equal(BEFORE);
    expect(await halt().reason()).to.contain("does not go on");
    const { rows } = await sql<{ placed: number }>`
      SELECT count(*)::integer AS placed FROM log_leaf WHERE leaf_index IS NOT NULL`.execute(
      restored.log.database.kysely,
    );
    expect(rows[0]!.placed).to.equal(BEFORE);
  }

  /** The mirror with one file changed. */
  function altered(path: string, change: (bytes: Buffer) => Uint8Array): string {
    const copy = tempDir("redress-altered-");
    cpSync(folder, copy, { recursive: true });
    writeFileSync(join(copy, path), change(readFileSync(join(copy, path))));
    return copy;
  }

  /** What the operator's keys sign over other entries, as long as what was published. */
  function rewritten(): Promise<string> {
    lie ??= (async () => {
      const other = await logFixture(at.settings);
      await handIn(other, PUBLISHED, "rewritten ");
      await other.sequencer.sequence();
      const copy = await mirrorFolder(other, at.settings);
      await other.close();
      return copy;
    })();
    return lie;
  }
});
