import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder, writeDurably } from "./durable-files.ts";

const placeOf = (dataDir: string, logId: string): string => join(dataDir, "log-copies", logId);

/** Keeps the CID of the newest list of copies beside the database, where restoring that does not take it back. */
export function keepNewestList(dataDir: string): (logId: string, cid: string) => Promise<void> {
  return async (logId, cid) => {
    const folder = join(dataDir, "log-copies");
    await makeFolder(folder);
    await writeDurably(placeOf(dataDir, logId), `${cid}\n`);
  };
}

/** Reads what {@link keepNewestList} kept; null when nothing was. */
export async function readNewestList(dataDir: string, logId: string): Promise<string | null> {
  try {
    return (await readFile(placeOf(dataDir, logId), "utf8")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
