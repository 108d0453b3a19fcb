/** The step of a verification that asks what another authority said of the checkpoint's time. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, fromBase64, utf8ToBytes } from "./bytes.ts";
import { LogError } from "./errors.ts";
import type { Context, StepResult } from "./verify-steps.ts";
import { dunno, no, ok } from "./verify-steps.ts";

/** Checks the token where there is one. Its code is loaded only then: few receipts carry one, and it is large. */
export async function checkTimestamp({ receipt, note, options }: Context): Promise<StepResult[]> {
  const { trustsStamp } = options;
  if (receipt.timestamp === undefined || note === null)
    return trustsStamp === undefined ? [] : [dunno("timestamp", "none")];
  try {
    const token = fromBase64(receipt.timestamp.token, "timestamp.token");
    if (bytesToHex(sha256(token)) !== receipt.timestamp.sha256) return [no("timestamp", "hash_differs")];
    const { checkStamp } = await import("./timestamp.ts");
    const stamp = await checkStamp(token, utf8ToBytes(note.text));
    if (!stamp.ok) return [no("timestamp", stamp.fault)];
    const detail = `${stamp.at.toISOString()} ${stamp.authority}`;
    if (trustsStamp === undefined) return [ok("timestamp", "stamped", detail)];
    return [
      trustsStamp(stamp.chain)
        ? ok("timestamp", "stamped_by_trusted", detail)
        : dunno("timestamp", "of_another_authority", detail),
    ];
  } catch (error) {
    if (error instanceof LogError) return [no("timestamp", "unreadable")];
    throw error;
  }
}
