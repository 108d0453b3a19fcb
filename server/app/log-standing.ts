import type { LogStandingView } from "../schema/log.ts";
import type { ChainReader } from "./ports.ts";

/** `Log` of the contract, as far as it says how the log stands. */
interface ContractLog {
  readonly operator: string;
  readonly sealedAt: bigint;
  readonly forked: boolean;
  readonly bondMinor: bigint;
  readonly openCount: bigint;
  readonly lateCount: bigint;
  readonly overdueCount: bigint;
  readonly refusedCount: bigint;
}

/**
 * What the contract holds of a log and has found against it; null for a log it does not know, as before registration.
 *
 * @param logId Lower-case hex.
 * @throws what reading the chain throws.
 */
export async function readStanding(
  { read }: Pick<ChainReader, "read">,
  logId: string,
): Promise<LogStandingView | null> {
  const [log, minimumMinor] = await Promise.all([
    read("EvidenceLog", "logOf", [`0x${logId}`]) as Promise<ContractLog>,
    read("EvidenceLog", "minimumBondMinor", []) as Promise<bigint>,
  ]);
  if (BigInt(log.operator) === 0n) return null;
  return {
    bondMinor: log.bondMinor.toString(),
    minimumBondMinor: minimumMinor.toString(),
    underbonded: log.bondMinor < minimumMinor,
    challenged: Number(log.openCount),
    late: Number(log.lateCount),
    overdue: Number(log.overdueCount),
    refused: Number(log.refusedCount),
    forked: log.forked,
    sealed: log.sealedAt !== 0n,
  };
}
