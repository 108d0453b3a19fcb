import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import { hasVectors, VECTORS } from "./vectors.ts";

// biome-ignore lint/suspicious/noExplicitAny: a third party's file, walked by its own paths.
type Json = Record<string, any>;

const read = (path: string): Json => JSON.parse(readFileSync(join(VECTORS, "gs1-epcis", path), "utf8"));

function newAjv(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  formats.default(ajv);
  return ajv;
}

/** GS1's own JSON schema of EPCIS documents as a predicate. */
export function gs1Validator(): (document: unknown) => boolean {
  const validate = newAjv().compile(read("EPCIS-JSON-Schema.json"));
  return (document) => validate(document) as boolean;
}

/** What was answered, as far as GS1's file speaks of it. */
export interface Answered {
  readonly method: string;
  /** Path below `/epcis`, with its query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

const ROOT = "https://example.org/openapi.json";
/** GS1's file asks a 409 to call itself 406 in its body; ours says 409. */
const FAULTS_OF_THE_FILE = new Set(["409 /status must be equal to one of the allowed values"]);
/** What the file leaves out though its own text or HTTP speak of it: a body or a parameter may be wrong anywhere. */
const UNLISTED = new Set([400, 409, 413, 501]);

let loaded: { openapi: Json; ajv: Ajv; compiled: Map<string, ValidateFunction> } | undefined;
function load() {
  if (loaded !== undefined) return loaded;
  const openapi = read("rest/openapi.json");
  mend(openapi);
  const ajv = newAjv();
  // Its schemas refer to each other from its root, so the whole of it is the schema's document.
  ajv.addSchema({ ...(withoutExamples(openapi) as Json), $id: ROOT });
  loaded = { openapi, ajv, compiled: new Map() };
  return loaded;
}

/** A capture job has errors or a file of them; as written, a job with errors fits both branches and so none. */
function mend(openapi: Json): void {
  for (const part of openapi.components.schemas.CaptureJob.allOf) {
    part.anyOf ??= part.oneOf;
    delete part.oneOf;
    if (part.anyOf === undefined) delete part.anyOf;
  }
}

/** Checks an answer against what GS1's OpenAPI file says of its path, method and status; gives the faults. */
export function faultsOf(answered: Answered): string[] {
  if (!hasVectors()) return [];
  const { openapi } = load();
  const method = answered.method === "HEAD" ? "get" : answered.method.toLowerCase();
  const path = pathIn(openapi, answered.path.replace(/\?.*/s, ""));
  const operation = path === null ? undefined : openapi.paths[path][method];
  if (operation === undefined)
    return answered.status === 404 ? [] : [`${method} ${answered.path} is not in the file`];
  const pointer = `#/paths/${path!.replaceAll("~", "~0").replaceAll("/", "~1")}/${method}/responses/${answered.status}`;
  const response = operation.responses[String(answered.status)];
  if (response === undefined)
    return UNLISTED.has(answered.status) ? problemFaults(answered) : [`${answered.status} is not listed`];
  const [described, place] = follow(openapi, response, pointer);
  return [...headerFaults(described, answered), ...bodyFaults(described, place, answered)];
}

/** The path of the file that fits, those without a parameter first. */
function pathIn(openapi: Json, path: string): string | null {
  const asked = path === "" ? "/" : path;
  const fits = (known: string) => new RegExp(`^${known.replace(/\{[^}]+\}/g, "[^/]+")}$`).test(asked);
  const found = Object.keys(openapi.paths).filter(fits);
  return found.sort((a, b) => a.split("{").length - b.split("{").length)[0] ?? null;
}

function follow(openapi: Json, value: Json, pointer: string): [Json, string] {
  if (typeof value.$ref !== "string") return [value, pointer];
  const target = value.$ref
    .split("/")
    .slice(1)
    .reduce((at: Json, part: string) => at[part], openapi);
  return follow(openapi, target, value.$ref);
}

function headerFaults(described: Json, { headers, status }: Answered): string[] {
  const faults: string[] = [];
  for (const name of Object.keys(described.headers ?? {})) {
    const value = headers.get(name);
    const isOnlyForMorePages = name === "Link" || name === "GS1-Next-Page-Token-Expires";
    if (value === null && (isOnlyForMorePages || name === "GS1-Vendor-Version")) continue;
    if (value === null) faults.push(`${status} lacks ${name}`);
    else if (name === "GS1-Next-Page-Token-Expires" && Number.isNaN(Date.parse(value)))
      faults.push(`${name} is no time`);
  }
  return faults;
}

function bodyFaults(described: Json, place: string, answered: Answered): string[] {
  const types = Object.keys(described.content ?? {});
  const type = answered.headers.get("content-type")?.split(";")[0] ?? "";
  const isJson = types.find((known) => known === type) ?? types.find((known) => /json$/.test(known));
  if (isJson === undefined || answered.method === "HEAD") return [];
  const key = `${place}/content/${isJson.replaceAll("/", "~1")}/schema`;
  const { ajv, compiled } = load();
  const validate = compiled.get(key) ?? ajv.compile({ $ref: ROOT + key });
  compiled.set(key, validate);
  if (validate(answered.body)) return [];
  return (validate.errors ?? [])
    .map((error) => `${answered.status} ${error.instancePath} ${error.message}`)
    .filter((fault) => !FAULTS_OF_THE_FILE.has(fault));
}

/** RFC 7807, with GS1's name for the exception. */
function problemFaults({ body, status }: Answered): string[] {
  if (status === 501) return [];
  const problem = body as Json | null;
  const isProblem = /^epcisException:[A-Za-z]+Exception$/.test(problem?.type) && problem?.status === status;
  return isProblem && typeof problem?.title === "string" ? [] : [`${status} is no problem of GS1's`];
}

const NO_SCHEMA = new Set(["example", "examples", "xml"]);

/** Patterns of schedules call themselves, which no regular expression of JSON schema can. `example` members hold arbitrary JSON, some of it with `$ref`-like or `$id`-like keys; they are no schema. */
function withoutExamples(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExamples);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, member]) => !NO_SCHEMA.has(key) && !(key === "pattern" && String(member).includes("\\g<")),
  );
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutExamples(member)]));
}
