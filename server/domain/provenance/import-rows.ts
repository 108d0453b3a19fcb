/**
 * Turns a table of steps into EPCIS events. Every fault is found before anything is captured; the same row always makes the
 * same event, so that handing in a table again adds nothing.
 */
import { applicationIdentifier, faultOf } from "./application-identifiers.ts";
import { hasCheckDigit } from "./check-digit.ts";
import type { EpcisEvent } from "./event.ts";
import {
  columnTitles,
  type ImportColumn,
  type ImportRuleName,
  importColumns,
  importConditions,
  importSteps,
  requiredColumns,
  type Step,
} from "./import-columns.ts";

/** Most rows of one table; as many events as one capture takes. */
const MOST_ROWS = 5_000;
const MOST_TEXT = 80;
const CHINA_OFFSET = "+08:00";

export interface RowFault {
  /** Row of the table as people count: the heading is row 1. */
  readonly row: number;
  readonly column: string;
  readonly rule: ImportRuleName;
}

export interface ImportedTable {
  readonly events: readonly EpcisEvent[];
  /** Names of places, by identifier. */
  readonly places: ReadonlyMap<string, string>;
  readonly faults: readonly RowFault[];
}

type Cells = Readonly<Partial<Record<ImportColumn, string>>>;

/**
 * Reads a table; rows with a fault make no event.
 *
 * @param rows Cells as text, the heading first; rows without any text are passed over.
 * @param now Milliseconds since 1970; later times are refused.
 */
export function readImport(rows: readonly (readonly string[])[], now: number): ImportedTable {
  const [heading = [], ...body] = rows;
  const { columns, faults } = readHeading(heading);
  const filled = body
    .map((cells, i) => ({ row: i + 2, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  if (faults.length === 0 && filled.length === 0) faults.push({ row: 1, column: "", rule: "empty_table" });
  if (filled.length > MOST_ROWS) faults.push({ row: MOST_ROWS + 2, column: "", rule: "too_many_rows" });
  if (faults.length > 0) return { events: [], places: new Map(), faults };
  const events: EpcisEvent[] = [];
  const places = new Map<string, string>();
  for (const { row, cells } of filled) {
    const named = Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ""])) as Cells;
    const found = faultsOf(named, now);
    faults.push(...found.map(([column, rule]) => ({ row, column, rule })));
    if (found.length > 0) continue;
    const event = eventOf(named);
    events.push(event);
    if (named.place_name) places.set(event.readPoint!.id, named.place_name);
  }
  return { events, places, faults };
}

const byTitle = new Map(
  importColumns.flatMap((column) => [
    [columnTitles[column].zh, column],
    [columnTitles[column].en, column],
  ]) as [string, ImportColumn][],
);

function readHeading(heading: readonly string[]): { columns: (ImportColumn | "")[]; faults: RowFault[] } {
  const faults: RowFault[] = [];
  const seen = new Set<string>();
  const columns = heading.map((cell): ImportColumn | "" => {
    const title = cell.trim();
    if (title === "") return "";
    const column = byTitle.get(title) ?? byTitle.get(title.toLowerCase());
    if (column === undefined) faults.push({ row: 1, column: title, rule: "unknown_column" });
    else if (seen.has(column)) faults.push({ row: 1, column, rule: "double_column" });
    if (column !== undefined) seen.add(column);
    return column ?? "";
  });
  const missing = requiredColumns.filter((column) => !seen.has(column));
  faults.push(...missing.map((column) => ({ row: 1, column, rule: "missing_column" as const })));
  return { columns, faults };
}

type Fault = readonly [ImportColumn, ImportRuleName];

function faultsOf(cells: Cells, now: number): Fault[] {
  const step = stepOf(cells);
  const time = timeOf(cells.time ?? "");
  const faults: (Fault | false)[] = [
    time === null && ["time", "time"],
    time !== null && Date.parse(time) > now && ["time", "time_future"],
    step === undefined && ["step", "step"],
    gtinOf(cells.gtin ?? "") === null && ["gtin", "gtin"],
    !isSerial(cells.serial ?? "") && ["serial", "serial"],
    !isGln(cells.place_gln ?? "") && ["place_gln", "gln"],
    ...handOverFaults(cells, step),
    ...conditionFaults(cells, step),
    ...textFaults(cells, step),
  ];
  return faults.filter((fault) => fault !== false);
}

function handOverFaults(cells: Cells, step: Step | undefined): Fault[] {
  return (["from_gln", "to_gln"] as const).flatMap((column): Fault[] => {
    const gln = cells[column] ?? "";
    if (gln === "") return step?.handsOver ? [[column, "hand_over"]] : [];
    if (step !== undefined && !step.handsOver) return [[column, "no_hand_over"]];
    return isGln(gln) ? [] : [[column, "gln"]];
  });
}

