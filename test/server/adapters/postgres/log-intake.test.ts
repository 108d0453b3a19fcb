import { expect } from "chai";
import { commit } from "../../../../server/domain/evidence/commitment.ts";
import { bytesToHex, fromHex, utf8ToBytes } from "../../../../server/domain/log/bytes.ts";
import { parseEntry } from "../../../../server/domain/log/entry.ts";
import { leafHash } from "../../../../server/domain/log/hash.ts";
import { verifyPromise } from "../../../../server/domain/log/promise.ts";
import { handIn, input, type LogFixture, logFixture, SETTINGS } from "./log-fixture.ts";

describe("LogIntake", () => {
  let log: LogFixture;

  before(async function () {
    this.timeout(60_000);
    log = await logFixture();
  });
  after(() => log.close());

  const accept = (...inputs: ReturnType<typeof input>[]) =>
    log.work.run((tx) => log.intake.accept(tx, inputs));
  const count = async (): Promise<number> =>
    (await log.database.pool.query("SELECT 1 FROM log_entry")).rowCount ?? 0;

  it("answers with entry, salt and a promise that check against each other", async () => {
    const [accepted] = await accept(input("checks"));
    const entry = parseEntry(accepted!.entry);
    const statement = utf8ToBytes(accepted!.statement);
    expect(entry.commitment).to.equal(bytesToHex(commit(statement, fromHex(accepted!.salt, "salt", 32))));
    expect(accepted!.leafHash).to.equal(bytesToHex(leafHash(utf8ToBytes(accepted!.entry))));
    expect(accepted!.promise.leafHash).to.equal(accepted!.leafHash);
    expect(verifyPromise(accepted!.promise)).to.equal(true);
    expect(accepted!.promise.signer).to.equal(SETTINGS.promiseSigner);
  });

  it("promises an instant no later than a day after the acceptance", async () => {
    const [accepted] = await accept(input("day"));
    const ahead = Date.parse(accepted!.promise.promisedBy) - accepted!.acceptedAt.getTime();
    expect(ahead).to.be.within(23 * 3600_000, 24 * 3600_000);
  });

  it("gives the same entry for the same submitter, key and body, and writes nothing", async () => {
    const [first] = await accept(input("again"));
    const rows = await count();
    const [second] = await accept(input("again"));
    expect({ ...second, repeated: false }).to.deep.equal(first);
    expect(second!.repeated).to.equal(true);
    expect(await count()).to.equal(rows);
  });

  it("refuses another body under a used key and keeps what was there", async () => {
    const [first] = await accept(input("used"));
    const attempt = accept(input("new-beside"), {
      ...input("other"),
      idempotencyKey: input("used").idempotencyKey,
    });
    expect((await attempt.catch((error: unknown) => error)) as object).to.have.property(
      "code",
      "log.idempotency_conflict",
    );
    const [kept] = await accept(input("used"));
    expect(kept!.leafHash).to.equal(first!.leafHash);
    const beside = await accept(input("new-beside"));
    expect(beside[0]!.repeated).to.equal(false);
  });

  it("keeps apart two submitters who use the same key", async () => {
    const [one] = await accept(input("shared"));
    const [two] = await accept(input("shared", { submitter: "carrier-9" }));
    expect(one!.leafHash).to.not.equal(two!.leafHash);
  });

  it("takes one entry when a key comes twice in one call", async () => {
    const [one, two] = await accept(input("twin"), input("twin"));
    expect([one!.repeated, two!.repeated]).to.deep.equal([false, true]);
    expect(two!.leafHash).to.equal(one!.leafHash);
  });

  it("takes one entry when sixteen calls race with one key", async () => {
    const results = await Promise.all(Array.from({ length: 16 }, () => accept(input("race"))));
    expect(new Set(results.map(([entry]) => entry!.leafHash)).size).to.equal(1);
    expect(results.filter(([entry]) => !entry!.repeated)).to.have.length(1);
  });

  it("leaves nothing behind when the caller's transaction fails", async () => {
    const rows = await count();
    const failing = log.work.run(async (tx) => {
      await log.intake.accept(tx, [input("rolled back")]);
      throw new Error("later step");
    });
    expect(((await failing.catch((error: unknown) => error)) as Error).message).to.equal("later step");
    expect(await count()).to.equal(rows);
  });

  describe("of what is new", () => {
    const acceptNew = (...inputs: ReturnType<typeof input>[]) =>
      log.work.run((tx) => log.intake.acceptNew(tx, inputs));
    const codeOf = (attempt: Promise<unknown>) =>
      attempt.then(
        () => "taken",
        (error: { code?: string }) => error.code,
      );

    it("takes it as any other", async () => {
      const taken = await acceptNew(input("new-1"), input("new-2"));
      expect(taken.map(({ repeated }) => repeated)).to.deep.equal([false, false]);
      for (const { promise } of taken) expect(verifyPromise(promise)).to.equal(true);
      expect((await accept(input("new-1")))[0]!.promise).to.deep.equal(taken[0]!.promise);
    });

    it("takes nothing when one of the keys was used, also with the same body", async () => {
      await accept(input("used-before"));
      expect(await codeOf(acceptNew(input("beside-1"), input("used-before")))).to.equal(
        "log.idempotency_conflict",
      );
      expect((await accept(input("beside-1")))[0]!.repeated).to.equal(false);
    });

    it("takes nothing when two of it have one key", async () => {
      expect(await codeOf(acceptNew(input("beside-2"), input("double"), input("double")))).to.equal(
        "log.idempotency_conflict",
      );
      expect((await accept(input("beside-2")))[0]!.repeated).to.equal(false);
    });
  });

  it("makes a fresh salt for equal statements, so that entries cannot be linked", async () => {
    const [one] = await accept(input("same", { idempotencyKey: "salt-one" }));
    const [two] = await accept(input("same", { idempotencyKey: "salt-two" }));
    expect(parseEntry(one!.entry).commitment).to.not.equal(parseEntry(two!.entry).commitment);
  });

  it("publishes nothing by which two cases of one consumer could be told from cases of two", async () => {
    const hand = async (who: string, subject: string, n: string) => {
      const statement = utf8ToBytes(`{"phone":"13800000000","submitter":"${who}"}`);
      const [accepted] = await accept(input(n, { submitter: `${subject}/${who}`, subject, statement }));
      return JSON.parse(accepted!.entry) as Record<string, string>;
    };
    const entries = [
      await hand("consumer-a", "case-11", "link 1"),
      await hand("consumer-a", "case-22", "link 2"),
      await hand("consumer-b", "case-33", "link 3"),
    ] as const;
    const shared = (a: Record<string, string>, b: Record<string, string>) =>
      Object.keys(a).filter((field) => field !== "receivedAt" && a[field] === b[field]);
    expect(shared(entries[0], entries[1])).to.deep.equal(shared(entries[0], entries[2]));
    expect(shared(entries[0], entries[1])).to.deep.equal(["type", "v"]);
  });

  const refusals: [string, Parameters<typeof input>[1], string][] = [
    ["a statement that is not canonical", { statement: utf8ToBytes('{"b":1, "a":2}') }, "log.bad_statement"],
    ["a statement that is no object", { statement: utf8ToBytes("[]") }, "log.bad_statement"],
    ["a statement that is not UTF-8", { statement: Uint8Array.of(0xff, 0xfe) }, "log.bad_statement"],
    ["a statement over its size", { statement: new Uint8Array(65_536) }, "log.statement_too_large"],
    ["a subject with white space", { subject: "Zhang San" }, "log.bad_entry"],
    ["a previous entry that is no hash", { previous: "ABC" }, "log.bad_entry"],
    ["an empty idempotency key", { idempotencyKey: "" }, "log.bad_entry"],
  ];
  for (const [what, change, code] of refusals)
    it(`refuses ${what}`, async () => {
      const rows = await count();
      const error = await accept(input("bad", change)).catch((caught: unknown) => caught);
      expect(error).to.have.property("code", code);
      expect(await count()).to.equal(rows);
    });

  it("refuses a batch over its bound", async () => {
    const inputs = Array.from({ length: 10_001 }, (_, i) => input(`big ${i}`));
    const error = await accept(...inputs).catch((caught: unknown) => caught);
    expect(error).to.have.property("code", "log.batch_too_large");
  });

  it("promises many entries of one call with one signature, each with its place", async () => {
    const inputs = Array.from({ length: 16 }, (_, i) => input(`together ${i}`));
    const accepted = await accept(...inputs);
    expect(accepted.every(({ promise }) => verifyPromise(promise))).to.equal(true);
    expect(new Set(accepted.map(({ promise }) => promise.signature)).size).to.equal(1);
    expect(accepted.map(({ promise }) => promise.bulk!.index)).to.deep.equal([...inputs.keys()]);
  });

  it("gives few entries a promise each", async () => {
    const accepted = await accept(...Array.from({ length: 15 }, (_, i) => input(`few ${i}`)));
    expect(new Set(accepted.map(({ promise }) => promise.signature)).size).to.equal(15);
    expect(accepted.some(({ promise }) => promise.bulk !== undefined)).to.equal(false);
  });

  it("repeats the promise of a batch word for word", async () => {
    const inputs = Array.from({ length: 20 }, (_, i) => input(`batch again ${i}`));
    const first = await accept(...inputs);
    const [alone] = await accept(inputs[7]!);
    expect(alone!.promise).to.deep.equal(first[7]!.promise);
    expect(alone!.repeated).to.equal(true);
  });

  it("promises only what it wrote when two batches with common keys race", async () => {
    const batch = (from: number) => Array.from({ length: 30 }, (_, i) => input(`overlap ${from + i}`));
    const both = await Promise.all([accept(...batch(0)), accept(...batch(20))]);
    const accepted = both.flat();
    expect(new Set(accepted.map(({ leafHash }) => leafHash)).size).to.equal(50);
    expect(accepted.every(({ promise }) => verifyPromise(promise))).to.equal(true);
    const { rows } = await log.database.pool.query<{ missing: string }>(
      `SELECT count(*) AS missing FROM log_bulk b, generate_series(0, octet_length(b.leaves) / 32 - 1) AS at
       WHERE NOT EXISTS (SELECT 1 FROM log_entry e WHERE e.bulk_id = b.bulk_id AND e.bulk_index = at
                         AND e.leaf_hash = substring(b.leaves FROM at * 32 + 1 FOR 32))`,
    );
    expect(rows[0]!.missing).to.equal("0");
  });

  it("takes a batch in one transaction, in order", async () => {
    const leaves = await handIn(log, 200, "batch ");
    expect(new Set(leaves).size).to.equal(200);
  });
});
