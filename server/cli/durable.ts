/** Writing so that a power failure takes nothing back that was answered as kept. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** Makes the names in a folder durable: a synced file whose name is lost is lost too. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

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
