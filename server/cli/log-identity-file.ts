import { readFile } from "node:fs/promises";
import type { LogIdentity } from "../domain/log/log-identity.ts";
import { parseReceipt } from "../domain/log/receipt.ts";

const FIELDS = ["contract", "operatorParty", "origin", "verifierKey"] as const;

/**
 * Reads who a log is from a receipt of it, or from a file with chainId, contract, operatorParty, origin and verifierKey.
 *
 * @throws Error when the file is neither.
 */
export async function readLogIdentity(file: string): Promise<LogIdentity> {
  const text = (await readFile(file, "utf8")).trim();
  const value = JSON.parse(text) as Record<string, unknown>;
  if (value.v !== undefined) return parseReceipt(text).log;
  const missing = FIELDS.find((field) => typeof value[field] !== "string");
  if (missing !== undefined) throw new Error(`${file} is neither a receipt nor a log: it has no ${missing}`);
  if (!Number.isSafeInteger(value.chainId)) throw new Error(`${file} has no chainId`);
  const { chainId, contract, operatorParty, origin, verifierKey } = value as unknown as LogIdentity;
  return { chainId, contract: contract.toLowerCase(), operatorParty, origin, verifierKey };
}
