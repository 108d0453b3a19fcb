/** Files and names that survive a power cut. */
import { constants } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";

let writes = 0;

/** What is written is on the disk when the write returns: one call less than syncing afterwards. */
const NEW_AND_SYNCED = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_DSYNC;

/**
 * Writes a file so that after any crash it holds either the old content or the new in full. Its folder has to be there.
 *
 * @param mode Who may read and write it; the process's umask narrows it.
 */
export async function writeDurably(path: string, content: Uint8Array | string, mode = 0o600): Promise<void> {
  const partial = `${path}.${process.pid}.${writes++}.new`;
  const file = await open(partial, NEW_AND_SYNCED, mode);
  try {
    await file.writeFile(content);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(partial, path);
  await syncFolder(dirname(path));
}

/** Makes a folder with those above it, and each of their names durable. */
export async function makeFolder(path: string): Promise<void> {
  const folder = resolve(path);
  const made = await mkdir(folder, { recursive: true });
  if (made === undefined) return;
  for (let at = folder; at.startsWith(made); at = dirname(at)) await syncFolder(dirname(at));
}

/** Makes the names in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
