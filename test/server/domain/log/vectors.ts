import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../../../../shared/data/vectors/", import.meta.url));

/** Path of a third-party vector, which lies beside the checkout. */
export const vectorPath = (...parts: string[]): string => join(FOLDER, ...parts);

/** Skips the suite, and says so, where the vectors are not there. */
export function needVectors(context: Mocha.Context, folder: string): void {
  if (existsSync(vectorPath(folder))) return;
  console.log(`      third-party vectors ${folder} are not beside this checkout`);
  context.skip();
}

/** All JSON files below a folder, with their paths. */
export function jsonVectors<T>(folder: string): { name: string; vector: T }[] {
  const names = readdirSync(vectorPath(folder), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".json"))
    .map((name) => ({ name, vector: JSON.parse(readFileSync(vectorPath(folder, name), "utf8")) as T }));
}
