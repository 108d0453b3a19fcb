/** The list of everything in a bundle: one canonical JSON file, written last and read first. */
import { canonicalJson, parseCanonicalObject } from "../log/canonical-json.ts";
import { LogError } from "../log/errors.ts";
import { Fields } from "../log/fields.ts";
import { BundleError } from "./errors.ts";

export const BUNDLE_VERSION = "redress.bundle/1";
export const MANIFEST_NAME = "manifest.json";

/** Most files a bundle lists. */
export const MAX_BUNDLE_FILES = 10_000;

export const FILE_ROLES = ["receipt", "document", "facts", "finding", "rule-pack"] as const;
export type FileRole = (typeof FILE_ROLES)[number];

export interface BundleEntry {
  /** Path in the archive: lower-case letters, digits, dot, dash and slash. */
  readonly name: string;
  readonly role: FileRole;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Leaf whose receipt vouches for this file. */
  readonly leafHash?: string;
}

export interface Manifest {
  readonly caseId: string;
  /** RFC 3339. */
  readonly madeAt: string;
  /** Party id, or "claimant": whose view of the case this is. */
  readonly holder: string;
  /** Engine of the newest finding; null while there is none. `hash` is over its released source. */
  readonly engine: { readonly name: string; readonly version: string; readonly hash: string | null } | null;
  readonly rulePack: { readonly id: string; readonly hash: string };
  readonly files: readonly BundleEntry[];
}

const NAME = /^(?!.*\.\.)[a-z0-9][a-z0-9./-]{0,199}$/;
/** Control characters would let a word look like a line of the verifier's own. */
const ANY = /^[^\p{Cc}]{0,500}$/u;

export function formatManifest(manifest: Manifest): string {
  const text = canonicalJson({ v: BUNDLE_VERSION, ...manifest });
  parseManifest(text);
  return text;
}

/** @throws BundleError `bundle.bad_manifest` naming the field. */
export function parseManifest(text: string): Manifest {
  try {
    return readManifest(text);
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw new BundleError("bundle.bad_manifest", `manifest.json: ${cause.message}`, {
      field: cause.field ?? "manifest",
      rule: cause.rule ?? "canonical JSON",
      cause,
    });
  }
}

function readManifest(text: string): Manifest {
  const keys = ["v", "caseId", "madeAt", "holder", "engine", "rulePack", "files"];
  const object = parseCanonicalObject(text, "log.bad_encoding", "manifest");
  const fields = new Fields(object, "log.bad_encoding", "", keys);
  fields.text("v", /^redress\.bundle\/1$/, BUNDLE_VERSION);
  const files = fields.list("files", MAX_BUNDLE_FILES).map(readEntry);
  if (new Set(files.map(({ name }) => name)).size !== files.length)
    throw new LogError("log.bad_encoding", "A file is listed twice.", {
      field: "files",
      rule: "distinct names",
    });
  return {
    caseId: fields.hash("caseId"),
    madeAt: fields.text("madeAt", /Z$/, "an instant in UTC"),
    holder: fields.text("holder", ANY, "a party"),
    engine: fields.raw("engine") === null ? null : readEngine(fields.raw("engine")),
    rulePack: readPack(fields.raw("rulePack")),
    files,
  };
}

function readEntry(value: unknown): BundleEntry {
  const keys = ["name", "role", "sha256", "sizeBytes", "leafHash"];
  const fields = new Fields(value, "log.bad_encoding", "files", keys);
  return {
    name: fields.text("name", NAME, "a plain relative path"),
    role: fields.text("role", new RegExp(`^(${FILE_ROLES.join("|")})$`), "a known role") as FileRole,
    sha256: fields.hash("sha256"),
    sizeBytes: fields.uint("sizeBytes"),
    ...(fields.has("leafHash") && { leafHash: fields.hash("leafHash") }),
  };
}

function readEngine(value: unknown): NonNullable<Manifest["engine"]> {
  const fields = new Fields(value, "log.bad_encoding", "engine", ["name", "version", "hash"]);
  return {
    name: fields.text("name", ANY, "a name"),
    version: fields.text("version", ANY, "a version"),
    hash: fields.raw("hash") === null ? null : fields.hash("hash"),
  };
}

function readPack(value: unknown): Manifest["rulePack"] {
  const fields = new Fields(value, "log.bad_encoding", "rulePack", ["id", "hash"]);
  return { id: fields.text("id", ANY, "an id"), hash: fields.hash("hash") };
}
