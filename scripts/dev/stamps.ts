import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { replaceDurably } from "./durable-file.ts";

const SKIPPED: ReadonlySet<string> = new Set(["node_modules", ".git"]);

/** Digest over names and content of files and folders, in an order that does not depend on the machine. */
export function fingerprint(root: string, inputs: readonly string[]): string {
  const hash = createHash("sha256");
  for (const input of inputs) {
    for (const file of filesOf(join(root, input))) {
      const content = createHash("sha256").update(readFileSync(file)).digest("hex");
      hash.update(`${relative(root, file)}\0${content}\n`);
    }
  }
  return hash.digest("hex");
}

/**
 * Does work whose inputs changed since it last succeeded, or whose output is gone.
 *
 * @returns whether it was done.
 */
export async function whenChanged(
  stampFile: string,
  inputs: string,
  output: string,
  work: () => Promise<void>,
): Promise<boolean> {
  const before = existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "";
  if (before === inputs && existsSync(output)) return false;
  await work();
  mkdirSync(dirname(stampFile), { recursive: true });
  replaceDurably(stampFile, inputs);
  return true;
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const names = readdirSync(path)
    .filter((name) => !SKIPPED.has(name))
    .sort();
  return names.flatMap((name) => filesOf(join(path, name)));
}
