import { sha256 } from "@noble/hashes/sha2.js";
import { commit } from "../../../server/domain/evidence/commitment.ts";
import { bytesToHex, fromHex, utf8ToBytes } from "../../../server/domain/log/bytes.ts";
import { parseEntry } from "../../../server/domain/log/entry.ts";
import { leafHash } from "../../../server/domain/log/hash.ts";
import { parseReceipt } from "../../../server/domain/log/receipt.ts";
import type { StepResult } from "../../../server/domain/log/verify.ts";
import type { ItemView } from "../../../server/schema/item.ts";
import type { ChainSource } from "../../lib/chain-sources.ts";
import { type Check, checkReceipt } from "../../lib/check-receipt.ts";

export type ItemRecord = ItemView["records"][number];

function failed(step: StepResult["step"], reason: string, detail = ""): Check {
  return { verdict: "invalid", steps: [{ step, result: "invalid", reason: `${step}.${reason}`, detail }] };
}

/** What the record shows has to be what the receipt proves: same entry, same statement, same event bytes. */
function mismatch(record: ItemRecord, receipt: string): Check | null {
  const { entry } = parseReceipt(receipt);
  if (bytesToHex(leafHash(utf8ToBytes(entry))) !== record.leafHash) return failed("entry", "other_record");
  const commitment = bytesToHex(commit(utf8ToBytes(record.statement), fromHex(record.salt, "salt", 32)));
  if (parseEntry(entry).commitment !== commitment) return failed("statement", "commitment_differs");
  const statement = JSON.parse(record.statement) as { documentHash?: string };
  if (statement.documentHash !== bytesToHex(sha256(utf8ToBytes(record.bytes))))
    return failed("document", "hash_differs");
  return null;
}

/** Recomputes one record of an item from the bytes shown to the root the chain holds. */
export async function verifyRecord(record: ItemRecord, sources: readonly ChainSource[]): Promise<Check> {
  if (record.receipt === null)
    return {
      verdict: "cannot_tell",
      steps: [{ step: "inclusion", result: "cannot_tell", reason: "inclusion.not_integrated" }],
    };
  try {
    const bad = mismatch(record, record.receipt);
    if (bad !== null) return bad;
  } catch (error) {
    return failed("format", "malformed", error instanceof Error ? error.message : String(error));
  }
  return checkReceipt(record.receipt, sources);
}
