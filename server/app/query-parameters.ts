/** The parameters of GS1's simple event query (EPCIS 2.0 section 8.2.7.1), each with what it asks of an event. */
import { ProvenanceError } from "../domain/provenance/errors.ts";
import { bareWord } from "../domain/provenance/event.ts";
import { canonicalId } from "../domain/provenance/history.ts";
import type { Comparison, DocumentCondition, EpcRole, EventQuery } from "./ports-provenance.ts";

export type QueryDraft = { -readonly [Key in keyof EventQuery]: EventQuery[Key] };
type Setter = (query: QueryDraft, values: readonly string[], name: string) => void;

export const invalidParameter = (field: string, rule: string) =>
  new ProvenanceError("provenance.query_invalid", `The query parameter ${field} must be ${rule}.`, {
    field,
    rule,
  });

/**
 * Adds what a parameter asks for to the query.
 *
 * @throws ProvenanceError `provenance.query_invalid` naming the parameter, also for one this interface does not know.
 */
export function applyParameter(query: QueryDraft, name: string, values: readonly string[]): void {
  if (values.length === 0) throw invalidParameter(name, "given a value");
  const set = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : flexible(name);
  if (set === undefined) throw invalidParameter(name, "one this interface knows");
  set(query, values, name);
}

const list =
  (key: "eventIds" | "types", map: (value: string) => string = (value) => value): Setter =>
  (query, values) => {
    query[key] = values.map(map);
  };
const words =
  (key: "bizSteps" | "dispositions"): Setter =>
  (query, values) => {
    query[key] = values.map((value) => bareWord(value)!);
  };
const places =
  (key: "readPoints" | "bizLocations" | "readPointsWithin" | "bizLocationsWithin"): Setter =>
  (query, values) => {
    query[key] = values.map(canonicalId);
  };
const instant =
  (key: "eventTimeFrom" | "eventTimeBefore" | "recordTimeFrom" | "recordTimeBefore"): Setter =>
  (query, values, name) => {
    query[key] = readInstant(values, name);
  };
const named =
  (...roles: EpcRole[]): Setter =>
  (query, values, name) => {
    const patterns = values.map((value) => pattern(value, name));
    query.epcs = [...(query.epcs ?? []), { roles, patterns }];
  };

function readInstant(values: readonly string[], name: string): string {
  const [value = ""] = values;
  if (values.length !== 1 || !/^\d{4}-\d{2}-\d{2}T[^ ]+$/.test(value) || Number.isNaN(Date.parse(value)))
    throw invalidParameter(name, "one RFC 3339 date and time");
  return new Date(value).toISOString();
}

function readNumber(values: readonly string[], name: string): string {
  const [value = ""] = values;
  if (values.length !== 1 || !/^-?\d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,2})?$/.test(value))
    throw invalidParameter(name, "one number");
  return value;
}

const asks = (query: QueryDraft, condition: DocumentCondition) => {
  query.document = [...(query.document ?? []), condition];
};
const text =
  (path: string, spellings: (value: string) => string[] = (value) => [value]): Setter =>
  (query, values) =>
    asks(query, { kind: "text", path, anyOf: values.flatMap(spellings) });
const number =
  (path: string, is: Comparison): Setter =>
  (query, values, name) =>
    asks(query, { kind: "number", path, is, value: readNumber(values, name) });
const time =
  (path: string, is: Comparison): Setter =>
  (query, values, name) =>
    asks(query, { kind: "time", path, is, value: readInstant(values, name) });

/** A word of CBV in every spelling an event may carry it in. */
const cbv =
  (vocabulary: string) =>
  (value: string): string[] => {
    const word = bareWord(value)!;
    return [
      word,
      `https://ref.gs1.org/cbv/${vocabulary}-${word}`,
      `cbv:${vocabulary}-${word}`,
      `urn:epcglobal:cbv:${vocabulary.toLowerCase()}:${word}`,
    ];
  };
