import { dirname } from "node:path";
import { makeFolder, writeDurably } from "../adapters/durable-files.ts";

/** What a monitor or a witness keeps is for others to read. */
const FOR_ALL = 0o666;

/** Writes a file with its folder so that a power cut takes nothing back that was answered as kept. */
export async function keepFile(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path));
  await writeDurably(path, text, FOR_ALL);
}