function conditionFaults({ condition = "" }: Cells, step: Step | undefined): Fault[] {
  if (condition === "") return [];
  if (step !== undefined && !step.judges) return [["condition", "no_condition"]];
  return importConditions[condition.toLowerCase()] === undefined ? [["condition", "condition"]] : [];
}

function textFaults(cells: Cells, step: Step | undefined): Fault[] {
  return (["place_name", "product_name", "maker_name"] as const).flatMap((column): Fault[] => {
    const text = cells[column] ?? "";
    if (text === "") return [];
    if (/^[=+\-@\t\r]/.test(text)) return [[column, "formula"]];
    if (text.length > MOST_TEXT || !text.isWellFormed() || text.includes("\0")) return [[column, "text"]];
    const isElsewhere = column !== "place_name" && step !== undefined && step.bizStep !== "commissioning";
    return isElsewhere ? [[column, "only_commissioning"]] : [];
  });
}

const byWord = new Map(
  Object.entries(importSteps).flatMap(([word, step]) => [
    [word, step],
    [step.zh, step],
  ]) as [string, Step][],
);
const stepOf = ({ step = "" }: Cells): Step | undefined => byWord.get(step.toLowerCase());

/** Spreadsheets drop leading zeros, so shorter GTINs are filled up. */
function gtinOf(text: string): string | null {
  if (!/^(?:[0-9]{8}|[0-9]{12,14})$/.test(text)) return null;
  const gtin = text.padStart(14, "0");
  return hasCheckDigit(gtin) ? gtin : null;
}

const isGln = (text: string): boolean => /^[0-9]{13}$/.test(text) && hasCheckDigit(text);
const isSerial = (text: string): boolean =>
  faultOf(applicationIdentifier("21")!, text, hasCheckDigit) === null;

const LOCAL = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const EXACT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/;

/** Gives a time with its offset; null for what is no time of the calendar. */
function timeOf(text: string): string | null {
  const local = LOCAL.exec(text);
  const full = local === null ? text : withOffset(local);
  if (!EXACT.test(full) || Number.isNaN(Date.parse(full))) return null;
  // Dates that do not exist roll over to the next month; they are no dates.
  const day = new Date(`${full.slice(0, 10)}T00:00:00Z`);
  return day.toISOString().slice(0, 10) === full.slice(0, 10) ? full.replace(/Z$/, "+00:00") : null;
}

function withOffset([, year, month, day, hour, minute, second = "00"]: RegExpExecArray): string {
  const two = (text: string | undefined) => (text ?? "").padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}${CHINA_OFFSET}`;
}

/** No id and no time of our own: what a row says is all the event says. */
function eventOf(cells: Cells): EpcisEvent {
  const step = stepOf(cells)!;
  const time = timeOf(cells.time!)!;
  const disposition = importConditions[(cells.condition ?? "").toLowerCase()] ?? step.disposition;
  const serial = encodeURIComponent(cells.serial!);
  return {
    type: "ObjectEvent",
    eventTime: time,
    eventTimeZoneOffset: time.slice(-6),
    action: step.action,
    epcList: [`https://id.gs1.org/01/${gtinOf(cells.gtin!)}/21/${serial}`],
    bizStep: step.bizStep,
    ...(disposition === null ? {} : { disposition }),
    readPoint: { id: `https://id.gs1.org/414/${cells.place_gln}` },
    ...(step.handsOver ? handOver(cells) : {}),
    ...namesOf(cells),
  };
}

function handOver({ from_gln, to_gln }: Cells): Pick<EpcisEvent, "sourceList" | "destinationList"> {
  const party = (gln: string | undefined) => `https://id.gs1.org/417/${gln}`;
  return {
    sourceList: [{ type: "possessing_party", source: party(from_gln) }],
    destinationList: [{ type: "possessing_party", destination: party(to_gln) }],
  };
}

function namesOf({ product_name, maker_name }: Cells): Pick<EpcisEvent, "ilmd"> {
  const ilmd = {
    ...(product_name ? { "cbvmda:descriptionShort": product_name } : {}),
    ...(maker_name ? { "cbvmda:manufacturerOfTradeItemPartyName": maker_name } : {}),
  };
  return Object.keys(ilmd).length === 0 ? {} : { ilmd };
}

/** The document that captures these events; `creationDate` is the last event's time, so that it is the same each time. */
export function importDocument(
  events: readonly EpcisEvent[],
  places: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const elements = [...places].map(([id, name]) => ({
    id,
    attributes: [{ id: "urn:epcglobal:cbv:mda#name", attribute: name }],
  }));
  const header = {
    epcisMasterData: {
      vocabularyList: [{ type: "urn:epcglobal:epcis:vtype:ReadPoint", vocabularyElementList: elements }],
    },
  };
  return {
    "@context": [
      "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
      { redress: "https://ns.redress.example/epcis/" },
    ],
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: events.at(-1)?.eventTime,
    ...(elements.length === 0 ? {} : { epcisHeader: header }),
    epcisBody: { eventList: events },
  };
}
