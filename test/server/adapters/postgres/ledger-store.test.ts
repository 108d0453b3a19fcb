import { expect } from "chai";
import { sql } from "kysely";
import { type Database, unitOfWork } from "../../../../server/adapters/postgres/database.ts";
import { type LedgerStore, openLedger } from "../../../../server/adapters/postgres/ledger-store.ts";
import type { JournalInput, JournalRecord } from "../../../../server/app/ports.ts";
import { advanceGranted, fundIn, payablePaid } from "../../../../server/domain/money/journal-lines.ts";
import { inverse } from "../../../../server/domain/money/line.ts";
import { logFixture } from "./log-fixture.ts";

const PAYEE = "0x00000000000000000000000000000000000000aa";
const CASE_ID = "c".repeat(64);

const deposit = (key: string, amountMinor = 100n): JournalInput => ({
  key,
  kind: "fund.in",
  currency: "CNY",
  caseId: null,
  lines: fundIn(amountMinor),
});

describe("the ledger", function () {
  this.timeout(60_000);
  let fixture: Awaited<ReturnType<typeof logFixture>>;
  let db: Database;
  let ledger: LedgerStore;

  beforeEach(async () => {
    fixture = await logFixture();
    db = fixture.database;
    ledger = openLedger(db, fixture.intake);
  });
  afterEach(() => fixture.close());

  const post = (journal: JournalInput): Promise<JournalRecord> =>
    unitOfWork(db).run((tx) => ledger.post(tx, journal));
  const count = async (table: string) => {
    const { rows } = await sql<{ n: string }>`SELECT count(*) AS n FROM ${sql.table(table)}`.execute(
      db.kysely,
    );
    return Number(rows[0]!.n);
  };
  const refusal = async (work: Promise<unknown>): Promise<string | undefined> => {
    try {
      await work;
      return undefined;
    } catch (error) {
      return (
        (error as { code?: string; constraint?: string }).constraint ?? (error as { code?: string }).code
      );
    }
  };

  it("books a journal with its entry in the log", async () => {
    const journal = await post(deposit("a"));
    const { rows } = await sql<{ statement: Buffer; entry: Buffer }>`
      SELECT statement, entry FROM log_entry JOIN log_statement USING (leaf_hash)
      WHERE leaf_hash = decode(${journal.leafHash}, 'hex')`.execute(db.kysely);
    expect(JSON.parse(rows[0]!.statement.toString())).to.deep.include({
      v: "redress.journal/1",
      key: "a",
      lines: [
        { account: "FUND", debitMinor: "100", creditMinor: "0" },
        { account: "CAPITAL", debitMinor: "0", creditMinor: "100" },
      ],
    });
    expect(JSON.parse(rows[0]!.entry.toString())).to.include({ type: "journal" });
  });

  it("says nothing of accounts or amounts in the public entry", async () => {
    await post({ ...deposit("a"), caseId: CASE_ID, lines: advanceGranted(PAYEE, 98_765n) });
    const { rows } = await sql<{ entry: Buffer }>`SELECT entry FROM log_entry`.execute(db.kysely);
    expect(rows[0]!.entry.toString()).not.to.match(/98765|PAYABLE|0x00/);
  });

  it("books one journal for a key, however often and at once", async () => {
    const booked = await Promise.all(Array.from({ length: 8 }, () => post(deposit("a"))));
    expect(new Set(booked.map((journal) => journal.journalId)).size).to.equal(1);
    expect(await count("journal")).to.equal(1);
    expect(await count("log_entry")).to.equal(1);
  });

  it("refuses another journal under a used key", async () => {
    await post(deposit("a", 1n));
    expect(await refusal(post(deposit("a", 2n)))).to.equal("money.journal_conflict");
  });

  it("leaves no entry in the log when the transaction fails after booking", async () => {
    const failing = unitOfWork(db).run(async (tx) => {
      await ledger.post(tx, deposit("a"));
      throw new Error("later step");
    });
    await failing.catch(() => {});
    expect(await count("journal")).to.equal(0);
    expect(await count("log_entry")).to.equal(0);
  });

  it("sums balances exactly beyond what a double holds", async () => {
    await post(deposit("a", 999_999_999_999_999_999n));
    await post(deposit("b", 999_999_999_999_999_998n));
    expect((await ledger.balances()).get("FUND")).to.equal(1_999_999_999_999_999_997n);
  });

  it("leaves out accounts at zero", async () => {
    await post(deposit("in"));
    await post({ ...deposit("grant"), kind: "advance.granted", lines: advanceGranted(PAYEE, 40n) });
    await post({ ...deposit("paid"), kind: "payable.paid", lines: payablePaid(PAYEE, 40n) });
    expect([...(await ledger.balances())].sort()).to.deep.equal([
      ["CAPITAL", -100n],
      ["FUND", 60n],
      ["SUSPENSE", 40n],
    ]);
  });

  it("lists the journals of a case, newest first", async () => {
    await post(deposit("other"));
    await post({ ...deposit("first"), caseId: CASE_ID });
    await post({ ...deposit("second"), caseId: CASE_ID });
    const keys = (await ledger.journals({ caseId: CASE_ID })).map((journal) => journal.key);
    expect(keys).to.deep.equal(["second", "first"]);
  });

  it("logs a case's journal under the pseudonym the case has there", async () => {
    const named = openLedger(db, fixture.intake, { subjectOf: async () => "fresh-pseudonym" });
    await unitOfWork(db).run((tx) => named.post(tx, { ...deposit("a"), caseId: CASE_ID }));
    const { rows } = await sql<{ entry: Buffer }>`SELECT entry FROM log_entry`.execute(db.kysely);
    expect(JSON.parse(rows[0]!.entry.toString())).to.include({ subject: "fresh-pseudonym" });
  });

  describe("reversing", () => {
    const reversal = (of: JournalRecord, key: string): JournalInput => ({
      ...deposit(key),
      kind: "fund.in.reversed",
      lines: inverse(of.lines),
      reverses: of.journalId,
    });

    it("restores every balance", async () => {
      await post(reversal(await post(deposit("a")), "undo"));
      expect((await ledger.balances()).size).to.equal(0);
    });

    it("refuses lines that are not the exact inverse", async () => {
      const booked = await post(deposit("a"));
      const partial = { ...reversal(booked, "undo"), lines: inverse(fundIn(99n)) };
      expect(await refusal(post(partial))).to.equal("money.not_the_inverse");
    });

    it("refuses a second reversal", async () => {
      const booked = await post(deposit("a"));
      await post(reversal(booked, "undo"));
      expect(await refusal(post(reversal(booked, "again")))).to.equal("money.journal_conflict");
    });

    it("takes a second reversal once the first was itself undone", async () => {
      const booked = await post(deposit("a"));
      await post(reversal(await post(reversal(booked, "undo")), "redo"));
      await post(reversal(booked, "undo again"));
      expect((await ledger.balances()).size).to.equal(0);
    });

    it("lets one of two reversals made at once through", async () => {
      const booked = await post(deposit("a"));
      const both = await Promise.allSettled([post(reversal(booked, "one")), post(reversal(booked, "two"))]);
      expect(both.map((outcome) => outcome.status).sort()).to.deep.equal(["fulfilled", "rejected"]);
    });

    it("refuses to reverse what was never booked", async () => {
      const nowhere = { ...deposit("undo"), lines: inverse(fundIn(1n)), reverses: "4711" };
      expect(await refusal(post(nowhere))).to.equal("money.journal_unknown");
    });
  });

  describe("on its own, whoever writes", () => {
    it("refuses an unbalanced journal when its transaction commits", async () => {
      const work = db.kysely.transaction().execute(async (trx) => {
        const { rows } = await sql<{ id: string }>`INSERT INTO journal (key, kind, currency, leaf_hash)
          VALUES ('x', 'fund.in', 'CNY', ${"a".repeat(64)}) RETURNING id`.execute(trx);
        await sql`INSERT INTO posting VALUES (${rows[0]!.id}, 0, 'FUND', 5, 0), (${rows[0]!.id}, 1, 'CAPITAL', 0, 4)`.execute(
          trx,
        );
      });
      expect(await refusal(work)).to.equal("journal_must_balance");
    });

    it("refuses a journal without lines", async () => {
      const empty = db.pool.query(
        "INSERT INTO journal (key, kind, currency, leaf_hash) VALUES ('x', 'fund.in', 'CNY', repeat('a', 64))",
      );
      expect(await refusal(empty)).to.equal("journal_must_balance");
    });

    it("refuses a balanced pair of lines added to an old journal", async () => {
      const { journalId } = await post(deposit("a"));
      const added = db.pool.query(
        "INSERT INTO posting VALUES ($1, 2, 'FUND', 5, 0), ($1, 3, 'CAPITAL', 0, 5)",
        [journalId],
      );
      expect(await refusal(added)).to.equal("posting_only_with_its_journal");
    });

    for (const statement of [
      "UPDATE posting SET debit_minor = debit_minor + 1 WHERE debit_minor > 0",
      "UPDATE journal SET kind = 'other'",
      "DELETE FROM posting",
      "DELETE FROM journal",
      "TRUNCATE posting",
      "TRUNCATE journal CASCADE",
    ]) {
      it(`refuses ${statement}`, async () => {
        await post(deposit("a"));
        expect(await refusal(db.pool.query(statement))).to.equal("ledger_is_append_only");
      });
    }
  });

  it("takes advances and recoveries as turnover, net of what was undone", async () => {
    await post({ ...deposit("grant"), kind: "advance.granted", lines: advanceGranted(PAYEE, 40n) });
    const second = await post({ ...deposit("b"), kind: "advance.granted", lines: advanceGranted(PAYEE, 2n) });
    const undone = { ...deposit("undo"), kind: "advance.granted.undone", lines: inverse(second.lines) };
    await post({ ...undone, reverses: second.journalId });
    expect(await ledger.turnover()).to.deep.equal({ advancedMinor: 40n, recoveredMinor: 0n });
  });
});
