import type { ChainView } from "../../server/domain/log/chain-view.ts";
import type { ChainSource } from "./chain-sources.ts";
import { deployment } from "./deployment.ts";

/** Periods of a log that are followed at most. */
const MOST_PERIODS = 40;

/** Whether the contract has the log going on, period by period, from the one the pages were built for. */
async function goesOnFrom(first: string, logId: string, contract: string, view: ChainView): Promise<boolean> {
  let at = first;
  for (let period = 0; period < MOST_PERIODS && /[^0]/.test(at); period++) {
    if (at === logId) return true;
    at = (await view.successorOf?.(contract, at)) ?? "";
  }
  return false;
}

/** The newest period of a log, by the first source that can say; the one asked about where none can. */
export async function newestPeriod(
  logId: string,
  contract: string,
  sources: readonly ChainSource[],
): Promise<string> {
  for (const { view } of sources) {
    const newest = await lastFrom(logId, contract, view).catch(() => null);
    if (newest !== null) return newest;
  }
  return logId;
}

async function lastFrom(first: string, contract: string, view: ChainView): Promise<string> {
  let at = first;
  for (let period = 0; period < MOST_PERIODS; period++) {
    const next = (await view.successorOf?.(contract, at)) ?? "";
    if (!/[^0]/.test(next)) return at;
    at = next;
  }
  return at;
}

/**
 * Whether a log is the one the pages were built for, or goes on from it by every source's word; null when one of them
 * could not be asked. Pages built for no log take any.
 *
 * @param logId Lower-case hex.
 */
export async function isOurLog(logId: string, sources: readonly ChainSource[]): Promise<boolean | null> {
  const pinned = deployment.logId;
  if (pinned === null || logId === pinned) return true;
  // The contract the pages trust, not one a receipt names.
  const contract = deployment.addresses.EvidenceLog?.toLowerCase() ?? "";
  try {
    const found = await Promise.all(sources.map(({ view }) => goesOnFrom(pinned, logId, contract, view)));
    return found.length > 0 && found.every((goesOn) => goesOn);
  } catch {
    return null;
  }
}
