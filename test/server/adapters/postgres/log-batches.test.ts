import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { sql } from "kysely";
import { createLogPublisher } from "../../../../server/adapters/postgres/log-publisher.ts";
import { createLogSequencer } from "../../../../server/adapters/postgres/log-sequencer.ts";
import type { CommitmentInput } from "../../../../server/app/ports.ts";
import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import { decodeBundle } from "../../../../server/domain/log/entry-bundle.ts";
import { leafHash } from "../../../../server/domain/log/hash.ts";
import { TreeEdge } from "../../../../server/domain/log/tree.ts";
import { handIn, input, type LogFixture, logFixture, SETTINGS } from "./log-fixture.ts";

const itemsOf = (count: number): CommitmentInput[] =>
  Array.from({ length: count }, (_, i) => ({
    type: "document",
    subject: randomBytes(16).toString("hex"),
    commitment: randomBytes(32).toString("hex"),
    ...(i % 3 === 0 && { previous: randomBytes(32).toString("hex") }),
  }));

describe("batches of commitments in the log", function () {
  this.timeout(60_000);
  let log: LogFixture;

  beforeEach(async () => {
    log = await logFixture();
  });
  afterEach(() => log.close());

  const commitTo = async (items: readonly CommitmentInput[]): Promise<readonly string[]> => {
    const batch = { submitter: "shop", idempotencyKey: bytesToHex(randomBytes(12)), items, signed: null };
    return (await log.work.run((tx) => log.intake.acceptCommitments(tx, batch))).leafHashes;
  };
  const sequenceAll = async () => {
    while ((await log.sequencer.sequence()) > 0);
  };
  const publisher = () => createLogPublisher(log.database, SETTINGS);

  /** What anybody reads who fetches every bundle. */
  async function published(): Promise<string[]> {
    const { size } = (await publisher().checkpoint())!;
    const leaves: string[] = [];
    for (let index = 0; index * 256 < size; index++) {
      const width = Math.min(256, size - index * 256);
      const bundle = decodeBundle((await publisher().bundle(index, width))!);
      leaves.push(...bundle.map((entry) => bytesToHex(leafHash(entry))));
    }
    return leaves;
  }

  it("are published in their order between other entries, across the borders of tiles", async () => {
    const all = new Set<string>();
    for (const count of [250, 1, 300, 7]) {
      for (const leaf of await commitTo(itemsOf(count))) all.add(leaf);
      for (const leaf of await handIn(log, 3, `between ${count} `)) all.add(leaf);
      await log.sequencer.sequence();
    }
    await sequenceAll();
    const leaves = await published();
    expect(new Set(leaves)).to.deep.equal(all);
    expect(leaves.length).to.equal(all.size);
    const edge = new TreeEdge();
    for (const leaf of leaves) edge.append(Buffer.from(leaf, "hex"));
    expect((await publisher().checkpoint())!.root).to.equal(bytesToHex(edge.root()));
  });

  it("keep the order they were handed in", async () => {
    const leaves = await commitTo(itemsOf(20));
    await sequenceAll();
    const statuses = await log.reader.statuses(leaves);
    expect(leaves.map((leaf) => statuses.get(leaf)!.index)).to.deep.equal(leaves.map((_, i) => i));
  });

  it("get no place twice when four sequencers run at once", async () => {
    const leaves = [...(await commitTo(itemsOf(90))), ...(await commitTo(itemsOf(90)))];
    const four = Array.from({ length: 4 }, () => createLogSequencer(log.database, SETTINGS));
    const counts = await Promise.all(four.map((one) => one.sequence()));
    await sequenceAll();
    expect(counts.reduce((sum, count) => sum + count, 0)).to.equal(leaves.length);
    expect((await published()).toSorted()).to.deep.equal(leaves.toSorted());
  });

  it("take commitments to the same thing twice, and prove either", async () => {
    const [item] = itemsOf(1);
    const [leaf, twin] = await commitTo([item!, item!]);
    await sequenceAll();
    expect(twin).to.equal(leaf);
    expect(await published()).to.deep.equal([leaf, leaf]);
    expect(await log.reader.receipt(leaf!, false)).to.contain(leaf);
  });

  describe("that another party copies from what is published", () => {
    const owner = { submitter: "owner", subject: "c".repeat(32), idempotencyKey: "m".repeat(20) };
    /** Hands a published entry in again, within its minute, so that it has the same leaf. */
    async function copy(entry: string): Promise<readonly string[]> {
      const { type, subject, commitment } = JSON.parse(entry) as CommitmentInput;
      return await commitTo([{ type, subject, commitment }]);
    }
    /** Hands in until the copy came within the minute of its original. */
    async function copied(): Promise<{ leaf: string; before: string; status: unknown }> {
      for (let n = 0; ; n++) {
        const mine = input(`mine ${n}`, { ...owner, idempotencyKey: `${owner.idempotencyKey}${n}` });
        const [accepted] = await log.work.run((tx) => log.intake.accept(tx, [mine]));
        const { leafHash: leaf, entry } = accepted!;
        await sequenceAll();
        const before = (await log.reader.receipt(leaf, true))!;
        const status = (await log.reader.statuses([leaf])).get(leaf);
        if ((await Promise.all([copy(entry), copy(entry)])).every(([twin]) => twin === leaf))
          return { leaf, before, status };
      }
    }

    it("leave the original its state, its receipt and its owner", async () => {
      const { leaf, before, status } = await copied();
      const expectAsBefore = async () => {
        expect((await log.reader.statuses([leaf])).get(leaf)).to.deep.equal(status);
        expect((await log.reader.receipts([leaf], true)).get(leaf)).to.equal(before);
        expect(await publisher().ownership(leaf)).to.deep.equal({ submitter: "owner", public: false });
      };
      await expectAsBefore();
      const { checkpoint: _, inclusion, ...rest } = JSON.parse(before);
      await sequenceAll();
      const {
        checkpoint: __,
        inclusion: placed,
        ...after
      } = JSON.parse((await log.reader.receipt(leaf, true))!);
      expect(after).to.deep.equal(rest);
      expect(placed.index).to.equal(inclusion.index);
      expect((await log.reader.statuses([leaf])).get(leaf)).to.deep.equal(status);
      expect(await publisher().ownership(leaf)).to.deep.equal({ submitter: "owner", public: false });
    });

    it("give a commitment's own receipt to who handed it in first", async () => {
      const [item] = itemsOf(1);
      const plain = { type: item!.type, subject: item!.subject, commitment: item!.commitment };
      const [leaf] = await commitTo([plain]);
      await sequenceAll();
      const before = JSON.parse((await log.reader.receipt(leaf!, true))!);
      const twins = await Promise.all([commitTo([plain]), commitTo([plain, plain])]);
      await sequenceAll();
      if (!twins.flat().includes(leaf!)) return; // A minute began in between: there is no copy.
      const after = JSON.parse((await log.reader.receipt(leaf!, true))!);
      expect([after.promise, after.inclusion.index]).to.deep.equal([before.promise, before.inclusion.index]);
    });
  });

  it("count as promises until they are anchored", async () => {
    await commitTo(itemsOf(5));
    expect(await publisher().promises()).to.deep.equal({ open: 5, overdue: 0 });
    await sequenceAll();
    await handIn(log, 2);
    expect((await publisher().promises()).open).to.equal(7);
    await sql`
      INSERT INTO log_anchor (log_id, size, root, transaction, block_number, block_hash, block_time)
      VALUES (${Buffer.from(SETTINGS.logId)}, 3, ${randomBytes(32)}, '0x', 1, '0x', now())`.execute(
      log.database.kysely,
    );
    expect((await publisher().promises()).open).to.equal(4);
  });

  it("are nobody's to edit or to remove", async () => {
    await commitTo(itemsOf(2));
    await sequenceAll();
    for (const statement of [
      "DELETE FROM log_batch",
      "DELETE FROM log_batch_leaf",
      "UPDATE log_batch SET first_index = 7",
      "UPDATE log_batch SET first_index = NULL",
      "UPDATE log_batch SET entries = 'x'",
      "UPDATE log_batch_leaf SET bulk_index = 1",
    ])
      expect(String(await log.database.pool.query(statement).catch((e: unknown) => e)), statement).to.contain(
        "append-only",
      );
  });
});
