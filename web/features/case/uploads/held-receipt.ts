import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import { logIdOf } from "../../../../server/domain/log/log-identity.ts";
import { formatReceipt, parseReceipt } from "../../../../server/domain/log/receipt.ts";
import type { HandInAccepted } from "../../../../server/schema/evidence.ts";
import { send } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

/**
 * What was accepted as a receipt file, which verify page and command line read and a broken promise is challenged with.
 * Only who the log is comes from the server, and it has to give the log the promise names.
 *
 * @returns Null while the server does not say who the log is.
 */
export async function heldReceipt(accepted: HandInAccepted): Promise<string | null> {
  const { entry, leafHash, promise, salt, statement } = accepted;
  try {
    const { log } = parseReceipt(await (await send(api.receipt(leafHash))).text());
    if (bytesToHex(logIdOf(log)) !== promise.logId) return null;
    return formatReceipt({ entry, log, promise, salt, statement });
  } catch {
    return null;
  }
}
