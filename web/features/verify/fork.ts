import type { CheckedCheckpoint, ContractCall } from "../../../server/domain/log/contract-calls.ts";
import {
  checkedCheckpoint,
  reportForkCall,
  reportForkOfAnchorCall,
} from "../../../server/domain/log/contract-calls.ts";
import { LogError } from "../../../server/domain/log/errors.ts";
import {
  type AnchorFinding,
  anchorHint,
  compareWithAnchor,
  noteShown,
  receiptShown,
} from "../../../server/domain/log/fork-of-anchor.ts";
import type { LogIdentity } from "../../../server/domain/log/log-identity.ts";
import { parseLogIdentity } from "../../../server/domain/log/log-identity-text.ts";
import type { Receipt } from "../../../server/domain/log/receipt.ts";
import { type ChainSource, rpc } from "../../lib/chain-sources.ts";
import { deployment } from "../../lib/deployment.ts";
import { PageError } from "../../lib/page-error.ts";
import { hasWallet, walletRpc } from "../../lib/wallet.ts";

/** Most characters of a checkpoint, a receipt or `log.json` that are read. */
const MAX_BYTES = 1_000_000;

/** What the reader holds against the log. */
export interface Held {
  /** A checkpoint, or a receipt with one. */
  readonly shown: File;
  /** A receipt of the log or `log.json`; left out, the receipt above or the one shown says which log it is. */
  readonly log: Receipt | File | null;
}

/** A report the contract can be shown, and who has seen that it holds. */
export interface ForkReport {
  readonly call: ContractCall;
  /** `unasked`: no node could say what was anchored; the contract looks itself and refuses what is no fork. */
  readonly seen: "both_signed" | "anchor_differs" | "unasked";
}

/**
 * Shows the contract two histories: two checkpoints of one size with different roots, each signed by the log.
 *
 * @throws PageError `log.bad_checkpoint`, `log.bad_signature`, ... when they prove nothing; no deposit is at stake.
 */
export const forkReport = (held: Held, other: File): Promise<ForkReport> =>
  named(async () => {
    const { log, checkpoint } = await read(held);
    const second = checkedCheckpoint(noteShown(await textOf(other)), log);
    return { call: reportForkCall(log, checkpoint, second), seen: "both_signed" };
  });

/**
 * Shows the contract a signed checkpoint with another root than it anchored for that size.
 *
 * @param anchoredAt Time of the block with the anchor as the reader knows it, RFC 3339; empty to have it looked up.
 * @param sources Nodes to ask, all of them: one may hide a fork. The reader's wallet is asked where none shows one.
 * @throws PageError `page.same_as_anchored`, `page.not_anchored` or `page.no_anchor_time`.
 */
export const forkOfAnchorReport = (
  held: Held,
  anchoredAt: string,
  sources: readonly ChainSource[],
): Promise<ForkReport> =>
  named(async () => {
    const { log, checkpoint, receipt } = await read(held);
    const hints = anchoredAt === "" ? hintsOf(checkpoint, receipt, held.log) : [secondsOf(anchoredAt)];
    const findings = await askAll(log, checkpoint, hints, sources);
    const contradicted = findings.find((finding) => finding.kind === "differs");
    if (contradicted === undefined && findings.some(({ kind }) => kind === "same"))
      throw new PageError("page.same_as_anchored");
    if (contradicted === undefined && findings.length > 0) throw new PageError("page.not_anchored");
    const at = contradicted?.anchoredAt ?? hints[0];
    if (at === undefined) throw new PageError("page.no_anchor_time");
    const call = reportForkOfAnchorCall(log, at, checkpoint);
    return { call, seen: contradicted === undefined ? "unasked" : "anchor_differs" };
  });

interface Read {
  readonly log: LogIdentity;
  readonly checkpoint: CheckedCheckpoint;
  /** Set where a receipt was shown. */
  readonly receipt: Receipt | null;
}

async function read({ shown, log }: Held): Promise<Read> {
  const text = await textOf(shown);
  const receipt = receiptShown(text);
  const identity = log instanceof File ? parseLogIdentity(await textOf(log)) : (log ?? receipt)?.log;
  if (identity === undefined) throw new PageError("page.no_log");
  const pinned = deployment.addresses.EvidenceLog?.toLowerCase();
  if (pinned !== undefined && pinned !== identity.contract) throw new PageError("page.other_contract");
  return { log: identity, checkpoint: checkedCheckpoint(noteShown(text), identity), receipt };
}

/** What is at hand may say when the size was anchored. */
function hintsOf({ size }: CheckedCheckpoint, shown: Receipt | null, log: Held["log"]): number[] {
  const receipts = [shown, log instanceof File ? null : log].filter((one) => one !== null);
  return receipts.flatMap((receipt) => anchorHint(receipt, size));
}

function secondsOf(instant: string): number {
  const seconds = Date.parse(instant) / 1000;
  if (!Number.isSafeInteger(seconds)) throw new PageError("page.bad_instant");
  return seconds;
}

/** What the nodes say that can say anything. */
async function askAll(
  log: LogIdentity,
  checkpoint: CheckedCheckpoint,
  hints: readonly number[],
  sources: readonly ChainSource[],
): Promise<AnchorFinding[]> {
  const questions = sources.map(({ url }) =>
    compareWithAnchor((method, params) => rpc(url, method, params), log, checkpoint, hints),
  );
  const findings = said(await Promise.allSettled(questions));
  if (!hasWallet() || findings.some(({ kind }) => kind === "differs")) return findings;
  const ownNode = compareWithAnchor(
    (method, params) => walletRpc(log.chainId, method, params),
    log,
    checkpoint,
    hints,
  );
  return [...findings, ...said(await Promise.allSettled([ownNode]))];
}

const said = <T>(settled: readonly PromiseSettledResult<T>[]): T[] =>
  settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));

/** Errors of the log's rules under codes the pages have words for. */
async function named<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof LogError) throw new PageError(cause.code, cause.message);
    throw cause;
  }
}

const textOf = (file: File): Promise<string> => file.slice(0, MAX_BYTES).text();
