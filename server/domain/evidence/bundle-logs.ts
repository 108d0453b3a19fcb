/** Which logs the receipts of a bundle lean on. */
import { bytesToHex } from "../log/bytes.ts";
import type { ChainView } from "../log/chain-view.ts";
import { type LogIdentity, logIdOf } from "../log/log-identity.ts";
import type { Verification } from "../log/verify.ts";
import type { ClaimDoubt } from "./bundle-claims.ts";

/** Periods of a log that are followed at most. */
const MOST_PERIODS = 40;

/** The logs named by receipts that are not invalid, each once. */
export function logsOf(receipts: Iterable<Verification>): LogIdentity[] {
  const logs = new Map<string, LogIdentity>();
  for (const { receipt, verdict } of receipts)
    if (receipt !== null && verdict !== "invalid") logs.set(idOf(receipt.log), receipt.log);
  return [...logs.values()];
}

/**
 * Asks whether the logs are periods of one: a case is kept in one log, and another beside it may be anybody's, with a
 * contract that he deployed for himself.
 */
export async function doubtLogs(
  logs: readonly LogIdentity[],
  chain: ChainView | undefined,
): Promise<ClaimDoubt | null> {
  if (logs.length < 2) return null;
  const domains = new Set(logs.map((log) => `${log.chainId} ${log.contract} ${log.operatorParty}`));
  if (domains.size > 1) return dunno("logs.other_contract", [...domains].join("; "));
  try {
    return (await areOneLine(logs, chain)) ? null : dunno("logs.not_one_line");
  } catch (error) {
    return dunno("logs.line_unknown", error instanceof Error ? error.message : String(error));
  }
}

async function areOneLine(logs: readonly LogIdentity[], chain: ChainView | undefined): Promise<boolean> {
  if (chain?.successorOf === undefined) throw new Error("no chain was asked");
  const ids = new Set(logs.map(idOf));
  const contract = logs[0]!.contract;
  for (const first of ids) {
    const left = new Set(ids);
    let at = first;
    for (let period = 0; period < MOST_PERIODS && /[^0]/.test(at); period++) {
      left.delete(at);
      if (left.size === 0) return true;
      at = await chain.successorOf(contract, at);
    }
  }
  return false;
}

const idOf = (log: LogIdentity): string => bytesToHex(logIdOf(log));

const dunno = (reason: string, detail?: string): ClaimDoubt => ({
  verdict: "cannot_tell",
  reason,
  ...(detail !== undefined && { detail }),
});
