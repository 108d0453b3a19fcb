/** Stores of product events. Writes happen inside the caller's transaction and commit with it. */
import type { RecordedEvent } from "../domain/provenance/history.ts";
import type { Tx } from "./ports.ts";

/** What role an identifier plays in an event. */
export type EpcRole = "epc" | "parent" | "input" | "output" | "class" | "input_class" | "output_class";

/** An event ready to be stored, with its log entry made. */
export interface NewEvent {
  readonly leafHash: string;
  readonly eventId: string;
  readonly eventHash: string;
  readonly submitter: string;
  readonly signer: string | null;
  readonly type: string;
  readonly action: string | null;
  readonly bizStep: string | null;
  readonly disposition: string | null;
  readonly readPoint: string | null;
  readonly bizLocation: string | null;
  readonly declaresError: boolean;
  readonly parties: readonly string[];
  readonly eventTime: string;
  readonly namespaces: Readonly<Record<string, string>>;
  /** The event exactly as received. */
  readonly bytes: string;
  readonly statement: string;
  readonly salt: string;
  readonly canonicalHash: string;
  readonly epcs: readonly { readonly epc: string; readonly role: EpcRole }[];
}

/** An event as stored. */
export interface StoredEvent extends RecordedEvent {
  readonly seq: string;
  readonly leafHash: string;
  readonly eventUri: string;
  readonly submitter: string;
  readonly bytes: string;
  readonly namespaces: Readonly<Record<string, string>>;
  readonly statement: string;
  readonly salt: string;
}

export interface CaptureError {
  /** Position in the event list; null when the document itself is at fault. */
  readonly event: number | null;
  readonly code: string;
  readonly field: string;
  readonly rule: string;
}

export interface CaptureJob {
  readonly captureId: string;
  readonly submitter: string;
  readonly createdAt: Date;
  readonly finishedAt: Date;
  readonly errorBehaviour: "rollback" | "proceed";
  readonly documentHash: string;
  readonly eventCount: number;
  readonly errors: readonly CaptureError[];
}

export interface MasterDatum {
  readonly kind: string;
  readonly id: string;
  /** Identifiers of what is within it, canonical where they are GS1's. */
  readonly children: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

export type Comparison = "EQ" | "GT" | "GE" | "LT" | "LE";

/** A condition on an event's own words, for what is no column; `path` is an SQL/JSON path of the values compared. */
export type DocumentCondition =
  | { readonly kind: "text"; readonly path: string; readonly anyOf: readonly string[] }
  /** Times only where capture checks them; a field of one's own may hold anything. */
  | {
      readonly kind: "number" | "time";
      readonly path: string;
      readonly is: Comparison;
      readonly value: string;
    }
  | { readonly kind: "exists"; readonly path: string };

/** Who asks: what it handed in, signed or is named in is what it sees. */
export interface Viewer {
  readonly partyId: string;
  readonly gln: string | null;
}

/** Filters of an event query; lists match any of their values. Identifiers are canonical or a prefix ending in `*`. */
export interface EventQuery {
  readonly eventIds?: readonly string[];
  readonly types?: readonly string[];
  readonly actions?: readonly string[];
  readonly bizSteps?: readonly string[];
  readonly dispositions?: readonly string[];
  readonly readPoints?: readonly string[];
  readonly bizLocations?: readonly string[];
  readonly eventTimeFrom?: string;
  readonly eventTimeBefore?: string;
  readonly recordTimeFrom?: string;
  readonly recordTimeBefore?: string;
  readonly declaresError?: boolean;
  /** Places and whatever master data says is within them. */
  readonly readPointsWithin?: readonly string[];
  readonly bizLocationsWithin?: readonly string[];
  readonly document?: readonly DocumentCondition[];
  readonly epcs?: readonly { readonly roles: readonly EpcRole[]; readonly patterns: readonly string[] }[];
  /** Left out: everything. */
  readonly visibleTo?: Viewer;
  readonly orderBy: "eventTime" | "recordTime";
  readonly descending: boolean;
  readonly limit: number;
  /** Continues after this position, as `cursorOf` of the last event gave it. */
  readonly after?: EventCursor;
}
export interface EventCursor {
  readonly time: string;
  readonly seq: string;
}

export interface EventStore {
  /**
   * Reserves submissions by their canonical hash and gives those that are new. Waits for another transaction that
   * is taking the same; what it commits then counts as known.
   */
  reserve(tx: Tx, submitter: string, canonicalHashes: readonly string[]): Promise<Set<string>>;
  /** Stable pseudonyms of things, made on first sight from the proposals given. */
  subjects(tx: Tx, proposals: ReadonlyMap<string, string>): Promise<Map<string, string>>;
  addCapture(tx: Tx, job: CaptureJob): Promise<void>;
  addEvents(tx: Tx, captureId: string, recordTime: Date, events: readonly NewEvent[]): Promise<void>;
  addMasterData(tx: Tx, submitter: string, at: Date, data: readonly MasterDatum[]): Promise<void>;
  capture(captureId: string): Promise<CaptureJob | null>;
  /** Leaf hashes of the events a capture brought, in their order; what was known before is not among them. */
  leaves(captureId: string): Promise<string[]>;
  /** A party's captures, newest first, from behind the one given. */
  captures(submitter: string, limit: number, after: CaptureCursor | null): Promise<CaptureJob[]>;
  /** Everything that may belong to an item's history: its own events and those of whatever ever contained it. */
  itemEvents(epc: string): Promise<StoredEvent[]>;
  /** @throws ProvenanceError `provenance.query_too_complex` when it takes longer than a reader may ask of everybody. */
  query(query: EventQuery): Promise<StoredEvent[]>;
  /** How many events match, counted no further than the query's limit. */
  count(query: EventQuery): Promise<number>;
  /** The events named by their leaf hashes. */
  byLeaf(leafHashes: readonly string[]): Promise<StoredEvent[]>;
  /** The stored event of a submission made before. */
  submitted(submitter: string, canonicalHash: string): Promise<StoredEvent | null>;
  /** Names of places and products as parties gave them, by identifier. */
  masterData(ids: readonly string[]): Promise<Map<string, Readonly<Record<string, unknown>>>>;
  /** What one party says of a thing; null when it says nothing. */
  masterDataOf(id: string, submitter: string): Promise<Readonly<Record<string, unknown>> | null>;
  /** Values of a top-level resource in events the viewer sees, in order, from behind the one given. */
  values(of: ResourceKind, viewer: Viewer | null, page: ValuePage): Promise<string[]>;
}

export type ResourceKind = "type" | "biz_step" | "biz_location" | "read_point" | "disposition" | "epc";

export interface ValuePage {
  readonly after: string | null;
  readonly limit: number;
  /** Only this one value, to see whether it is there. */
  readonly only?: string;
}

export interface CaptureCursor {
  readonly createdAt: Date;
  readonly captureId: string;
}

export interface EventKeyStore {
  /** False, writing nothing, when another party has the key. */
  register(tx: Tx, key: { publicKey: string; partyId: string; gln: string }): Promise<boolean>;
  /** Keys in force of a GLN. */
  keysOf(gln: string): Promise<string[]>;
}
