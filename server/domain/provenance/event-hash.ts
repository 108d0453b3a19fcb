/**
 * The event hash of CBV 2.0 (section 8.9), `ni:///sha-256;…?ver=CBV2.0`. It serves de-duplication and exchange
 * with other repositories. It is no evidence: it forgets white space, leading zeros, list order and domains,
 * so different events can share one.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalEpc } from "./epc-uri.ts";
import type { EpcisEvent } from "./event.ts";
import { canonicalNumber, canonicalTime, compareCodePoints } from "./event-hash-values.ts";

/** Prefix to namespace, from the document's and the event's `@context`. */
export type Namespaces = ReadonlyMap<string, string>;

interface Field {
  readonly name: string;
  /** Name each item of a list goes by; without it a list repeats the field's own name. */
  readonly item?: string;
  readonly fields?: readonly Field[];
  /** What a bare word of CBV stands for. */
  readonly vocabulary?: string;
  readonly time?: true;
}

const CBV = "https://ref.gs1.org/cbv/";
const VOC = "https://gs1.org/voc/";
const plain = (...names: string[]): Field[] => names.map((name) => ({ name }));
const times = (...names: string[]): Field[] => names.map((name) => ({ name, time: true }));
const word = (name: string, vocabulary: string): Field => ({ name, vocabulary });
const list = (name: string, item: string, fields?: readonly Field[]): Field =>
  fields === undefined ? { name, item } : { name, item, fields };

const quantity = plain("epcClass", "quantity", "uom");
const id = plain("id");
const sensorMetadata: Field = {
  name: "sensorMetadata",
  fields: [
    ...times("time", "startTime", "endTime"),
    ...plain("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules"),
  ],
};
const sensorReport: Field = {
  name: "sensorReport",
  fields: [
    word("type", VOC),
    word("exception", VOC),
    ...plain("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod"),
    ...times("time"),
    ...plain("microorganism", "chemicalSubstance", "value"),
    word("component", `${CBV}Comp-`),
    ...plain("stringValue", "booleanValue", "hexBinaryValue", "uriValue"),
    ...plain("minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue", "uom"),
    ...plain("coordinateReferenceSystem"),
  ],
};

/** The order of CBV 2.0 table 8-1. */
const ORDER: readonly Field[] = [
  ...times("eventTime"),
  ...plain("eventTimeZoneOffset", "certificationInfo", "parentID"),
  list("epcList", "epc"),
  list("inputEPCList", "epc"),
  list("childEPCs", "epc"),
  list("quantityList", "quantityElement", quantity),
  list("childQuantityList", "quantityElement", quantity),
  list("inputQuantityList", "quantityElement", quantity),
  list("outputEPCList", "epc"),
  list("outputQuantityList", "quantityElement", quantity),
  ...plain("action", "transformationID"),
  word("bizStep", `${CBV}BizStep-`),
  word("disposition", `${CBV}Disp-`),
  {
    name: "persistentDisposition",
    fields: [word("set", `${CBV}Disp-`), word("unset", `${CBV}Disp-`)],
  },
  { name: "readPoint", fields: id },
  { name: "bizLocation", fields: id },
  list("bizTransactionList", "", [word("type", `${CBV}BTT-`), ...plain("bizTransaction")]),
  list("destinationList", "", [word("type", `${CBV}SDT-`), ...plain("destination")]),
  list("sourceList", "", [word("type", `${CBV}SDT-`), ...plain("source")]),
  list("sensorElementList", "sensorElement", [sensorMetadata, sensorReport]),
];

/** Left out of the hash by CBV 2.0, comments and contexts because they say nothing of the event. */
const IGNORED = new Set([
  "recordTime",
  "eventID",
  "type",
  "errorDeclaration",
  "@context",
  "rdfs:comment",
  "comment",
]);

/** Computes the event hash of an event. */
export function eventHash(
  event: EpcisEvent,
  namespaces: Namespaces,
  ignored: readonly string[] = [],
): string {
  const bytes = utf8ToBytes(preHashString(event, namespaces, ignored));
  return hashName(bytesToHex(sha256(bytes)));
}

/** Writes the SHA-256 of a pre-hash string, in hex, as the name of an event (RFC 6920). */
export const hashName = (digest: string): string => `ni:///sha-256;${digest}?ver=CBV2.0`;

/** Gives the string the event hash is made of. `ignored` names fields a repository added on its way out. */
export function preHashString(
  event: EpcisEvent,
  namespaces: Namespaces,
  ignored: readonly string[] = [],
): string {
  const left = new Map<string, unknown>(
    Object.entries(event).filter(([key]) => !IGNORED.has(key) && !ignored.includes(key)),
  );
  const known = inOrder(left, ORDER, namespaces);
  return `eventType=${expandName(event.type, namespaces)}${known}${extensions(left, namespaces)}`;
}

