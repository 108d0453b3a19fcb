/** GS1 Digital Link URIs (URI syntax 1.4): read, written, and turned into element strings. */
import {
  type ApplicationIdentifier,
  applicationIdentifier,
  faultOf,
  SHORT_NAMES,
} from "./application-identifiers.ts";
import { hasCheckDigit } from "./check-digit.ts";
import { ProvenanceError } from "./errors.ts";

/** AI and value, in order. */
export type Element = readonly [ai: string, value: string];

export interface DigitalLink {
  /** Scheme and domain with whatever path stood before the key. */
  readonly stem: string;
  /** The key and its qualifiers, from the path. */
  readonly path: readonly Element[];
  /** Further data, from the query. */
  readonly query: readonly Element[];
}

export interface DigitalLinkOptions {
  /** Takes GTINs without their leading zeros, 8, 12 or 13 digits long. */
  readonly shortGtins?: boolean;
}

/** Qualifiers each key may have in the path, in this order; alternatives exclude each other. */
const KEYS: Record<string, readonly (readonly string[])[]> = {
  "00": [],
  "01": [["22", "10", "21"], ["235"]],
  "253": [],
  "255": [],
  "401": [],
  "402": [],
  "414": [["254"], ["7040"]],
  "415": [["8020"]],
  "417": [["7040"]],
  "8003": [],
  "8004": [["7040"]],
  "8006": [["22", "10", "21"]],
  "8010": [["8011"]],
  "8013": [],
  "8017": [["8019"]],
  "8018": [["8019"]],
};

