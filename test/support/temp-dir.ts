import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTeardown } from "./teardown.ts";

/** Creates an empty folder that is removed when the test run ends. */
export function tempDir(prefix = "redress-test-"): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  onTeardown(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
