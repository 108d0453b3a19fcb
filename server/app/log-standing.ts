import type { LogStandingView } from "../schema/log.ts";
import { KEY_USES, type LogKeyUse } from "./append-log-key.ts";
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

/** Addresses of the keys a server signs with. */
export interface SigningKeys {
  readonly checkpointSigner: string;
  readonly promiseSigner: string;
}

/**
 * Which of a server's keys the contract does not accept at an instant, as one that was changed and not appended, or was
 * appended within its delay: a promise such a key signs cannot be held against the operator, and its anchors are refused.
 *
 * @param logId Lower-case hex.
 * @param at Unix time in seconds.
 * @throws what reading the chain throws.
 */
export async function keysNotAccepted(
  { read }: Pick<ChainReader, "read">,
  logId: string,
  { checkpointSigner, promiseSigner }: SigningKeys,
  at: number,
): Promise<LogKeyUse[]> {
  const keys = { checkpoint: checkpointSigner, promise: promiseSigner };
  const refused: LogKeyUse[] = [];
  for (const use of ["checkpoint", "promise"] as const) {
    const from = Number(await read("EvidenceLog", "keyActiveAt", [`0x${logId}`, KEY_USES[use], keys[use]]));
    if (from === 0 || from > at) refused.push(use);
  }
  return refused;
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
