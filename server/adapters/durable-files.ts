/** Files and names that survive a power cut. */
import { constants } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

let writes = 0;

/** What is written is on the disk when the write returns: one call less than syncing afterwards. */
const NEW_AND_SYNCED = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_DSYNC;

/** Writes a file so that after any crash it is there in full or not at all. */
export async function writeDurably(path: string, content: Uint8Array | string): Promise<void> {
  const partial = `${path}.${process.pid}.${writes++}.new`;
  const file = await open(partial, NEW_AND_SYNCED, 0o600);
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

/** Makes the names in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
