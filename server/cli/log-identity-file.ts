import { readFile } from "node:fs/promises";
import { LogError } from "../domain/log/errors.ts";
import type { LogIdentity } from "../domain/log/log-identity.ts";
import { parseLogIdentity } from "../domain/log/log-identity-text.ts";

/**
 * Reads who a log is from a receipt of it, or from a file with chainId, contract, operatorParty, origin and verifierKey.
 *
 * @throws Error naming the file when it is neither.
 */
export async function readLogIdentity(file: string): Promise<LogIdentity> {
  const text = await readFile(file, "utf8");
  try {
    return parseLogIdentity(text);
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw new Error(`${file}: ${cause.message}`, { cause });
  }
}
