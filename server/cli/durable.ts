/** Writing so that a power failure takes nothing back that was answered as kept. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { syncFolder } from "../adapters/durable-files.ts";

/** Makes a folder with those above it, and each of their names durable. */
export async function makeFolder(path: string): Promise<void> {
  const folder = resolve(path);
  const made = mkdirSync(folder, { recursive: true });
  if (made === undefined) return;
  for (let at = folder; at.startsWith(made); at = dirname(at)) await syncFolder(dirname(at));
}

/** Writes a file and its name; a kill leaves the old file or the new one, never half of it. */
export async function writeDurably(file: string, text: string): Promise<void> {
  await makeFolder(dirname(file));
  writeFileSync(`${file}.new`, text, { flush: true });
  renameSync(`${file}.new`, file);
  await syncFolder(dirname(file));
}
