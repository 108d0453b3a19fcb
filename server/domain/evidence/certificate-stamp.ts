import { fromBase64, utf8ToBytes } from "../log/bytes.ts";
import { parseCheckpoint } from "../log/checkpoint.ts";
import { LogError } from "../log/errors.ts";
import { parseReceipt } from "../log/receipt.ts";

/** What another authority said of a checkpoint's time. */
export interface CertificateStamp {
  /** RFC 3339. */
  readonly at: string;
  /** The name in the authority's own certificate. */
  readonly authority: string;
}

/**
 * Reads the RFC 3161 token of a receipt; null where there is none, or none that checks. Its code is loaded only for those
 * that carry one.
 *
 * @throws LogError when the receipt cannot be read.
 */
export async function readCertificateStamp(receiptText: string): Promise<CertificateStamp | null> {
  const { checkpoint, timestamp } = parseReceipt(receiptText);
  if (checkpoint === undefined || timestamp === undefined) return null;
  const { checkStamp } = await import("../log/timestamp.ts");
  const token = tokenOf(timestamp.token);
  if (token === null) return null;
  const stamp = await checkStamp(token, utf8ToBytes(parseCheckpoint(checkpoint).text));
  return stamp.ok ? { at: stamp.at.toISOString(), authority: stamp.authority } : null;
}

function tokenOf(base64: string): Uint8Array | null {
  try {
    return fromBase64(base64, "timestamp.token");
  } catch (error) {
    if (error instanceof LogError) return null;
    throw error;
  }
}
