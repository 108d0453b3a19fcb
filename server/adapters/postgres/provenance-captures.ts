import { sql } from "kysely";
import type { Tx } from "../../app/ports.ts";
import type { CaptureCursor, CaptureError, CaptureJob } from "../../app/ports-provenance.ts";
import { fromTx, type Queryable } from "./database.ts";

interface CaptureRow {
  readonly capture_id: string;
  readonly submitter: string;
  readonly created_at: Date;
  readonly finished_at: Date;
  readonly error_behaviour: "rollback" | "proceed";
  readonly document_hash: string;
  readonly event_count: number;
  readonly errors: CaptureError[];
}

export async function addCapture(tx: Tx, job: CaptureJob): Promise<void> {
  await sql`
    INSERT INTO epcis_capture (capture_id, submitter, created_at, finished_at, error_behaviour, document_hash,
      event_count, errors)
    VALUES (${job.captureId}, ${job.submitter}, ${job.createdAt}, ${job.finishedAt}, ${job.errorBehaviour},
      ${job.documentHash}, ${job.eventCount}, ${JSON.stringify(job.errors)}::jsonb)`.execute(fromTx(tx));
}

export async function readCapture(db: Queryable, captureId: string): Promise<CaptureJob | null> {
  const { rows } = await sql<CaptureRow>`
    SELECT * FROM epcis_capture WHERE capture_id = ${captureId}`.execute(db);
  return rows[0] === undefined ? null : toJob(rows[0]);
}

export async function readLeaves(db: Queryable, captureId: string): Promise<string[]> {
  const { rows } = await sql<{ leaf_hash: string }>`
    SELECT leaf_hash FROM epcis_event WHERE capture_id = ${captureId} ORDER BY seq`.execute(db);
  return rows.map((row) => row.leaf_hash);
}

export async function readCaptures(
  db: Queryable,
  submitter: string,
  limit: number,
  after: CaptureCursor | null,
): Promise<CaptureJob[]> {
  const behind =
    after === null
      ? sql``
      : sql`AND (created_at < ${after.createdAt}
          OR (created_at = ${after.createdAt} AND capture_id > ${after.captureId}))`;
  const { rows } = await sql<CaptureRow>`
    SELECT * FROM epcis_capture WHERE submitter = ${submitter} ${behind}
    ORDER BY created_at DESC, capture_id LIMIT ${limit}`.execute(db);
  return rows.map(toJob);
}

const toJob = (row: CaptureRow): CaptureJob => ({
  captureId: row.capture_id,
  submitter: row.submitter,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
  errorBehaviour: row.error_behaviour,
  documentHash: row.document_hash,
  eventCount: row.event_count,
  errors: row.errors,
});
