import { LogError } from "./errors.ts";
import type { LogIdentity } from "./log-identity.ts";
import { parseReceipt } from "./receipt.ts";

const FIELDS = ["contract", "operatorParty", "origin", "verifierKey"] as const;

/**
 * Reads who a log is from a receipt of it, or from `log.json` as the monitor keeps it: chainId, contract, operatorParty,
 * origin and verifierKey.
 *
 * @throws LogError `log.bad_receipt` when the text is neither.
 */
export function parseLogIdentity(text: string): LogIdentity {
  const value = readObject(text.trim());
  if (value.v !== undefined) return parseReceipt(text.trim()).log;
  const missing = FIELDS.find((field) => typeof value[field] !== "string");
  if (missing !== undefined) throw bad(missing);
  if (!Number.isSafeInteger(value.chainId)) throw bad("chainId");
  const { chainId, contract, operatorParty, origin, verifierKey } = value as unknown as LogIdentity;
  return { chainId, contract: contract.toLowerCase(), operatorParty, origin, verifierKey };
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === "object") return value as Record<string, unknown>;
  } catch (cause) {
    throw new LogError("log.bad_receipt", "This is neither a receipt nor a log: it is no JSON.", { cause });
  }
  throw bad("chainId");
}

const bad = (field: string): LogError =>
  new LogError("log.bad_receipt", `This is neither a receipt nor a log: it has no ${field}.`, { field });
