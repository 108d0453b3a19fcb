import { gathered } from "../../app/gathered.ts";
import { openWorkerPool } from "./pool.ts";

export interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Files of one go: more would make the first of them wait too long. */
const MOST_TOGETHER = 16;

const pool = openWorkerPool<readonly NewFile[], null>(new URL("./file-worker.ts", import.meta.url), null, 1);

const write = gathered(async (files: readonly NewFile[]) => {
  await pool.run(files);
  return files;
}, MOST_TOGETHER);

/**
 * Writes a small file so that after any crash it is there in full or not at all. On a thread, with those that arrive
 * meanwhile: seven calls for each by way of the event loop cost more than writing it.
 */
export async function writeSmallFile(path: string, bytes: Uint8Array): Promise<void> {
  await write({ path, bytes });
}
