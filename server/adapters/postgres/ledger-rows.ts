import { sql } from "kysely";
import type { JournalInput, PostingInput } from "../../app/ports.ts";
import type { Queryable } from "./chain-calls.ts";

/** A journal as it is stored. */
export interface StoredJournal {
  readonly id: string;
  readonly key: string;
  readonly kind: string;
  readonly caseId: string | null;
  readonly reverses: string | null;
  readonly at: Date;
  readonly leafHash: string;
  readonly lines: readonly PostingInput[];
}

interface JournalRow extends Omit<StoredJournal, "lines"> {
  readonly lines: readonly { account: string; debit: string; credit: string }[];
}

// Amounts pass through JSON as text: 18 digits do not fit a double.
const JOURNAL = sql`
  SELECT j.id, j.key, j.kind, j.case_id AS "caseId", j.reverses, j.at, j.leaf_hash AS "leafHash",
         (SELECT json_agg(json_build_object('account', p.account, 'debit', p.debit_minor::text,
                                            'credit', p.credit_minor::text) ORDER BY p.line)
          FROM posting p WHERE p.journal_id = j.id) AS lines
  FROM journal j`;

/**
 * Makes bookings under one key wait for each other until the transaction ends.
 *
 * @returns the start of the transaction by the database's clock.
 */
export async function lockJournalKey(db: Queryable, key: string): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`
    SELECT date_trunc('milliseconds', now()) AS at,
           pg_advisory_xact_lock(hashtextextended(${`redress journal ${key}`}, 0))`.execute(db);
  return rows[0]!.at;
}

export async function journalByKey(db: Queryable, key: string): Promise<StoredJournal | null> {
  const { rows } = await sql<JournalRow>`${JOURNAL} WHERE j.key = ${key}`.execute(db);
  return rows[0] === undefined ? null : toStored(rows[0]);
}

export async function journalById(db: Queryable, id: string): Promise<StoredJournal | null> {
  const { rows } = await sql<JournalRow>`${JOURNAL} WHERE j.id = ${id}`.execute(db);
  return rows[0] === undefined ? null : toStored(rows[0]);
}

/** Locks a journal and says whether it stands: no reversal of it does. */
export async function lockStanding(db: Queryable, id: string): Promise<boolean> {
  await sql`SELECT FROM journal WHERE id = ${id} FOR UPDATE`.execute(db);
  const { rows } = await sql<{ stands: boolean }>`SELECT journal_stands(${id}) AS stands`.execute(db);
  return rows[0]!.stands;
}

/** Journals newest first. */
export async function listJournals(
  db: Queryable,
  filter: { caseId?: string | undefined; limit: number },
): Promise<StoredJournal[]> {
  const where = filter.caseId === undefined ? sql`` : sql`WHERE j.case_id = ${filter.caseId}`;
  const { rows } =
    await sql<JournalRow>`${JOURNAL} ${where} ORDER BY j.id DESC LIMIT ${filter.limit}`.execute(db);
  return rows.map(toStored);
}

export async function insertJournal(
  db: Queryable,
  journal: JournalInput,
  at: Date,
  leafHash: string,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    INSERT INTO journal (key, kind, currency, case_id, reverses, at, leaf_hash)
    VALUES (${journal.key}, ${journal.kind}, ${journal.currency}, ${journal.caseId}, ${journal.reverses ?? null},
            ${at}, ${leafHash})
    RETURNING id`.execute(db);
  const id = rows[0]!.id;
  const column = (of: (line: PostingInput) => string) => journal.lines.map(of);
  await sql`
    INSERT INTO posting (journal_id, line, account, debit_minor, credit_minor)
    SELECT ${id}, line - 1, account, debit, credit
    FROM unnest(${column((line) => line.account)}::text[],
                ${column((line) => line.debitMinor.toString())}::bigint[],
                ${column((line) => line.creditMinor.toString())}::bigint[])
      WITH ORDINALITY AS l (account, debit, credit, line)`.execute(db);
  return id;
}

/** Debits less credits per account; accounts at zero are left out. Sums all postings: exact, and no row everybody waits for. */
export async function sumBalances(db: Queryable): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ account: string; balance: string }>`
    SELECT account, sum(debit_minor::numeric - credit_minor)::text AS balance FROM posting
    GROUP BY account HAVING sum(debit_minor::numeric - credit_minor) <> 0`.execute(db);
  return new Map(rows.map((row) => [row.account, BigInt(row.balance)]));
}

function toStored({ lines, ...row }: JournalRow): StoredJournal {
  return {
    ...row,
    lines: lines.map((line) => ({
      account: line.account,
      debitMinor: BigInt(line.debit),
      creditMinor: BigInt(line.credit),
    })),
  };
}

/** Sums over all journals that no balance shows, in minor units. */
export interface Turnover {
  /** Granted as advances, net of what was undone. */
  readonly advancedMinor: bigint;
  /** Come back from bonds and from debts paid, net of what was undone. */
  readonly recoveredMinor: bigint;
}

const ADVANCES = ["advance.granted", "advance.granted.undone"];
const RECOVERIES = ["recourse.collected", "debt.paid"].flatMap((kind) => [
  kind,
  `${kind}.undone`,
  `${kind}.reversed`,
  `${kind}.reversed.undone`,
]);

export async function sumTurnover(db: Queryable): Promise<Turnover> {
  const { rows } = await sql<{ advanced: string; recovered: string }>`
    SELECT coalesce(sum(debit_minor::numeric - credit_minor) FILTER (
             WHERE account = 'SUSPENSE' AND kind = ANY(${ADVANCES})), 0)::text AS advanced,
           coalesce(sum(debit_minor::numeric - credit_minor) FILTER (
             WHERE account = 'FUND' AND kind = ANY(${RECOVERIES})), 0)::text AS recovered
    FROM posting JOIN journal ON journal.id = journal_id
    WHERE account IN ('SUSPENSE', 'FUND')`.execute(db);
  return { advancedMinor: BigInt(rows[0]!.advanced), recoveredMinor: BigInt(rows[0]!.recovered) };
}
