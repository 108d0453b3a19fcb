/**
 * One spelling for identifiers of things, places and parties. EPC URNs and Digital Links of any domain become
 * the constrained canonical Digital Link of CBV 2.0 (section 8.9.2): `https://id.gs1.org/`, the finest key and
 * no attributes. Indexes and the event hash use it; evidence never does, because it forgets things on purpose.
 */
import { SHORT_NAMES } from "./application-identifiers.ts";
import { checkDigit } from "./check-digit.ts";

const CANONICAL = "https://id.gs1.org";

interface Scheme {
  readonly ai: string;
  /** Digits of company prefix and reference together; 0 where the reference is free text. */
  readonly digits: number;
  /** The first digit of the reference goes before the prefix (GTIN, SSCC). */
  readonly indicator?: true;
  readonly lead?: string;
  /** How the serial joins: as a key qualifier of this AI, or directly behind the key. */
  readonly serial?: string | "joined";
}

const gtin = { digits: 13, indicator: true } as const;
const SCHEMES: Record<string, Scheme> = {
  "id:sgtin": { ai: "01", ...gtin, serial: "21" },
  "id:sscc": { ai: "00", digits: 17, indicator: true },
  "id:sgln": { ai: "414", digits: 12, serial: "254" },
  "id:grai": { ai: "8003", digits: 12, lead: "0", serial: "joined" },
  "id:giai": { ai: "8004", digits: 0 },
  "id:gsrn": { ai: "8018", digits: 17 },
  "id:gsrnp": { ai: "8017", digits: 17 },
  "id:gdti": { ai: "253", digits: 12, serial: "joined" },
  "id:sgcn": { ai: "255", digits: 12, serial: "joined" },
  "id:ginc": { ai: "401", digits: 0 },
  "id:gsin": { ai: "402", digits: 16 },
  "id:upui": { ai: "01", ...gtin, serial: "235" },
  "id:pgln": { ai: "417", digits: 12 },
  "class:lgtin": { ai: "01", ...gtin, serial: "10" },
  "idpat:sgtin": { ai: "01", ...gtin },
  "idpat:upui": { ai: "01", ...gtin },
  "idpat:grai": { ai: "8003", digits: 12, lead: "0" },
  "idpat:gdti": { ai: "253", digits: 12 },
  "idpat:sgcn": { ai: "255", digits: 12 },
};

