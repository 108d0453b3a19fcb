import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTeardown } from "./teardown.ts";

// Who was just told to end may write a last file while its folder is being emptied.
const REMOVAL = { recursive: true, force: true, maxRetries: 20, retryDelay: 50 };

/** Creates an empty folder that is removed when the test run ends. */
export function tempDir(prefix = "redress-test-"): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  onTeardown(async () => rmSync(folder, REMOVAL));
  return folder;
}
