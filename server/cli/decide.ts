import { readFileSync } from "node:fs";
import type { Command } from "commander";
import {
  chinaPack,
  counterfactuals,
  decide,
  type Facts,
  loadPack,
  type PackParameters,
  parseFacts,
  ResponsibilityError,
  type RulePack,
  withParameters,
} from "../domain/responsibility/index.ts";

const BAD_INPUT = 2;

/** A facts file read and checked, with the pack it is decided under. */
export interface FactsFile {
  readonly facts: Facts;
  readonly pack: RulePack;
}

/** Refuses input with a message for people; the command ends with exit code 2. */
export class BadInput extends Error {}

/**
 * Reads a facts file: bare facts, or an object with `facts` and the `pack` parameters in force.
 *
 * @param path file to read, `-` for standard input
 * @param packPath file of a whole rule pack to use in place of the built-in one
 * @throws BadInput when the file cannot be read or breaks a rule, each named with its path
 */
export function readFactsFile(path: string, packPath?: string): FactsFile {
  const base = packPath === undefined ? chinaPack : refuse(packPath, () => loadPack(readJson(packPath)));
  const document = readJson(path);
  return refuse(path, () => {
    if (!isRecord(document) || !Object.hasOwn(document, "facts")) {
      return { facts: parseFacts(document), pack: base };
    }
    return { facts: parseFacts(document.facts), pack: packOf(document.pack, base) };
  });
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

function readJson(path: string): unknown {
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
    refuse(path, body);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    console.error(error.message);
    process.exitCode = BAD_INPUT;
  }
}

/** Adds `redress decide <facts.json>`: prints the finding as JSON; exit code 2 on input it refuses. */
export function registerDecide(program: Command): void {
  program
    .command("decide")
    .description("work out who answers for a loss from a facts file, and print the finding as JSON")
    .argument("<facts.json>", "facts, or {facts, pack}; - reads standard input")
    .option("--pack <pack.json>", "decide under this rule pack")
    .option("--counterfactuals", "add what each missing or excluded item would change")
    .action((path: string, options: { pack?: string; counterfactuals?: boolean }) => {
      runOnInput(path, () => {
        const { facts, pack } = readFactsFile(path, options.pack);
        const finding = decide(facts, pack);
        const more = options.counterfactuals
          ? { counterfactuals: counterfactuals(facts, pack, finding) }
          : {};
        process.stdout.write(`${JSON.stringify({ ...finding, ...more }, null, 2)}\n`);
      });
    });
}