const SERIAL = /^(?:%[2-7][0-9A-Fa-f]|[!')(*+,.0-9:;=A-Za-z_-])+$/;
const URN = /^urn:epc:(id|idpat|class):([a-z]+):(\d{6,12})\.(.*)$/;

/** Identifiers remembered at most, in each of two generations. */
const MOST_REMEMBERED = 2_000;
let recent = new Map<string, string | null>();
let older = new Map<string, string | null>();

/**
 * Gives the constrained canonical Digital Link of an EPC URN or a GS1 Digital Link of any domain.
 * Null when the URI is neither, or carries no GS1 key as CBV asks for it.
 */
export function canonicalEpc(uri: string): string | null {
  // The events of a document or of an item name the same few places, parties and things again and again.
  const known = recent.get(uri) ?? older.get(uri);
  if (known !== undefined) return known;
  if (recent.size >= MOST_REMEMBERED) [older, recent] = [recent, new Map()];
  const canonical = canonicalOf(uri);
  recent.set(uri, canonical);
  return canonical;
}

function canonicalOf(uri: string): string | null {
  if (uri.startsWith("urn:epc:")) return fromUrn(uri);
  return /^https?:\/\//.test(uri) ? fromLink(uri) : null;
}

function fromUrn(uri: string): string | null {
  const found = URN.exec(uri);
  if (found === null) return null;
  const [, kind, name, prefix, rest] = found as unknown as [string, string, string, string, string];
  if (name === "cpi") return fromComponent(kind, prefix, rest);
  if (name === "itip") return fromPieces(kind, prefix, rest);
  const scheme = SCHEMES[`${kind}:${name}`];
  if (scheme === undefined) return null;
  if (scheme.digits === 0)
    return SERIAL.test(rest) ? `${CANONICAL}/${scheme.ai}/${prefix}${encode(rest)}` : null;
  return fromNumber(scheme, kind, prefix, rest);
}

function fromNumber(scheme: Scheme, kind: string, prefix: string, rest: string): string | null {
  const [reference, ...after] = rest.split(".");
  const serial = after.join(".");
  if (prefix.length + reference!.length !== scheme.digits || !/^\d*$/.test(reference!)) return null;
  const body = (scheme.lead ?? "") + joined(scheme, prefix, reference!);
  const key = `${CANONICAL}/${scheme.ai}/${body}${checkDigit(body)}`;
  if (kind === "idpat") return serial === "*" ? key : null;
  if (scheme.serial === undefined) return serial === "" ? key : null;
  if (!SERIAL.test(serial)) return null;
  if (scheme.serial === "joined") return key + encode(serial);
  // CBV writes a location without extension as extension "0".
  if (scheme.serial === "254" && serial === "0") return key;
  return `${key}/${scheme.serial}/${encode(serial)}`;
}

const joined = (scheme: { indicator?: true }, prefix: string, reference: string) =>
  scheme.indicator ? reference.slice(0, 1) + prefix + reference.slice(1) : prefix + reference;

function fromComponent(kind: string, prefix: string, rest: string): string | null {
  const cut = rest.lastIndexOf(".");
  const [part, serial] = [rest.slice(0, cut), rest.slice(cut + 1)];
  if (cut < 1 || !/^(?:%2[3dfDF]|[0-9A-Z-])+$/.test(part)) return null;
  const key = `${CANONICAL}/8010/${encode(prefix + part)}`;
  if (kind === "idpat") return serial === "*" ? key : null;
  return /^\d{1,12}$/.test(serial) ? `${key}/8011/${serial}` : null;
}

function fromPieces(kind: string, prefix: string, rest: string): string | null {
  const [reference = "", piece = "", total = "", ...after] = rest.split(".");
  const serial = after.join(".");
  const form = `${reference}.${piece}.${total}`;
  if (prefix.length + reference.length !== 13 || !/^\d+\.\d\d\.\d\d$/.test(form)) return null;
  const body = joined({ indicator: true }, prefix, reference);
  const key = `${CANONICAL}/8006/${body}${checkDigit(body)}${piece}${total}`;
  if (kind === "idpat") return serial === "*" ? key : null;
  return SERIAL.test(serial) ? `${key}/21/${encode(serial)}` : null;
}

/** Characters Digital Link wants percent-encoded that EPC URNs leave plain (Digital Link 1.2, table 7-1). */
function encode(text: string): string {
  return text.replace(/[!()*+,:]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

const TEXT = /^[\x22\x27\x2d\x2e0-9;-?A-Z_a-z]*$/;
const KEYS: Record<string, RegExp> = {
  "00": /^\d{18}$/,
  "01": /^\d{14}$/,
  "253": /^\d{13}[\x22\x27\x2d\x2e0-9;-?A-Z_a-z]{0,17}$/,
  "255": /^\d{13}\d{0,12}$/,
  "401": /^[\x22\x27\x2d\x2e0-9;-?A-Z_a-z]{4,30}$/,
  "402": /^\d{17}$/,
  "414": /^\d{13}$/,
  "417": /^\d{13}$/,
  "8003": /^\d{14}[\x22\x27\x2d\x2e0-9;-?A-Z_a-z]{0,16}$/,
  "8004": /^[\x22\x27\x2d\x2e0-9;-?A-Z_a-z]{4,30}$/,
  "8006": /^\d{18}$/,
  "8010": /^[\x2d0-9A-Z]{4,30}$/,
  "8017": /^\d{18}$/,
  "8018": /^\d{18}$/,
};
const QUALIFIERS: Record<string, readonly string[]> = {
  "01": ["21", "235", "10"],
  "8006": ["21", "10"],
  "414": ["254"],
  "8010": ["8011"],
};

function fromLink(uri: string): string | null {
  const segments = uri
    .replace(/[?#].*$/s, "")
    .split("/")
    .slice(3);
  const named = segments.map((segment) => SHORT_NAMES[segment] ?? segment);
  const start = named.findIndex((ai, i) => Object.hasOwn(KEYS, ai) && /^\d{4}./.test(named[i + 1] ?? ""));
  if (start < 0) return null;
  const ai = named[start]!;
  const key = ai === "01" ? padGtin(segments[start + 1]!) : segments[start + 1]!;
  if (!KEYS[ai]!.test(key)) return null;
  const rest = named.slice(start + 2).filter((segment, i, all) => segment !== "" || i < all.length - 1);
  const finest = finestQualifier(ai, rest);
  return finest === null ? null : `${CANONICAL}/${ai}/${key}${finest}`;
}

function padGtin(value: string): string {
  return /^(\d{8}|\d{12}|\d{13})$/.test(value) ? value.padStart(14, "0") : value;
}

/** The finest of the qualifiers given, the consumer product variant (22) apart; null when one is out of place. */
function finestQualifier(ai: string, parts: readonly string[]): string | null {
  if (parts.length % 2 !== 0) return null;
  const given = new Map<string, string>();
  for (let i = 0; i < parts.length; i += 2) given.set(parts[i]!, parts[i + 1]!);
  if (ai === "01" || ai === "8006") given.delete("22");
  const known = QUALIFIERS[ai] ?? [];
  const finest = known.find((qualifier) => given.has(qualifier));
  if ([...given.keys()].some((qualifier) => !known.includes(qualifier))) return null;
  if (finest === undefined) return "";
  return TEXT.test(given.get(finest)!) ? `/${finest}/${given.get(finest)}` : null;
}
