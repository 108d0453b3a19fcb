import { type StepResult, type Verdict, verifyReceipt } from "../../server/domain/log/verify.ts";
import type { ChainSource } from "./chain-sources.ts";
import { deployment } from "./deployment.ts";

export interface Check {
  readonly verdict: Verdict;
  readonly steps: readonly StepResult[];
}

const doubt: Readonly<Record<Verdict, number>> = { valid: 0, cannot_tell: 1, invalid: 2 };

/**
 * Verifies a receipt here, against the contract the build pinned, with every source asked; the worst answer counts,
 * so that one lying source can spoil a verdict but never make one.
 */
export async function checkReceipt(
  receipt: string,
  sources: readonly ChainSource[],
  documentHash?: string,
): Promise<Check> {
  const contract = deployment.addresses.EvidenceLog?.toLowerCase();
  const options = {
    ...(documentHash === undefined ? {} : { documentHash }),
    ...(contract === undefined ? {} : { contract }),
  };
  const views = sources.length === 0 ? [{}] : sources.map(({ view }) => ({ chain: view }));
  const checks = await Promise.all(views.map((view) => verifyReceipt(receipt, { ...options, ...view })));
  return checks.reduce((worst, next) => (doubt[next.verdict] > doubt[worst.verdict] ? next : worst));
}
