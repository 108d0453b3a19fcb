import { sql } from "kysely";
import type { AccessRecord } from "../../app/ports.ts";
import type { Queryable } from "./database.ts";

interface Row {
  readonly document: string;
  readonly by: string;
  readonly at: Date;
  readonly leafHash: string;
  readonly reader: string | null;
}

/** Reads who but their parties opened these documents or was let in, oldest first; each is an entry of its own. */
export async function readAccesses(db: Queryable, documents: readonly string[]): Promise<AccessRecord[]> {
  if (documents.length === 0) return [];
  // Compared byte by byte, as the index on openings is ordered.
  const { rows } = await sql<Row>`
    SELECT asked.leaf AS document, e.submitter AS by, e.accepted_at AS at, encode(e.leaf_hash, 'hex') AS "leafHash",
      substring(e.idempotency_key FROM '^access:[0-9a-f]+:reader:(.*)$') AS reader
    FROM unnest(${documents}::text[]) AS asked (leaf)
    JOIN log_entry e ON e.idempotency_key LIKE 'access:%'
      AND e.idempotency_key ~>=~ ('access:' || asked.leaf || ':') AND e.idempotency_key ~<~ ('access:' || asked.leaf || ';')
    ORDER BY e.id`.execute(db);
  return rows;
}
