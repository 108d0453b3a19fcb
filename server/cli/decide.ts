import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { BundleError } from "../domain/evidence/errors.ts";
import {
  bundleDecision,
  chinaPack,
  counterfactuals,
  decide,
  europePack,
  type Facts,
  loadPack,
  type PackParameters,
  parseFacts,
  type Replay,
  ResponsibilityError,
  type RulePack,
  unreadFields,
  withParameters,
} from "../domain/responsibility/index.ts";
import { replayAsReleased } from "../domain/responsibility/released/index.ts";
import { readDecisions } from "./replay-bundle.ts";

const BAD_INPUT = 2;

/** A facts file read and checked, with the pack it is decided under. */
export interface FactsFile {
  readonly facts: Facts;
  /** The facts as the file states them, before they were parsed. */
  readonly rawFacts: unknown;
  readonly pack: RulePack;
}

const BUILT_IN: Readonly<Record<string, RulePack>> = { cn: chinaPack, eu: europePack };

/**
 * Reads a rule pack: `cn` or `eu` for a built-in one, else a file.
 *
 * @throws BadInput when the file cannot be read; ResponsibilityError when it is no pack
 */
export function readPack(name: string): RulePack {
  return Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name]! : loadPack(readJson(name));
}

/** Refuses input with a message for people; the command ends with exit code 2. */
export class BadInput extends Error {}

/**
 * Reads a facts file: bare facts, or an object with `facts` and the `pack` parameters in force.
 *
 * @param path file to read, `-` for standard input
 * @param packPath `cn`, `eu` or the file of a whole rule pack to use in place of the Chinese one
 * @throws BadInput when the file cannot be read or breaks a rule, each named with its path
 */
export function readFactsFile(path: string, packPath?: string): FactsFile {
  const base = packPath === undefined ? chinaPack : refuse(packPath, () => readPack(packPath));
  const document = readJson(path);
  const file = refuse(path, () => {
    if (!isRecord(document) || !Object.hasOwn(document, "facts")) {
      return { facts: parseFacts(document), rawFacts: document, pack: base };
    }
    const { facts, pack } = document;
    return { facts: parseFacts(facts), rawFacts: facts, pack: packOf(pack, base) };
  });
  for (const field of unreadFields(file.facts)) console.error(`${path}: nothing reads ${field}`);
  return file;
}

function packOf(raw: unknown, base: RulePack): RulePack {
  if (raw === undefined) return base;
  if (isRecord(raw) && raw.schema !== undefined) return loadPack(raw);
  if (!isRecord(raw)) {
    throw new ResponsibilityError("pack_invalid", [{ path: "/pack", rule: "an object of parameters" }]);
  }
  const { id, ...parameters } = raw;
  return withParameters(base, parameters as Partial<PackParameters>, typeof id === "string" ? id : undefined);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads a JSON file, or standard input for `-`.
 *
 * @throws BadInput when it cannot be read or is no JSON
 */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path === "-" ? 0 : path, "utf8"));
  } catch (cause) {
    throw new BadInput(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function refuse<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof ResponsibilityError)) throw cause;
    throw new BadInput(describeRefusal(path, cause), { cause });
  }
}

function describeRefusal(path: string, error: ResponsibilityError): string {
  const lines = error.issues.map((issue) => `  ${issue.path || "/"}: ${issue.rule}`);
  return [`${path}: refused (${error.code})`, ...lines].join("\n");
}

/** Runs a command's body; refused input is told on standard error and ends with exit code 2. */
export function runOnInput(path: string, body: () => void): void {
  try {
    body();
  } catch (error) {
    endOnBadInput(path, error);
  }
}

function endOnBadInput(path: string, error: unknown): void {
  const isRefusal = error instanceof ResponsibilityError;
  if (!isRefusal && !(error instanceof BadInput) && !(error instanceof BundleError)) throw error;
  console.error(isRefusal ? describeRefusal(path, error) : error.message);
  process.exitCode = BAD_INPUT;
}

interface DecideOptions {
  readonly pack?: string;
  readonly bundle?: boolean;
  readonly counterfactuals?: boolean;
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Adds `redress decide <facts.json>`: prints the finding as JSON; exit code 2 on input it refuses. */
export function registerDecide(program: Command): void {
  program
    .command("decide")
    .description("work out who answers for a loss from a facts file, and print the finding as JSON")
    .argument("<facts.json>", "facts, or {facts, pack}; - reads standard input")
    .option("--pack <pack>", "decide under this rule pack: cn, eu or a file; cn when left out")
    .option("--bundle", "print facts, pack and finding together, for redress replay")
    .option("--counterfactuals", "add what each missing or excluded item would change")
    .action((path: string, options: DecideOptions) => {
      runOnInput(path, () => {
        const file = readFactsFile(path, options.pack);
        const finding = decide(file.facts, file.pack);
        if (options.bundle) return print(bundleDecision(file.rawFacts, file.pack, finding));
        const others = options.counterfactuals && counterfactuals(file.facts, file.pack, finding);
        print(others ? { ...finding, counterfactuals: others } : finding);
      });
    });
}

/** Adds `redress replay <bundle.json>`: makes a past decision again; exit code 1 when it comes out otherwise. */
export function registerReplay(program: Command): void {
  program
    .command("replay")
    .description("make a past decision again with the engine that made it, and compare it byte for byte")
    .argument("<bundle>", "as printed by decide --bundle, - reads standard input; or the zip of a case")
    .action(async (path: string) => {
      try {
        if (path.endsWith(".zip")) return await replayBundle(path);
        tellReplay(await replayAsReleased(readJson(path)));
      } catch (error) {
        endOnBadInput(path, error);
      }
    });
}

async function replayBundle(path: string): Promise<void> {
  for (const { name, raw } of await readDecisions(path)) {
    process.stdout.write(`${name}: `);
    tellReplay(await replayAsReleased(raw));
  }
}

function tellReplay(outcome: Replay): void {
  if (outcome.same) {
    const { engine, pack } = outcome.finding;
    process.stdout.write(`same: ${pack.id} ${pack.hash}, engine ${engine.version}\n`);
    return;
  }
  const versions = `${outcome.expected}, this is ${outcome.found}`;
  process.stdout.write(
    `differs at ${outcome.step}${outcome.step === "finding" ? "" : `: made by ${versions}`}\n`,
  );
  process.exitCode = 1;
}