const webVocabulary = (value: string): string[] => {
  const word = value.replace(/^(?:gs1:|https:\/\/(?:www\.)?gs1\.org\/voc\/)/, "");
  return [word, `gs1:${word}`, `https://gs1.org/voc/${word}`, `https://www.gs1.org/voc/${word}`];
};

const QUANTITY = "$.*[*] ? (exists (@.epcClass)).quantity";
const REPORT = "$.sensorElementList[*].sensorReport[*]";
const METADATA = "$.sensorElementList[*].sensorMetadata";
/** Metadata and reports alike. */
const SENSOR = "$.sensorElementList[*].*";

const PARAMETERS: Record<string, Setter> = {
  eventType: list("types"),
  EQ_action: (query, values) => {
    query.actions = values.map((value) => oneOf("EQ_action", [value], ["ADD", "OBSERVE", "DELETE"]));
  },
  EQ_eventID: list("eventIds"),
  EQ_bizStep: words("bizSteps"),
  EQ_disposition: words("dispositions"),
  EQ_persistentDisposition_set: text("$.persistentDisposition.set[*]", cbv("Disp")),
  EQ_persistentDisposition_unset: text("$.persistentDisposition.unset[*]", cbv("Disp")),
  EQ_readPoint: places("readPoints"),
  EQ_bizLocation: places("bizLocations"),
  WD_readPoint: places("readPointsWithin"),
  WD_bizLocation: places("bizLocationsWithin"),
  EQ_transformationID: text("$.transformationID"),
  GE_eventTime: instant("eventTimeFrom"),
  LT_eventTime: instant("eventTimeBefore"),
  GE_recordTime: instant("recordTimeFrom"),
  LT_recordTime: instant("recordTimeBefore"),
  MATCH_epc: named("epc"),
  MATCH_parentID: named("parent"),
  MATCH_inputEPC: named("input"),
  MATCH_outputEPC: named("output"),
  MATCH_anyEPC: named("epc", "parent", "input", "output"),
  MATCH_epcClass: named("class"),
  MATCH_inputEPCClass: named("input_class"),
  MATCH_outputEPCClass: named("output_class"),
  MATCH_anyEPCClass: named("class", "input_class", "output_class"),
  EQ_quantity: number(QUANTITY, "EQ"),
  GT_quantity: number(QUANTITY, "GT"),
  GE_quantity: number(QUANTITY, "GE"),
  LT_quantity: number(QUANTITY, "LT"),
  LE_quantity: number(QUANTITY, "LE"),
  EXISTS_errorDeclaration: (query, values, name) => {
    if (oneOf(name, values, ["true", "false"]) === "true") query.declaresError = true;
  },
  GE_errorDeclarationTime: time("$.errorDeclaration.declarationTime", "GE"),
  LT_errorDeclarationTime: time("$.errorDeclaration.declarationTime", "LT"),
  EQ_errorReason: text("$.errorDeclaration.reason", cbv("ER")),
  EQ_correctiveEventID: text("$.errorDeclaration.correctiveEventIDs[*]"),
  EXISTS_sensorElementList: (query, values, name) => {
    if (oneOf(name, values, ["true", "false"]) === "true")
      asks(query, { kind: "exists", path: "$.sensorElementList[*]" });
  },
  GE_startTime: time(`${METADATA}.startTime`, "GE"),
  LT_startTime: time(`${METADATA}.startTime`, "LT"),
  GE_endTime: time(`${METADATA}.endTime`, "GE"),
  LT_endTime: time(`${METADATA}.endTime`, "LT"),
  EQ_type: text(`${REPORT}.type`, webVocabulary),
  EQ_deviceID: text(`${SENSOR}.deviceID`),
  EQ_dataProcessingMethod: text(`${SENSOR}.dataProcessingMethod`),
  EQ_bizRules: text(`${SENSOR}.bizRules`),
  EQ_microorganism: text(`${REPORT}.microorganism`),
  EQ_chemicalSubstance: text(`${REPORT}.chemicalSubstance`),
  EQ_stringValue: text(`${REPORT}.stringValue`),
  EQ_hexBinaryValue: text(`${REPORT}.hexBinaryValue`),
  EQ_uriValue: text(`${REPORT}.uriValue`),
  EQ_booleanValue: (query, values, name) =>
    asks(query, {
      kind: "text",
      path: `${REPORT}.booleanValue`,
      anyOf: [oneOf(name, values, ["true", "false"])],
    }),
  orderBy: (query, values) => {
    query.orderBy = oneOf("orderBy", values, ["eventTime", "recordTime"]) as "eventTime" | "recordTime";
  },
  orderDirection: (query, values) => {
    query.descending = oneOf("orderDirection", values, ["ASC", "DESC"]) === "DESC";
  },
};

