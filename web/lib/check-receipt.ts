import { bytesToHex } from "../../server/domain/log/bytes.ts";
import { BY_TAG_FINALIZED } from "../../server/domain/log/finality.ts";
import { logIdOf } from "../../server/domain/log/log-identity.ts";
import { parseReceipt, type Receipt } from "../../server/domain/log/receipt.ts";
import {
  type StepResult,
  type Verdict,
  type VerifyOptions,
  verifyReceipt,
} from "../../server/domain/log/verify.ts";
import { stateShown } from "../../server/domain/log/verify-finality.ts";
import type { ChainSource } from "./chain-sources.ts";
import { deployment } from "./deployment.ts";
import { isOurLog } from "./our-log.ts";

export interface Check {
  readonly verdict: Verdict;
  /** Its step `log` says whether the receipt is of the log the pages were built for. */
  readonly steps: readonly StepResult[];
}

const doubt: Readonly<Record<Verdict, number>> = { valid: 0, cannot_tell: 2, invalid: 4 };

/** Of two that are valid, the one whose anchor is not shown to be final is the worse. */
const doubtOf = ({ steps, verdict }: Check): number =>
  doubt[verdict] + (stateShown(steps) === "finalised" ? 0 : 1);

/**
 * Asks all that receipts will be held against at once, so that a phone far from the node waits for two round trips
 * and not for seven; the answers are kept by the views and are judged later, by the checks themselves.
 */
export function askAhead(receipts: readonly string[], sources: readonly ChainSource[]): void {
  const ignore = () => {};
  for (const { log, promise, checkpoint, checkpointSigner, anchor } of receipts.flatMap(readable)) {
    const logId = bytesToHex(logIdOf(log));
    const size = checkpoint === undefined ? 0 : Number(checkpoint.split("\n")[1]);
    for (const { view } of sources) {
      void view.chainId().catch(ignore);
      void view.keyActiveAt(log.contract, logId, "promise", promise.signer).catch(ignore);
      if (checkpointSigner === undefined || anchor === undefined) continue;
      void view.keyActiveAt(log.contract, logId, "checkpoint", checkpointSigner).catch(ignore);
      const anchoredAt = Date.parse(anchor.blockTime) / 1000;
      void view.rootAt(log.contract, logId, size, anchoredAt).catch(ignore);
      void view.anchorOf(log.contract, logId, size, anchor.transaction).catch(ignore);
      void view.finalBlock?.(BY_TAG_FINALIZED).catch(ignore);
    }
  }
}

/** Hashes of the document at hand, as far as there is one. */
export type DocumentHashes = Pick<VerifyOptions, "documentHash" | "documentSm3">;

/** A receipt that cannot be read asks nothing; its check says why. */
function readable(text: string): Receipt[] {
  try {
    return [parseReceipt(text)];
  } catch {
    return [];
  }
}

/**
 * A receipt of a log the pages were not built for, nor of one that goes on from it, proves nothing here, however well it
 * is signed.
 */
async function otherLog(text: string, sources: readonly ChainSource[]): Promise<StepResult | null> {
  const [receipt] = readable(text);
  if (receipt === undefined) return null;
  const logId = bytesToHex(logIdOf(receipt.log));
  const isOurs = await isOurLog(logId, sources);
  if (isOurs === true) return null;
  return isOurs === null
    ? { step: "log", result: "cannot_tell", reason: "log.unreachable", detail: logId }
    : { step: "log", result: "invalid", reason: "log.other_log", detail: logId };
}

/** Address of the contract the pages were built for; undefined where that was none. */
export const pinnedContract = (): string | undefined => deployment.addresses.EvidenceLog?.toLowerCase();

/**
 * Verifies a receipt here, against the contract the build pinned, with every source asked; the worst answer counts,
 * so that one lying source can spoil a verdict but never make one.
 */
export async function checkReceipt(
  receipt: string,
  sources: readonly ChainSource[],
  document: DocumentHashes = {},
): Promise<Check> {
  const foreign = await otherLog(receipt, sources);
  if (foreign !== null)
    return { verdict: foreign.result === "invalid" ? "invalid" : "cannot_tell", steps: [foreign] };
  const contract = pinnedContract();
  const options = {
    ...document,
    ...(contract === undefined ? {} : { contract }),
  };
  const views = sources.length === 0 ? [{}] : sources.map(({ view }) => ({ chain: view }));
  const checks = await Promise.all(views.map((view) => verifyReceipt(receipt, { ...options, ...view })));
  return checks.reduce((worst, next) => (doubtOf(next) > doubtOf(worst) ? next : worst));
}
