import type { Facts } from "./facts.ts";

const LISTED = /^\/(factors|exonerations|evidenceGaps|withheld|custody\/boundaries)\/(\d+)(?:\/|$)/;
const SINGLE =
  /^\/(defect|discovery|platform|cap|consumerFraud|claim|loss|price|durable|daysSinceReceipt|food)(?:\/|$)/;

/** One fact of a case: where it stands, what it is about, and how well it is established. */
export interface NamedFact {
  /** JSON pointer of the whole fact, also when a field inside it was asked for. */
  readonly path: string;
  /** Name in the words of the counterfactuals: `boundary 1 (a->b) proved good`, `logistics.shock`. */
  readonly name: string;
  readonly grade: number | null;
  readonly evidence: readonly string[];
  readonly addedBy: string | null;
}

interface Item {
  readonly party?: string | undefined;
  readonly id?: string | undefined;
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
  readonly grade?: number | undefined;
  readonly evidence?: readonly string[] | undefined;
  readonly addedBy?: string | undefined;
}

/** Finds the fact that a JSON pointer leads to, or into; `null` where the facts have none. */
export function factAt(facts: Facts, pointer: string): NamedFact | null {
  const listed = LISTED.exec(pointer);
  if (listed) return listedFact(facts, listed[1]!, Number(listed[2]));
  const field = SINGLE.exec(pointer)?.[1];
  if (field === undefined) return null;
  const value = facts[field as "defect"] as Item | undefined;
  if (value === undefined) return null;
  const name = field === "defect" ? defectName(value) : field;
  return named(`/${field}`, name, value);
}

function listedFact(facts: Facts, list: string, at: number): NamedFact | null {
  const isBoundary = list === "custody/boundaries";
  const items: readonly Item[] = isBoundary
    ? (facts.custody?.boundaries ?? [])
    : (facts[list as "factors"] ?? []);
  const item = items[at];
  if (item === undefined) return null;
  return named(`/${list}/${at}`, isBoundary ? boundaryName(item, at) : itemName(item, list), item);
}

function named(path: string, name: string, item: Item): NamedFact {
  const { grade = null, evidence = [], addedBy = null } = item;
  return { path, name, grade, evidence, addedBy };
}

function boundaryName({ id, state }: Item, at: number): string {
  const place = id === undefined ? `boundary ${at}` : `boundary ${at} (${id})`;
  return state === "good" || state === "bad" ? `${place} proved ${state}` : place;
}

function itemName({ party, id, kind }: Item, list: string): string {
  if (list === "withheld") return `${party}.${id}`;
  const who = party === "logistics" && id?.startsWith("logistics:") ? id : party;
  return `${who}.${kind}`;
}

function defectName({ state }: Item): string {
  if (state === "yes") return "defect proved";
  return state === "no" ? "defect disproved" : "defect";
}

/**
 * Finds a fact again that was named before more evidence came in: by its place where it still has its name, else by the
 * name; `null` where it is gone.
 */
export function findFactAgain(facts: Facts, path: string, name: string): NamedFact | null {
  const there = factAt(facts, path);
  if (there?.name === name) return there;
  return listFacts(facts).find((fact) => fact.name === name) ?? null;
}

/** Lists every graded fact of a case by name, in the order in which the facts state them. */
export function listFacts(facts: Facts): NamedFact[] {
  const lists = ["factors", "exonerations", "evidenceGaps", "withheld"] as const;
  const paths = [
    ...(facts.custody?.boundaries ?? []).map((_, at) => `/custody/boundaries/${at}`),
    ...lists.flatMap((list) => (facts[list] ?? []).map((_, at) => `/${list}/${at}`)),
    ...(["defect", "discovery", "platform", "cap", "consumerFraud"] as const).map((field) => `/${field}`),
  ];
  return paths.map((path) => factAt(facts, path)).filter((fact) => fact !== null);
}