const READING =
  /^(EQ|GT|GE|LT|LE)_(value|minValue|maxValue|meanValue|sDev|percValue|percRank)_([A-Z0-9]{2,4})$/;
const PARTNER = /^EQ_(source|destination|bizTransaction)_([a-z][A-Za-z0-9_]*)$/;
const EXTENSION = /^(EQ|GT|GE|LT|LE|EXISTS)_(ILMD_)?([A-Za-z][\w.-]*:[A-Za-z_][\w.-]*)$/;

/** Parameters whose names carry a unit, a type or the name of a field of one's own. */
function flexible(name: string): Setter | undefined {
  const reading = READING.exec(name);
  if (reading !== null) {
    const [, is, field, unit] = reading;
    return number(`${REPORT} ? (@.uom == "${unit}").${field}`, is as Comparison);
  }
  const partner = PARTNER.exec(name);
  if (partner !== null) return partnered(partner[1]!, partner[2]!);
  const extension = EXTENSION.exec(name);
  if (extension === null) return undefined;
  const [, is, ilmd, field] = extension;
  return extended(is as Comparison | "EXISTS", `$${ilmd === undefined ? "" : ".ilmd"}."${field}"`);
}

function partnered(field: string, type: string): Setter {
  const vocabulary = field === "bizTransaction" ? "BTT" : "SDT";
  const isType = cbv(vocabulary)(type)
    .map((spelling) => `@.type == "${spelling}"`)
    .join(" || ");
  // Parties and places are matched in both spellings: as asked for, and canonical.
  return text(`$.${field}List[*] ? (${isType}).${field}`, (value) => [
    ...new Set([value, canonicalId(value)]),
  ]);
}

/** The field is known by its name as the event spells it, prefix and all. */
function extended(is: Comparison | "EXISTS", path: string): Setter {
  if (is === "EXISTS") return (query) => asks(query, { kind: "exists", path });
  return (query, values, name) => {
    if (is !== "EQ") return number(path, is)(query, values, name);
    asks(query, { kind: "text", path: `${path}[*]`, anyOf: values });
  };
}

/** A URI, or one whose last part is a star: all serials of a product, all lots. */
function pattern(value: string, name: string): string {
  if (value.startsWith("urn:epc:idpat:")) return `${classOf(value, name)}/*`;
  if (!value.endsWith("/*")) return canonicalId(value);
  const stem = canonicalId(value.slice(0, -2).replace(/\/(?:21|10)$/, ""));
  return `${stem}/*`;
}

function classOf(value: string, name: string): string {
  const stem = canonicalId(value);
  if (stem !== value) return stem;
  throw invalidParameter(name, "a pattern of GS1 whose serial alone is a star");
}

function oneOf(name: string, values: readonly string[], allowed: readonly string[]): string {
  const [value] = values;
  if (values.length === 1 && allowed.includes(value!)) return value!;
  throw invalidParameter(name, `one of ${allowed.join(", ")}`);
}
