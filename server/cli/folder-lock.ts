/** Folders that one process has to itself. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** SQLite's answer where another one holds the lock. */
const BUSY = 5;

/**
 * Takes a folder, which is made where it is not there, for this process alone. The kernel holds the lock through SQLite: it
 * ends with the process however that ends, and is the same for all containers and process numbers of a machine.
 *
 * @param who What has it, for who is refused.
 * @returns Lets go of it. Who drops this function lets go as well.
 * @throws Error when somebody has it, or its disk cannot lock.
 */
export function lockFolder(folder: string, who: string): () => void {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, "lock.sqlite"));
  try {
    database.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === BUSY)
      throw new Error(`another process is this ${who} already (${folder})`);
    throw new Error(`${folder} cannot be locked: ${error instanceof Error ? error.message : String(error)}`);
  }
  return () => database.close();
}
