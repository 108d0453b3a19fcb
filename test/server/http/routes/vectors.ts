import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const VECTORS = join(import.meta.dirname, "../../../../../shared/data/vectors");

let isSaid = false;
/** Tells whether the third-party cases are at hand, and says so once when not. */
export function hasVectors(): boolean {
  if (existsSync(VECTORS)) return true;
  if (!isSaid) console.log(`      skipped: ${VECTORS} is not there`);
  isSaid = true;
  return false;
}

/** All JSON files beneath a folder of the vectors. */
export function jsonFiles(folder: string): string[] {
  return readdirSync(join(VECTORS, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.json(ld)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
