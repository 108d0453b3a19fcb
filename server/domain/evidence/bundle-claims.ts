/** What a bundle says of itself, held against what its receipts commit to: a manifest is signed by nobody. */
import { type JsonObject, parseCanonicalObject } from "../log/canonical-json.ts";
import { type Entry, parseEntry } from "../log/entry.ts";
import type { Verification } from "../log/verify.ts";
import type { BundleEntry, Manifest } from "./bundle-manifest.ts";

export interface Claims {
  readonly manifest: Manifest;
  /** By leaf hash. */
  readonly receipts: ReadonlyMap<string, Verification>;
  /** Text of one of the JSON files; null where it is not there. */
  readonly textOf: (name: string) => string | null;
  /** Hash of an engine's source as it was released; null for a version that is not kept. */
  readonly engineHash?: (version: string) => Promise<string | null>;
}

/** Something the receipts speak against, or that they name and the bundle does not have. */
export interface ClaimDoubt {
  readonly verdict: "invalid" | "cannot_tell";
  /** Stable key of the reason, e.g. `manifest.other_case`. */
  readonly reason: string;
  readonly detail?: string;
}

interface Said {
  readonly leafHash: string;
  readonly entry: Entry;
  /** Null in the public copy of a receipt. */
  readonly statement: JsonObject | null;
}

/** Most things of one kind that a doubt lists. */
const MAX_LISTED = 5;
const FIRST_EVENT = 0;

/** Number of receipts whose statements name the manifest's case; where none does, the case is the manifest's own word. */
export const countNamingCase = ({ manifest, receipts }: Pick<Claims, "manifest" | "receipts">): number =>
  saidBy(receipts).filter(({ statement }) => statement?.caseId === manifest.caseId).length;

/** Holds case, findings, events and engine against what the receipts that are not invalid say. */
export async function doubtClaims(claims: Claims): Promise<ClaimDoubt[]> {
  const said = saidBy(claims.receipts);
  const doubts = [
    doubtCase(claims.manifest, said),
    doubtSubjects(said),
    doubtFindings(claims.manifest, said),
    doubtEvents(said),
    await doubtEngine(claims, said),
  ];
  return doubts.filter((doubt) => doubt !== null);
}

function saidBy(receipts: Claims["receipts"]): Said[] {
  return [...receipts].flatMap(([leafHash, { receipt, verdict }]) => {
    if (receipt === null || verdict === "invalid") return [];
    const { statement } = receipt;
    const read =
      statement === undefined ? null : parseCanonicalObject(statement, "log.bad_statement", "statement");
    return [{ leafHash, entry: parseEntry(receipt.entry), statement: read }];
  });
}

function doubtCase({ caseId }: Manifest, said: readonly Said[]): ClaimDoubt | null {
  const others = said.flatMap(({ statement }) =>
    typeof statement?.caseId === "string" && statement.caseId !== caseId ? [statement.caseId] : [],
  );
  return doubtOf("invalid", "manifest.other_case", others);
}

/** Entries of a case share a pseudonym; what names no case is of this one by that alone. */
function doubtSubjects(said: readonly Said[]): ClaimDoubt | null {
  const subjects = new Set(
    said.flatMap(({ entry, statement }) => (statement?.caseId === undefined ? [] : [entry.subject])),
  );
  if (subjects.size === 0) return null;
  const others = said.filter(({ entry }) => !subjects.has(entry.subject));
  return doubtOf(
    "cannot_tell",
    "manifest.other_subject",
    others.map(({ leafHash }) => leafHash),
  );
}

/** Findings are named by their own receipts and by the events that propose and choose them. */
function doubtFindings({ files }: Manifest, said: readonly Said[]): ClaimDoubt | null {
  const findings = files.filter(({ role }) => role === "finding");
  const here = new Set(findings.map(({ sha256 }) => sha256));
  // A finding that is there and another than its receipt says is judged by itself.
  const judged = new Set(findings.map(({ leafHash }) => leafHash));
  const named = said
    .filter(({ leafHash }) => !judged.has(leafHash))
    .flatMap(({ statement }) => findingsNamed(statement))
    .filter((hash) => !here.has(hash));
  return doubtOf("cannot_tell", "manifest.finding_left_out", named);
}

function findingsNamed(statement: JsonObject | null): string[] {
  const event = objectOf(statement?.event);
  const candidates = Array.isArray(event.candidates) ? event.candidates : [];
  const places = [statement, event.outcome, ...candidates].map((place) => objectOf(place).findingHash);
  return places.filter((hash) => typeof hash === "string");
}

/** Events of a case are counted from 0; how many there are after the last one here nobody can tell. */
function doubtEvents(said: readonly Said[]): ClaimDoubt | null {
  const events = said.filter(({ entry }) => entry.type === "case.event");
  const numbers = new Set(events.map(({ statement }) => statement?.seq));
  if (events.length === 0 || [...numbers].some((seq) => typeof seq !== "number")) return null;
  const last = Math.max(...(numbers as Set<number>));
  const gaps: string[] = [];
  for (let seq = FIRST_EVENT; seq < last && gaps.length <= MAX_LISTED; seq++)
    if (!numbers.has(seq)) gaps.push(String(seq));
  return doubtOf("cannot_tell", "manifest.event_left_out", gaps);
}

async function doubtEngine(claims: Claims, said: readonly Said[]): Promise<ClaimDoubt | null> {
  const { manifest, engineHash } = claims;
  const newest = newestFinding(manifest.files, said);
  const made = newest === null ? null : engineOf(claims.textOf(newest.name));
  if (made === undefined) return null;
  const { engine } = manifest;
  if (engine?.name !== made?.name || engine?.version !== made?.version)
    return { verdict: "invalid", reason: "manifest.other_engine", ...(made && { detail: nameOf(made) }) };
  if (engine === null || engine.hash === null) return null;
  const kept = (await engineHash?.(engine.version)) ?? null;
  return kept === null || engine.hash === kept
    ? null
    : { verdict: "invalid", reason: "manifest.other_engine_hash", detail: kept };
}

function newestFinding(files: readonly BundleEntry[], said: readonly Said[]): BundleEntry | null {
  const numbers = new Map(said.map(({ leafHash, statement }) => [leafHash, Number(statement?.number ?? 0)]));
  const numberOf = ({ leafHash }: BundleEntry): number => numbers.get(leafHash ?? "") ?? 0;
  const findings = files.filter(({ role }) => role === "finding");
  return findings.toSorted((one, other) => numberOf(one) - numberOf(other)).at(-1) ?? null;
}

type Engine = { readonly name: unknown; readonly version: unknown };
const nameOf = ({ name, version }: Engine): string => `${name} ${version}`;

/** Undefined where the finding cannot be read, which is said of the finding itself. */
function engineOf(text: string | null): Engine | undefined {
  try {
    const { name, version } = objectOf(objectOf(JSON.parse(text ?? "null")).engine);
    return name === undefined ? undefined : { name, version };
  } catch {
    return undefined;
  }
}

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

function doubtOf(verdict: ClaimDoubt["verdict"], reason: string, all: readonly string[]): ClaimDoubt | null {
  const distinct = [...new Set(all)];
  if (distinct.length === 0) return null;
  const more = distinct.length > MAX_LISTED ? ["…"] : [];
  return { verdict, reason, detail: [...distinct.slice(0, MAX_LISTED), ...more].join(", ") };
}