/** Reads prefix declarations of JSON-LD contexts; remote ones are known by name and never fetched. */
export function namespacesOf(...contexts: readonly unknown[]): Namespaces {
  const found = new Map<string, string>();
  for (const context of contexts.flat()) {
    if (typeof context !== "object" || context === null) continue;
    for (const [prefix, target] of Object.entries(context)) {
      if (typeof target === "string") found.set(prefix, target);
    }
  }
  return found;
}

/** Writes the known fields in order and takes them out of `left`. */
function inOrder(left: Map<string, unknown>, order: readonly Field[], namespaces: Namespaces): string {
  let text = "";
  for (const field of order) {
    if (!left.has(field.name)) continue;
    text += written(field, left.get(field.name), namespaces);
    left.delete(field.name);
  }
  return text;
}

function written(field: Field, value: unknown, namespaces: Namespaces): string {
  const values = Array.isArray(value) ? value : [value];
  if (field.item === undefined)
    return sorted(values.map((one) => single(field, field.name, one, namespaces)));
  const items = sorted(values.map((one) => single(field, field.item!, one, namespaces)));
  return items === "" ? "" : field.name + items;
}

function single(field: Field, name: string, value: unknown, namespaces: Namespaces): string {
  if (typeof value === "object" && value !== null) {
    const left = new Map<string, unknown>(Object.entries(value));
    const inner = inOrder(left, field.fields ?? [], namespaces) + extensions(left, namespaces);
    return inner === "" ? "" : name + inner;
  }
  const text = scalarText(value, namespaces).trim();
  if (text === "") return "";
  return `${name}=${field.time === true ? canonicalTime(text) : canonicalValue(text, field.vocabulary)}`;
}

/** Writes what the order does not know: extensions, sorted, names with their namespace in braces. */
function extensions(left: ReadonlyMap<string, unknown>, namespaces: Namespaces): string {
  const parts: string[] = [];
  for (const [key, value] of left) {
    if (key === "@context") continue;
    const name = expandName(key, namespaces);
    for (const one of Array.isArray(value) ? value : [value]) parts.push(extension(name, one, namespaces));
  }
  return sorted(parts);
}

function extension(name: string, value: unknown, namespaces: Namespaces): string {
  if (Array.isArray(value)) return name + sorted(value.map((one) => extension("", one, namespaces)));
  if (typeof value === "object" && value !== null) {
    const entries = new Map<string, unknown>(Object.entries(value));
    const text =
      typeof entries.get("#text") === "string"
        ? `=${canonicalValue(String(entries.get("#text")).trim())}`
        : "";
    for (const ignored of ["#text", "rdfs:comment", "comment"]) entries.delete(ignored);
    return name + text + extensions(entries, namespaces);
  }
  const text = scalarText(value, namespaces).trim();
  return text === "" ? name : `${name}=${canonicalValue(text)}`;
}

function scalarText(value: unknown, namespaces: Namespaces): string {
  if (typeof value !== "string") return String(value);
  const [prefix, rest] = split(value);
  const target = rest === null ? undefined : namespaces.get(prefix);
  return target === undefined ? value : target + rest;
}

function expandName(name: string, namespaces: Namespaces): string {
  const [prefix, rest] = split(name);
  const target = rest === null ? undefined : namespaces.get(prefix);
  return target === undefined ? name : `{${target}}${rest}`;
}

function split(name: string): [string, string | null] {
  const colon = name.indexOf(":");
  return colon < 0 ? [name, null] : [name.slice(0, colon), name.slice(colon + 1)];
}

const URN_WORDS: readonly [RegExp, string][] = [
  [/urn:epcglobal:cbv:bizstep:/g, `${CBV}BizStep-`],
  [/urn:epcglobal:cbv:disp:/g, `${CBV}Disp-`],
  [/urn:epcglobal:cbv:btt:/g, `${CBV}BTT-`],
  [/urn:epcglobal:cbv:sdt:/g, `${CBV}SDT-`],
  [/urn:epcglobal:cbv:er:/g, `${CBV}ER-`],
];

function canonicalValue(text: string, vocabulary?: string): string {
  if (vocabulary !== undefined && !text.includes(":")) return vocabulary + text;
  let web = text;
  if (text.startsWith("urn:epcglobal:cbv:")) for (const [urn, url] of URN_WORDS) web = web.replace(urn, url);
  const number = canonicalNumber(web);
  return canonicalEpc(number) ?? number;
}

function sorted(parts: string[]): string {
  return parts.length < 2 ? (parts[0] ?? "") : parts.sort(compareCodePoints).join("");
}
