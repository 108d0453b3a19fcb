import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { readCosigned } from "../../../../server/adapters/postgres/log-checkpoints.ts";
import { createLogSequencer } from "../../../../server/adapters/postgres/log-sequencer.ts";
import { readConsistencyProof, readRoot } from "../../../../server/adapters/postgres/log-tiles.ts";
import { createWitnessBook } from "../../../../server/adapters/postgres/log-witness-book.ts";
import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import {
  parseCheckpoint,
  verifyEip712Line,
  verifyLogLine,
} from "../../../../server/domain/log/checkpoint.ts";
import { cosign, witnessKey } from "../../../../server/domain/log/cosignature.ts";
import { verifyConsistency } from "../../../../server/domain/log/proofs.ts";
import { formatVerifierKey, parseVerifierKey } from "../../../../server/domain/log/signed-note.ts";
import { TreeEdge } from "../../../../server/domain/log/tree.ts";
import { verifyReceipt } from "../../../../server/domain/log/verify.ts";
import { parsePolicy } from "../../../../server/domain/log/witness-policy.ts";
import { handIn, input, type LogFixture, logFixture, SETTINGS } from "./log-fixture.ts";

const CHILD = fileURLToPath(new URL("./log-sequencer-child.ts", import.meta.url));

describe("LogSequencer", () => {
  let log: LogFixture;

  before(function () {
    this.timeout(60_000);
  });
  beforeEach(async function () {
    this.timeout(60_000);
    log = await logFixture();
  });
  afterEach(() => log.close());

  const head = async () => (await readCosigned(log.database.kysely, SETTINGS.logId, null))!;
  const leavesInOrder = async (): Promise<Buffer[]> => {
    const { rows } = await log.database.pool.query<{ leaf_hash: Buffer; leaf_index: string }>(
      "SELECT leaf_hash, leaf_index FROM log_entry WHERE leaf_index IS NOT NULL ORDER BY leaf_index",
    );
    expect(rows.map((row) => Number(row.leaf_index))).to.deep.equal(rows.map((_, i) => i));
    return rows.map((row) => row.leaf_hash);
  };

  /** Every integrated entry stands once, without a gap, and the signed root is that of exactly these leaves. */
  async function expectSound(count: number): Promise<void> {
    const leaves = await leavesInOrder();
    expect(leaves.length).to.equal(count);
    const edge = new TreeEdge();
    for (const leaf of leaves) edge.append(leaf);
    const checkpoint = parseCheckpoint((await head()).note);
    expect([checkpoint.size, bytesToHex(checkpoint.root)]).to.deep.equal([count, bytesToHex(edge.root())]);
  }

  /** The last write of a batch waits for a lock of ours: everything else is written, nothing committed. */
  async function holdBatches(): Promise<void> {
    await log.database.pool.query(`
      CREATE FUNCTION hold_batch() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_advisory_xact_lock(42); RETURN NEW; END';
      CREATE TRIGGER hold_batch BEFORE INSERT ON log_checkpoint FOR EACH ROW EXECUTE FUNCTION hold_batch()`);
  }

  async function untilSomebodyWaits(): Promise<void> {
    const waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 AND NOT granted";
    while ((await log.database.pool.query(waiting)).rowCount === 0) await setTimeout(20);
  }

  it("integrates what waits, with a checkpoint signed by both keys of the log", async () => {
    await handIn(log, 5);
    expect(await log.sequencer.sequence()).to.equal(5);
    await expectSound(5);
    const note = parseCheckpoint((await head()).note);
    expect(verifyLogLine(note, parseVerifierKey(SETTINGS.identity.verifierKey))).to.equal(true);
    expect(verifyEip712Line(note, SETTINGS.identity, SETTINGS.logId, SETTINGS.checkpointSigner)).to.equal(
      true,
    );
  });

  it("does nothing, and signs nothing, when nothing waits", async () => {
    await handIn(log, 1);
    await log.sequencer.sequence();
    const before = await head();
    expect(await log.sequencer.sequence()).to.equal(0);
    expect(await head()).to.deep.equal(before);
  });

  it("goes on across tile borders and restarts", async () => {
    let total = 0;
    for (const count of [250, 7, 300, 1, 512]) {
      await handIn(log, count, `${total} `);
      // A new one each time: what a restarted process has.
      await createLogSequencer(log.database, SETTINGS).sequence();
      total += count;
    }
    await expectSound(1070);
  });

  it("proves from stored tiles that each checkpoint begins with every earlier one", async () => {
    for (const count of [3, 260, 9]) {
      await handIn(log, count, `${count} `);
      await log.sequencer.sequence();
    }
    const db = log.database.kysely;
    for (const [size1, size2] of [
      [3, 263],
      [3, 272],
      [263, 272],
    ] as const) {
      const [root1, root2] = await Promise.all(
        [size1, size2].map((size) => readRoot(db, SETTINGS.logId, size)),
      );
      const proof = await readConsistencyProof(db, SETTINGS.logId, size1, size2);
      expect(verifyConsistency({ size1, size2, root1: root1!, root2: root2!, proof })).to.equal(true);
    }
  });

  it("sequences nothing twice when four run at once", async () => {
    const others = Array.from({ length: 4 }, () => createLogSequencer(log.database, SETTINGS));
    const rounds = Array.from({ length: 6 }, async (_, i) => {
      await handIn(log, 40, `round ${i} `);
      await Promise.all(others.map((sequencer) => sequencer.sequence()));
    });
    await Promise.all(rounds);
    while ((await log.sequencer.sequence()) > 0);
    await expectSound(240);
  });

  it("loses and repeats nothing when its process is killed between its writes, again and again", async function () {
    this.timeout(120_000);
    await handIn(log, 300);
    await holdBatches();
    for (let round = 0; round < 3; round++) {
      const holder = await log.database.pool.connect();
      await holder.query("SELECT pg_advisory_lock(42)");
      const child = fork(CHILD, [log.url], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
      const gone = once(child, "exit");
      await untilSomebodyWaits();
      child.kill("SIGKILL");
      await gone;
      await holder.query("SELECT pg_advisory_unlock(42)");
      holder.release();
      await handIn(log, 10, `after ${round} `);
    }
    expect(await leavesInOrder()).to.deep.equal([]);
    while ((await log.sequencer.sequence()) > 0);
    await expectSound(330);
  });

  it("keeps no intake waiting, and waits for none", async () => {
    await handIn(log, 3);
    await holdBatches();
    const holder = await log.database.pool.connect();
    await holder.query("SELECT pg_advisory_lock(42)");
    const batch = log.sequencer.sequence();
    await untilSomebodyWaits();
    await handIn(log, 2, "meanwhile ");
    await holder.query("SELECT pg_advisory_unlock(42)");
    holder.release();
    expect(await batch).to.equal(3);
    const later = await log.work.run(async (tx) => {
      await log.intake.accept(tx, [input("still open")]);
      return await log.sequencer.sequence();
    });
    expect(later).to.equal(2);
    await log.sequencer.sequence();
    await expectSound(6);
  });

  it("refuses to go on when stored tiles do not lead to the stored root", async () => {
    await handIn(log, 5);
    await log.sequencer.sequence();
    await log.database.pool.query(
      "UPDATE log_tile SET hashes = set_byte(hashes, 3, get_byte(hashes, 3) # 1)",
    );
    await handIn(log, 1, "more ");
    const error = await createLogSequencer(log.database, SETTINGS)
      .sequence()
      .catch((caught: unknown) => caught);
    expect(error).to.have.property("code", "log.fork_refused");
    expect((await head()).size).to.equal(5);
  });

  it("lets nobody edit or remove an entry in the database", async () => {
    await handIn(log, 1);
    await log.sequencer.sequence();
    for (const statement of [
      "DELETE FROM log_entry",
      "UPDATE log_entry SET leaf_index = 7",
      "UPDATE log_entry SET entry = 'x'",
    ])
      expect(String(await log.database.pool.query(statement).catch((e: unknown) => e))).to.contain(
        "append-only",
      );
  });

  it("gives a receipt whose every offline step checks", async () => {
    const leaves = await handIn(log, 300);
    await log.sequencer.sequence();
    const receipt = (await log.reader.receipt(leaves[271]!, true))!;
    const { steps, verdict } = await verifyReceipt(receipt, { documentHash: "ab".repeat(32) });
    expect(verdict).to.equal("cannot_tell");
    expect(steps.filter((step) => step.result === "invalid")).to.deep.equal([]);
    const passed = steps.filter((step) => step.result === "valid").map((step) => step.step);
    expect(passed).to.deep.equal([
      "format",
      "entry",
      "statement",
      "document",
      "promise",
      "inclusion",
      "checkpoint",
    ]);
  });

  it("calls an entry witnessed once that is noted, and puts the cosignatures into its receipt", async () => {
    const [leaf] = await handIn(log, 3);
    await log.sequencer.sequence();
    const { text } = parseCheckpoint((await head()).note);
    const stateNow = async () => (await log.reader.statuses([leaf!])).get(leaf!)!.state;
    const book = createWitnessBook(log.database, SETTINGS);
    const witnesses: string[] = [];
    for (const name of ["w.example/1", "w.example/2"]) {
      const seed = new Uint8Array(32).fill(name.length + Number(name.at(-1)));
      const witness = formatVerifierKey(witnessKey(name, seed));
      witnesses.push(witness);
      await book.keep(3, { witness, line: cosign(text, name, seed, 1_795_000_000), at: new Date() });
    }
    expect(await stateNow()).to.equal("integrated");
    await book.noteWitnessed(3);
    expect(await stateNow()).to.equal("witnessed");
    const listed = witnesses.map(
      (key, n) => `# operator W${n} O${n}\nwitness W${n} ${key} https://w${n}.example/`,
    );
    const policy = parsePolicy([...listed, "group both 2 W0 W1", "quorum both"].join("\n"));
    const { steps } = await verifyReceipt((await log.reader.receipt(leaf!, true))!, { policy });
    expect(steps.find((step) => step.step === "witnesses")).to.include({ result: "valid", detail: "2" });
  });

  it("gives a receipt of what is accepted only, and none for what it never saw", async () => {
    const [leaf] = await handIn(log, 1);
    const receipt = JSON.parse((await log.reader.receipt(leaf!, false))!) as Record<string, unknown>;
    expect(Object.keys(receipt)).to.deep.equal(["entry", "log", "promise", "v"]);
    expect(await log.reader.receipt("00".repeat(32), true)).to.equal(null);
  });
});
