/** Stores of labels, scans and tags, and the printer of labels. */
import type { Sighting } from "../domain/provenance/clone-signs.ts";
import type { Tx } from "./ports.ts";

export interface LabelBatch {
  readonly batchId: string;
  readonly partyId: string;
  readonly gtin: string;
  readonly productName: string;
  readonly count: number;
  /** SHA-256 of the key its inner codes are made with; null: it has none. */
  readonly innerKeyHash: string | null;
  /** ISO 3166-1 countries the goods are sold for; null: everywhere. */
  readonly countries: readonly string[] | null;
  readonly createdAt: Date;
}

export interface NewLabel {
  readonly epc: string;
  readonly serial: string;
  readonly innerHash: string | null;
}

export interface LabelStore {
  addBatch(tx: Tx, batch: LabelBatch, labels: readonly NewLabel[]): Promise<void>;
  /** Newest first. */
  batches(partyId: string, limit: number): Promise<LabelBatch[]>;
  batch(batchId: string): Promise<LabelBatch | null>;
  /** Serials of positions `from` (included) to `to` (not included), in order. */
  serials(batchId: string, from: number, to: number): Promise<string[]>;
  /** What is known of an item from its label; null: it has none of ours. */
  labelOf(epc: string): Promise<{ innerHash: string | null; countries: readonly string[] | null } | null>;
  /** Items of a party whose codes were misused, the newest first; of all parties for null. */
  misuse(partyId: string | null, limit: number): Promise<CodeMisuse[]>;
  /** How often each kind happened, over all items. */
  misuseTotals(): Promise<Record<MisuseKind, number>>;
}

export const misuseKinds = [
  "scan_overflow",
  "inner_wrong",
  "inner_replayed",
  "tag_replayed",
  "tag_wrong",
] as const;
export type MisuseKind = (typeof misuseKinds)[number];

export interface CodeMisuse {
  readonly epc: string;
  readonly kind: MisuseKind;
  readonly times: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** Whoever scans: what the phone holds, and where it is at most by city. */
export interface Visitor {
  /** What this phone was given at its last visit of this item; null: nothing. */
  readonly token: string | null;
  /** Tells visitors without a token apart for today; hashed with a salt that dies with the day, never kept. */
  readonly trait: string;
  readonly city: string | null;
  readonly placeFrom: "device" | "edge" | null;
}

export interface Visit {
  /** Pseudonym of the phone for this item, as stored; null when the item has more phones than are kept apart. */
  readonly device: string | null;
  /** What to give the phone instead of what it holds; null: it keeps that. */
  readonly token: string | null;
}

export interface Opening {
  readonly at: Date;
  readonly city: string | null;
  readonly device: string;
}

export interface ScanSummary {
  /** The database's time of reading. */
  readonly readAt: Date;
  /** Phones that looked at it, those beyond the bound included. */
  readonly count: number;
  readonly firstAt: Date | null;
  readonly firstCity: string | null;
  readonly sightings: readonly Sighting[];
  /** First opening of the inner code; null: not opened. */
  readonly opened: Opening | null;
  /** When this phone opened the inner code itself, or read the tag; null: never. */
  readonly ownOpeningAt: Date | null;
  readonly ownTagAt: Date | null;
}

/**
 * Scans of items. Phones are told apart by a token of this item alone that is replaced every day; no address is kept.
 * Phones and sightings of one item are bounded, what comes on top is counted.
 */
export interface ScanStore {
  /** Whether anything of ours speaks of the item: an event or a label. Others are not counted. */
  isKnown(epc: string): Promise<boolean>;
  /** @param isHolder It has shown the item's secret: kept however many phones there are, so that no flood locks it out. */
  visit(epc: string, visitor: Visitor, isHolder?: boolean): Promise<Visit>;
  /** Adds what a phone says of its place to its last sighting. */
  place(epc: string, visitor: Visitor): Promise<void>;
  summary(epc: string, device: string | null): Promise<ScanSummary>;
  /** Notes that this phone opened the inner code; the first opening of an item stays the first. */
  open(tx: Tx, epc: string, device: string, at: Date, city: string | null): Promise<void>;
  tagRead(tx: Tx, epc: string, device: string, at: Date): Promise<void>;
  /** Serialises what happens to one item until the transaction ends; answers the database's time from when it does. */
  lock(tx: Tx, epc: string): Promise<Date>;
  misused(epc: string, kind: MisuseKind, at: Date): Promise<number>;
}

export interface Tag {
  readonly uid: string;
  readonly epc: string;
  readonly partyId: string;
}

export interface TagStore {
  /** Uids that another item or party has already; nothing is written when there are any. */
  register(tx: Tx, tags: readonly Tag[]): Promise<string[]>;
  epcOf(uid: string): Promise<string | null>;
  /** True, and durable with the transaction, when the count is higher than every count before. */
  raise(tx: Tx, uid: string, counter: number): Promise<boolean>;
}

export interface PrintedLabel {
  /** Digital Link of the item; with its inner code in the fragment for an inner label. */
  readonly link: string;
  readonly gtin: string;
  readonly serial: string;
}

export interface SheetLayout {
  readonly columns: number;
  readonly rows: number;
  readonly productName: string;
}

/** Draws labels. Long runs come in pieces, so that other requests are answered in between. */
export interface LabelPrinter {
  svg(label: PrintedLabel): string;
  png(label: PrintedLabel): Promise<Uint8Array>;
  /** A4 pages of labels, what people read beneath each. */
  sheet(labels: readonly PrintedLabel[], layout: SheetLayout): AsyncIterable<Uint8Array>;
  /** One file a label, in one ZIP. */
  zip(labels: readonly PrintedLabel[], format: "png" | "svg"): AsyncIterable<Uint8Array>;
}

/**
 * Reads a CSV file or an XLSX workbook's first sheet into cells of text.
 *
 * @throws ProvenanceError `provenance.import_invalid` for any other file, and for one beyond its bounds.
 */
export type TableReader = (bytes: Uint8Array) => Promise<string[][]>;
