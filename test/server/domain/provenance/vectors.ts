import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const VECTORS = join(import.meta.dirname, "../../../../../shared/data/vectors");

/** Tells whether the third-party cases are at hand, and says so when not. */
export function hasVectors(): boolean {
  if (existsSync(VECTORS)) return true;
  console.log(`      skipped: ${VECTORS} is not there`);
  return false;
}

export const readVector = (path: string): string => readFileSync(join(VECTORS, path), "utf8");
// biome-ignore lint/suspicious/noExplicitAny: third parties' files, walked by their own paths.
export const parseVector = (path: string): any => JSON.parse(readVector(path));
export const listVectors = (folder: string): string[] => readdirSync(join(VECTORS, folder)).sort();
