import { sql } from "kysely";
import { commit } from "../../domain/evidence/commitment.ts";
import { bytesToHex, utf8ToBytes } from "../../domain/log/bytes.ts";
import { parseEntry } from "../../domain/log/entry.ts";
import type { Queryable } from "./chain-calls.ts";
import type { StoredJournal } from "./ledger-rows.ts";

interface Logged {
  readonly leafHash: string;
  readonly entry: string;
  readonly salt: Buffer | null;
}

/**
 * Names journals whose rows are not what the log committed to when they were booked: somebody edited them since. The
 * log's own bytes are held against contract, witnesses and monitors elsewhere.
 *
 * @param statementOf Spells a journal as it was handed in to the log.
 */
export async function alteredJournals(
  db: Queryable,
  journals: readonly StoredJournal[],
  statementOf: (journal: StoredJournal) => string,
): Promise<string[]> {
  const leaves = journals.map(({ leafHash }) => Buffer.from(leafHash, "hex"));
  const { rows } = await sql<Logged>`
    SELECT encode(e.leaf_hash, 'hex') AS "leafHash", convert_from(e.entry, 'UTF8') AS entry, s.salt
    FROM log_entry e LEFT JOIN log_statement s USING (leaf_hash)
    WHERE e.leaf_hash = ANY (${leaves}::bytea[])`.execute(db);
  const logged = new Map(rows.map((row) => [row.leafHash, row]));
  return journals
    .filter((journal) => !isAsLogged(statementOf(journal), logged.get(journal.leafHash)))
    .map(({ key }) => key);
}

function isAsLogged(statement: string, logged: Logged | undefined): boolean {
  if (logged === undefined || logged.salt === null) return false;
  return bytesToHex(commit(utf8ToBytes(statement), logged.salt)) === parseEntry(logged.entry).commitment;
}
