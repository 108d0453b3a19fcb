import type { JournalInput, JournalRecord, Ledger, LogIntake, PostingInput, Tx } from "../../app/ports.ts";
import { canonicalJson } from "../../domain/log/canonical-json.ts";
import { MoneyError } from "../../domain/money/errors.ts";
import { assertBookable, inverse } from "../../domain/money/line.ts";
import { BOOKS } from "../../domain/party/reserved-ids.ts";
import type { Queryable } from "./chain-calls.ts";
import { type Database, fromTx } from "./database.ts";
import { alteredJournals } from "./ledger-audit.ts";
import {
  insertJournal,
  journalById,
  journalByKey,
  listJournals,
  lockJournalKey,
  lockStanding,
  type StoredJournal,
  sumBalances,
  sumTurnover,
  type Turnover,
} from "./ledger-rows.ts";

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

export interface LedgerOptions {
  /** Pseudonym of a case in the log; the case id where none is given. */
  readonly subjectOf?: (tx: Tx, caseId: string) => Promise<string>;
}

/** The ledger, and the sums over its journals that no balance shows. */
export interface LedgerStore extends Ledger {
  turnover(): Promise<Turnover>;
  /** Keys of journals, among the newest thousand, that are not what was logged when they were booked. */
  altered(): Promise<string[]>;
}

interface Booking extends Required<LedgerOptions> {
  readonly log: LogIntake;
}

/**
 * The ledger on Postgres. Each journal is handed in as an entry of the log within the same transaction: neither is
 * ever there without the other. Journals are listed newest first, 100 unless asked for more, 1000 at most.
 *
 * Booking throws MoneyError: what {@link assertBookable} throws; `money.journal_conflict` for another journal under a
 * used key or a second reversal; `money.journal_unknown` and `money.not_the_inverse` for a reversal that is none.
 */
export function openLedger(db: Database, log: LogIntake, options: LedgerOptions = {}): LedgerStore {
  const subjectOf = options.subjectOf ?? (async (_tx: Tx, caseId: string) => caseId);
  return {
    post: (tx, journal) => post({ log, subjectOf }, tx, journal),
    journals: async ({ caseId, limit = DEFAULT_LIMIT }) => {
      const rows = await listJournals(db.kysely, { caseId, limit: Math.min(limit, MAX_LIMIT) });
      return rows.map(toRecord);
    },
    balances: () => sumBalances(db.kysely),
    turnover: () => sumTurnover(db.kysely),
    altered: async () => {
      const journals = await listJournals(db.kysely, { limit: MAX_LIMIT });
      const spell = (journal: StoredJournal) => canonicalJson(statementOf(toRecord(journal), journal.at));
      return alteredJournals(db.kysely, journals, spell);
    },
  };
}

async function post(booking: Booking, tx: Tx, journal: JournalInput): Promise<JournalRecord> {
  assertBookable(journal.lines);
  const trx = fromTx(tx);
  const at = await lockJournalKey(trx, journal.key);
  const booked = await journalByKey(trx, journal.key);
  if (booked !== null) return toRecord(assertSame(booked, journal));
  if (journal.reverses !== undefined) await assertReversal(trx, journal.reverses, journal.lines);
  const leafHash = await handIn(booking, tx, journal, at);
  const journalId = await insertJournal(trx, journal, at, leafHash);
  return { ...journal, journalId, at, leafHash };
}

async function handIn({ log, subjectOf }: Booking, tx: Tx, journal: JournalInput, at: Date): Promise<string> {
  const subject = journal.caseId === null ? "fund" : await subjectOf(tx, journal.caseId);
  const statement = new TextEncoder().encode(canonicalJson(statementOf(journal, at)));
  const [entry] = await log.accept(tx, [
    {
      type: "journal",
      subject,
      statement,
      submitter: BOOKS,
      idempotencyKey: journal.key,
      public: false,
    },
  ]);
  return entry!.leafHash;
}

function statementOf(journal: JournalInput, at: Date) {
  return {
    v: "redress.journal/1",
    key: journal.key,
    kind: journal.kind,
    currency: journal.currency,
    caseId: journal.caseId,
    at: at.toISOString(),
    reverses: journal.reverses ?? null,
    lines: journal.lines.map(({ account, debitMinor, creditMinor }) => ({
      account,
      debitMinor: debitMinor.toString(),
      creditMinor: creditMinor.toString(),
    })),
  };
}

async function assertReversal(
  db: Queryable,
  reverses: string,
  lines: readonly PostingInput[],
): Promise<void> {
  const original = await journalById(db, reverses);
  if (original === null) {
    throw new MoneyError("money.journal_unknown", `there is no journal ${reverses} to reverse`, {
      field: "reverses",
    });
  }
  if (!sameLines(inverse(original.lines), lines)) {
    throw new MoneyError("money.not_the_inverse", `the lines do not undo journal ${reverses}`, {
      field: "lines",
      rule: "the exact inverse, line by line",
    });
  }
  if (await lockStanding(db, reverses)) return;
  throw conflict("reverses", `journal ${reverses} is reversed already`);
}

function assertSame(booked: StoredJournal, journal: JournalInput): StoredJournal {
  const same =
    booked.kind === journal.kind &&
    booked.caseId === journal.caseId &&
    booked.reverses === (journal.reverses ?? null) &&
    sameLines(booked.lines, journal.lines);
  if (same) return booked;
  throw conflict("key", `another journal was booked as ${journal.key}`);
}

function sameLines(a: readonly PostingInput[], b: readonly PostingInput[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((line, i) => {
    const other = b[i]!;
    const sameAmounts = line.debitMinor === other.debitMinor && line.creditMinor === other.creditMinor;
    return sameAmounts && line.account === other.account;
  });
}

function conflict(field: string, message: string): MoneyError {
  return new MoneyError("money.journal_conflict", message, { field, rule: "booked once" });
}

function toRecord({ id, reverses, ...stored }: StoredJournal): JournalRecord {
  return { ...stored, journalId: id, currency: "CNY", ...(reverses !== null && { reverses }) };
}
