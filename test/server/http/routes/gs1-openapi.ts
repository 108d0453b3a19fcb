import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { VECTORS } from "./provenance-fixture.ts";

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

/** Checks a body against what GS1's OpenAPI file says of this path, method and status; gives the faults. */
export function validateResponse(path: string, method: string, status: number, body: unknown): string[] {
  const openapi = read("rest/openapi.json");
  const found = resolve(openapi, openapi.paths[path][method].responses[String(status)]);
  const media = found.content["application/json"] ?? found.content["application/problem+json"];
  // The file's schemas refer to each other from its root, so the whole of it is the schema's document.
  const schema = { ...openapi, $id: "https://example.org/openapi.json", ...(media.schema as Json) };
  const ajv = newAjv();
  const validate = ajv.compile(withoutExamples(schema) as Json);
  if (validate(body)) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

function resolve(openapi: Json, value: Json): Json {
  if (typeof value.$ref !== "string") return value;
  const target = value.$ref
    .split("/")
    .slice(1)
    .reduce((at: Json, part: string) => at[part], openapi);
  return resolve(openapi, target);
}

/** `example` members hold arbitrary JSON, some of it with `$ref`-like or `$id`-like keys; they are no schema. */
function withoutExamples(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExamples);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key]) => key !== "example" && key !== "examples" && key !== "xml",
  );
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutExamples(member)]));
}
