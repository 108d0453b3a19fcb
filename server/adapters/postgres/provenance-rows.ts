import type { StoredEvent } from "../../app/ports-provenance.ts";
import type { EpcisEvent } from "../../domain/provenance/event.ts";

/** A row of `epcis_event` as queries read it. */
export interface EventRow {
  readonly seq: string;
  readonly leaf_hash: string;
  readonly event_id: string;
  readonly event_hash: string;
  readonly submitter: string;
  readonly signer: string | null;
  readonly record_time: Date;
  readonly namespaces: Record<string, string>;
  readonly bytes: string;
  readonly statement: string;
  readonly salt: string;
}

export const EVENT_COLUMNS = `e.seq, e.leaf_hash, e.event_id, e.event_hash, e.submitter, e.signer, e.record_time,
  e.namespaces, e.bytes, e.statement, e.salt`;

export function toStoredEvent(row: EventRow): StoredEvent {
  return {
    seq: row.seq,
    leafHash: row.leaf_hash,
    eventId: row.leaf_hash,
    eventUri: row.event_id,
    eventHash: row.event_hash,
    event: JSON.parse(row.bytes) as EpcisEvent,
    signer: row.signer,
    submitter: row.submitter,
    recordTime: row.record_time.toISOString(),
    namespaces: row.namespaces,
    bytes: row.bytes,
    statement: row.statement,
    salt: row.salt,
  };
}
