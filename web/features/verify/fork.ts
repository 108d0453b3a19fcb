import {
  type ContractCall,
  checkedCheckpoint,
  reportForkCall,
} from "../../../server/domain/log/contract-calls.ts";
import { LogError } from "../../../server/domain/log/errors.ts";
import { parseLogIdentity } from "../../../server/domain/log/log-identity-text.ts";
import type { Receipt } from "../../../server/domain/log/receipt.ts";
import { deployment } from "../../lib/deployment.ts";
import { PageError } from "../../lib/page-error.ts";

/** Most characters of a checkpoint or of `log.json` that are read. */
const MAX_BYTES = 1_000_000;

/**
 * Shows the contract two histories: two checkpoints of one size with different roots, each signed by the log.
 *
 * @param log A receipt of the log, or a file of one, or `log.json` as the monitor keeps it.
 * @throws PageError `log.bad_checkpoint`, `log.bad_signature`, ... when they prove nothing; no deposit is at stake.
 */
export async function forkCall(first: File, second: File, log: Receipt | File): Promise<ContractCall> {
  const [one, other] = [await textOf(first), await textOf(second)];
  try {
    const identity = log instanceof File ? parseLogIdentity(await textOf(log)) : log.log;
    const pinned = deployment.addresses.EvidenceLog?.toLowerCase();
    if (pinned !== undefined && pinned !== identity.contract) throw new PageError("page.other_contract");
    return reportForkCall(identity, checkedCheckpoint(one, identity), checkedCheckpoint(other, identity));
  } catch (cause) {
    if (cause instanceof LogError) throw new PageError(cause.code, cause.message);
    throw cause;
  }
}

const textOf = (file: File): Promise<string> => file.slice(0, MAX_BYTES).text();
