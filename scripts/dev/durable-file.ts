import { closeSync, existsSync, fsyncSync, openSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Replaces a file so that after any crash it holds either the old or the new content in full.
 *
 * @param previous when given, the replaced content is kept under this name.
 */
export function replaceDurably(path: string, content: string | Uint8Array, previous?: string): void {
  const partial = `${path}.new`;
  const file = openSync(partial, "w", 0o600);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (previous !== undefined && existsSync(path)) renameSync(path, previous);
  renameSync(partial, path);
  syncFolder(dirname(path));
}

/** Without this a power cut may forget a rename although the file itself was written. */
function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
