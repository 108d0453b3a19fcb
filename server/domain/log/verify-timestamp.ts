/** The step of a verification that asks what another authority said of the checkpoint's time. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, fromBase64, utf8ToBytes } from "./bytes.ts";
import { LogError } from "./errors.ts";
import type { Context, StepResult } from "./verify-steps.ts";
import { no, ok } from "./verify-steps.ts";

/** Checks the token where there is one. Its code is loaded only then: few receipts carry one, and it is large. */
export async function checkTimestamp({ receipt, note }: Context): Promise<StepResult[]> {
  if (receipt.timestamp === undefined || note === null) return [];
  try {
    const token = fromBase64(receipt.timestamp.token, "timestamp.token");
    if (bytesToHex(sha256(token)) !== receipt.timestamp.sha256) return [no("timestamp", "hash_differs")];
    const { checkStamp } = await import("./timestamp.ts");
    const stamp = await checkStamp(token, utf8ToBytes(note.text));
    if (!stamp.ok) return [no("timestamp", stamp.fault)];
    return [ok("timestamp", "stamped", `${stamp.at.toISOString()} ${stamp.authority}`)];
  } catch (error) {
    if (error instanceof LogError) return [no("timestamp", "unreadable")];
    throw error;
  }
}
