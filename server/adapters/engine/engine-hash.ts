import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { RELEASED } from "../../domain/responsibility/released/index.ts";

/** SHA-256 of a released engine's source as it is kept here; null for a version that is not. */
export async function engineHash(version: string): Promise<string | null> {
  if (!Object.hasOwn(RELEASED, version)) return null;
  const file = new URL(`../../domain/responsibility/released/${version}.mjs`, import.meta.url);
  return createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
}
