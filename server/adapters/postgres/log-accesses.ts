import { sql } from "kysely";
import type { AccessRecord } from "../../app/ports.ts";
import type { Queryable } from "./database.ts";

interface Row {
  readonly document: string;
  readonly by: string;
  readonly at: Date;
  readonly leafHash: string;
}

/** Reads who of the staff opened these documents, oldest first; each opening is an entry of its own. */
export async function readAccesses(db: Queryable, documents: readonly string[]): Promise<AccessRecord[]> {
  if (documents.length === 0) return [];
  // Compared byte by byte, as the index on openings is ordered.
  const { rows } = await sql<Row>`
    SELECT asked.leaf AS document, e.submitter AS by, e.accepted_at AS at, encode(e.leaf_hash, 'hex') AS "leafHash"
    FROM unnest(${documents}::text[]) AS asked (leaf)
    JOIN log_entry e ON e.idempotency_key LIKE 'access:%'
      AND e.idempotency_key ~>=~ ('access:' || asked.leaf || ':') AND e.idempotency_key ~<~ ('access:' || asked.leaf || ';')
    ORDER BY e.id`.execute(db);
  return rows;
}
