import { CLAIMANT } from "../domain/case/types.ts";
import { bytesToHex } from "../domain/log/bytes.ts";
import { LogError } from "../domain/log/errors.ts";
import { EMPTY_ROOT } from "../domain/log/hash.ts";
import type { ConsistencyView, LogView } from "../schema/log.ts";
import type { AuthenticatedCaller } from "./authentication.ts";
import type { AnchorRow, LogPublisher } from "./log-ports.ts";
import { readStanding } from "./log-standing.ts";
import type { ChainReader, LogReader } from "./ports.ts";

export interface LogReadingDeps {
  readonly publisher: LogPublisher;
  readonly reader: LogReader;
  readonly chain: Pick<ChainReader, "development" | "finalisedBlock" | "read">;
}

const ANCHORS_SHOWN = 50;

/**
 * Head, newest anchors, open promises and bond of the log. A chain out of reach leaves anchors short of final and says
 * nothing of the bond.
 */
export async function readLog({ publisher, chain }: LogReadingDeps): Promise<LogView> {
  const who = publisher.who();
  const [head, anchors, promises, finalBlock, standing] = await Promise.all([
    publisher.checkpoint(),
    publisher.anchors(ANCHORS_SHOWN),
    publisher.promises(),
    chain.finalisedBlock().catch(() => -1),
    readStanding(chain, who.logId).catch(() => null),
  ]);
  return {
    ...who,
    promises,
    standing,
    development: chain.development,
    size: head?.size ?? 0,
    root: head?.root ?? bytesToHex(EMPTY_ROOT),
    checkpoint: head?.note ?? null,
    anchors: anchors.map((anchor) => describe(anchor, finalBlock)),
  };
}

function describe({ blockTime, ...anchor }: AnchorRow, finalBlock: number): LogView["anchors"][number] {
  const state = anchor.blockNumber <= finalBlock ? "finalised" : "anchored";
  return { ...anchor, at: blockTime.toISOString(), state };
}

/**
 * Proof that one size of a log begins with another.
 *
 * @param log Id of a log of this operator; the current one when undefined.
 * @throws LogError `log.bad_range`; `log.not_found` for a log this operator has not run.
 */
export async function readConsistency(
  current: LogPublisher,
  { from, to, log }: { readonly from: number; readonly to: number; readonly log?: string | undefined },
): Promise<ConsistencyView> {
  const publisher = log === undefined ? current : current.other(log);
  if (publisher === null) throw new LogError("log.not_found", "This operator has run no such log.");
  const size = (await publisher.checkpoint())?.size ?? 0;
  if (to > size)
    throw new LogError("log.bad_range", `The log has ${size} entries.`, {
      field: "to",
      rule: `at most ${size}`,
    });
  return { from, to, ...(await publisher.consistency(from, to)) };
}

/**
 * The receipt of an entry as canonical JSON. Statement and salt go to whoever handed the entry in, and to everybody
 * where the statement is public.
 *
 * @throws LogError `log.not_found`.
 */
export async function readReceipt(
  deps: LogReadingDeps,
  leafHash: string,
  caller: AuthenticatedCaller | { readonly kind: "anonymous" },
): Promise<string> {
  const owned = await deps.publisher.ownership(leafHash);
  const isForOwner = owned !== null && (owned.public || isSubmitter(caller, owned.submitter));
  const receipt = owned === null ? null : await deps.reader.receipt(leafHash, isForOwner);
  if (receipt === null) throw new LogError("log.not_found", "The log has no such entry.");
  return receipt;
}

const OF_A_CASE = /^[0-9a-f]{64}\//;

/** Hand-ins within a case name the case before the party, so that one key of one party may serve many cases. */
function isSubmitter(caller: AuthenticatedCaller | { kind: "anonymous" }, submitter: string): boolean {
  const by = submitter.replace(OF_A_CASE, "");
  if (caller.kind === "party") return by === caller.partyId && by !== CLAIMANT;
  return caller.kind === "claimant" && submitter === `${caller.caseId}/${CLAIMANT}`;
}