const URI = /^(https?|HTTPS?):\/\/([A-Za-z0-9\-._~!$&'()*+,;=:@%[\]]+)(\/[^?#]*)(?:\?([^#]*))?(?:#.*)?$/;
const FORBIDDEN = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/;

/**
 * Reads a Digital Link.
 *
 * @throws ProvenanceError `provenance.digital_link_invalid` with what is wrong.
 */
export function parseDigitalLink(uri: string, options: DigitalLinkOptions = {}): DigitalLink {
  const found = FORBIDDEN.test(uri) ? null : URI.exec(uri);
  if (found === null) throw invalid("an http or https URI");
  const [, scheme, domain, pathText, queryText = ""] = found as unknown as [
    string,
    string,
    string,
    string,
    string?,
  ];
  const segments = pathText.slice(1).split("/");
  const { start, path } = readPath(segments, options);
  const query = readQuery(queryText, path, options);
  const before = segments.slice(0, start).map((segment) => `/${segment}`);
  return { stem: `${scheme.toLowerCase()}://${domain}${before.join("")}`, path, query };
}

/** The last place in the path where a key with its qualifiers can begin. */
function readPath(
  segments: readonly string[],
  options: DigitalLinkOptions,
): { start: number; path: Element[] } {
  let fault: unknown = invalid("one that holds a GS1 key");
  for (let start = segments.length - 2; start >= 0; start -= 1) {
    const key = SHORT_NAMES[segments[start]!] ?? segments[start]!;
    if (!Object.hasOwn(KEYS, key) || (segments.length - start) % 2 !== 0) continue;
    try {
      return { start, path: readElements(segments.slice(start), options) };
    } catch (error) {
      fault = error;
    }
  }
  throw fault;
}

function readElements(parts: readonly string[], options: DigitalLinkOptions): Element[] {
  const path: Element[] = [];
  for (let i = 0; i < parts.length; i += 2) {
    const ai = SHORT_NAMES[parts[i]!] ?? parts[i]!;
    path.push([ai, checked(known(ai), decode(parts[i + 1]!), options)]);
  }
  const [[key], ...qualifiers] = path as [Element, ...Element[]];
  if (
    !inSequence(
      key,
      qualifiers.map(([ai]) => ai),
    )
  )
    throw invalid(`one whose qualifiers fit the key (${key})`);
  return path;
}

function inSequence(key: string, qualifiers: readonly string[]): boolean {
  if (qualifiers.length === 0) return true;
  return KEYS[key]!.some((sequence) => {
    const places = qualifiers.map((ai) => sequence.indexOf(ai));
    return places.every((place, i) => place >= 0 && (i === 0 || place > places[i - 1]!));
  });
}

function readQuery(text: string, path: readonly Element[], options: DigitalLinkOptions): Element[] {
  const query: Element[] = [];
  for (const pair of text.split(/[&;]/)) {
    const cut = pair.indexOf("=");
    const name = pair.slice(0, Math.max(cut, 0));
    // What is not numeric is no business of GS1's: tracking marks and the like pass by.
    if (!/^\d+$/.test(name)) continue;
    const ai = known(name);
    requireInQuery(ai, path, query);
    query.push([name, checked(ai, decode(pair.slice(cut + 1)), options)]);
  }
  return query;
}

function requireInQuery(
  ai: ApplicationIdentifier,
  path: readonly Element[],
  query: readonly Element[],
): void {
  const key = path[0]![0];
  if (!ai.inQuery || KEYS[key]!.flat().includes(ai.ai)) throw invalid(`without (${ai.ai}) in the query`);
  if ([...path, ...query].some(([other]) => other === ai.ai)) throw invalid(`with (${ai.ai}) once`);
}

function known(ai: string): ApplicationIdentifier {
  const found = applicationIdentifier(ai);
  if (found === undefined) throw invalid(`without (${ai}), which is no AI`);
  return found;
}

function checked(ai: ApplicationIdentifier, value: string, options: DigitalLinkOptions): string {
  const isShort = options.shortGtins === true && ai.ai === "01" && /^(\d{8}|\d{12}|\d{13})$/.test(value);
  const whole = isShort ? value.padStart(14, "0") : value;
  const fault = faultOf(ai, whole, hasCheckDigit);
  if (whole === "" || fault !== null) throw invalid(`one with ${fault ?? `a value of AI (${ai.ai})`}`);
  return whole;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid("percent-encoded UTF-8");
  }
}

/**
 * Writes a Digital Link under a stem. The first key given leads, its qualifiers follow it in the path, the rest
 * goes into the query, AIs of fixed length first.
 *
 * @throws ProvenanceError `provenance.digital_link_invalid` when there is no key or something has no place.
 */
export function digitalLink(stem: string, elements: readonly Element[]): string {
  const given = withoutRepeats(elements);
  const key = [...given.keys()].find((ai) => Object.hasOwn(KEYS, ai));
  if (key === undefined) throw invalid("made from a GS1 key");
  for (const [ai, value] of given) checked(known(ai), value, {});
  const path = [key, ...qualifiersOf(key, given)];
  const rest = [...given.keys()].filter((ai) => !path.includes(ai)).map(known);
  for (const ai of rest)
    requireInQuery(
      ai,
      path.map((one) => [one, ""] as const),
      [],
    );
  const query = [...rest.filter((ai) => ai.fixedLength), ...rest.filter((ai) => !ai.fixedLength)];
  const pairs = query.map(({ ai }) => `${ai}=${encode(given.get(ai)!)}`);
  const head = stem.replace(/\/+$/, "") + path.map((ai) => `/${ai}/${encode(given.get(ai)!)}`).join("");
  return pairs.length === 0 ? head : `${head}?${pairs.join("&")}`;
}

function withoutRepeats(elements: readonly Element[]): Map<string, string> {
  const given = new Map<string, string>();
  for (const [ai, value] of elements) {
    if ((given.get(ai) ?? value) !== value) throw invalid(`with one value of (${ai})`);
    given.set(ai, value);
  }
  return given;
}

function qualifiersOf(key: string, given: ReadonlyMap<string, string>): string[] {
  const choices = KEYS[key]!.map((sequence) => sequence.filter((ai) => given.has(ai)));
  return choices.reduce<string[]>((best, choice) => (choice.length > best.length ? choice : best), []);
}

function encode(value: string): string {
  return encodeURIComponent(value).replace(
    /[!()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Writes an unbracketed element string, `^` standing for FNC1. */
export function elementString(elements: readonly Element[]): string {
  let text = "^";
  elements.forEach(([ai, value], i) => {
    text += ai + value;
    if (i < elements.length - 1 && applicationIdentifier(ai)?.fixedLength !== true) text += "^";
  });
  return text;
}

/** Reads a bracketed element string such as `(01)09521234100010(21)ABC`. */
export function parseBracketed(text: string): Element[] {
  const elements: Element[] = [...text.matchAll(/\((\d{2,4})\)([^(]*)/g)].map(([, ai, value]) => [
    ai!,
    value!,
  ]);
  if (elements.map(([ai, value]) => `(${ai})${value}`).join("") !== text || text === "")
    throw invalid("made from a bracketed element string");
  return elements;
}

const invalid = (rule: string) =>
  new ProvenanceError("provenance.digital_link_invalid", `The GS1 Digital Link has to be ${rule}.`, { rule });
