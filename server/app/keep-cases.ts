import type { CaseState } from "../domain/case/types.ts";
import { stepCase } from "./case-steps.ts";
import { chainCaseId } from "./chain-ids.ts";
import { considerAdvance } from "./consider-advance.ts";
import type { Deps } from "./deps.ts";
import { eachOf } from "./each-of.ts";
import { orderOf } from "./file-claim.ts";
import { openOnChain } from "./open-on-chain.ts";
import { proposeWhenReady } from "./propose-finding.ts";

const BATCH = 50;

/** Looks at paying first of one pass: each asks the chain and the engine, and hand-ins must not wait behind many. */
const LOOKS = 4;

/**
 * Lets time do its work: cases whose deadline has passed move as silence says, the engine proposes where it may, and
 * windows on chain are lapsed. Safe to run at any time, twice, or in two processes.
 * @returns How many cases were looked at.
 */
export async function keepCases(deps: Deps): Promise<number> {
  const due = await deps.cases.due([], BATCH);
  await eachOf(due, (caseId) => keepCase(deps, caseId));
  return due.length;
}

/**
 * Looks at paying first in the cases that evidence came in to. Not while the evidence is taken: what is acknowledged must
 * not wait for it, nor for a chain that is away.
 */
export async function considerAdvances(deps: Deps): Promise<void> {
  await eachOf(await deps.cases.awaitingAdvance(LOOKS), (caseId) => considerAdvance(deps, caseId));
}

async function keepCase(deps: Deps, caseId: string): Promise<void> {
  const now = await deps.clock.now();
  const after = await deps.uow.run(async (tx) => {
    const step = await stepCase(deps, tx, caseId, { type: "tick" }, now);
    if (step.events.some(({ type }) => type === "disputed")) {
      await openOnChain(deps, tx, step.record, await orderOf(deps, step.record));
    }
    await lapse(deps, tx, caseId, step.after, now);
    return step.after;
  });
  if (after.status === "EVIDENCE") await proposeWhenReady(deps, caseId);
}

/** The chain's own clock may run a little behind ours: a call that comes too early fails there and is made again. */
async function lapse(
  deps: Deps,
  tx: Parameters<Deps["outbox"]["enqueue"]>[0],
  caseId: string,
  state: CaseState,
  now: Date,
): Promise<void> {
  if (state.status !== "PROPOSED" && state.status !== "DECIDED") return;
  if (Date.parse(state.deadlineAt) > now.getTime()) return;
  // One attempt an hour keeps the queue short while the chain's deadline is ahead.
  const attempt = Math.floor((now.getTime() - Date.parse(state.deadlineAt)) / 3_600_000);
  if (state.status === "PROPOSED") {
    await deps.outbox.enqueue(tx, {
      key: `case:${caseId}:lapse:${attempt}`,
      contract: "CaseRegistry",
      method: "lapse",
      args: [chainCaseId(caseId)],
    });
    return;
  }
  const { disputeId } = await deps.cases.chain(caseId);
  await deps.outbox.enqueue(tx, {
    key: `dispute:${disputeId}:execute:${attempt}`,
    contract: "ArbitratorPanel",
    method: "executeRuling",
    args: [disputeId],
  });
}
