/**
 * Moves cases by what the chain says of them: disputes, rulings, outcomes, settlements. Every arm is safe to run
 * twice. A reorganisation undoes nothing here: the calls that caused these events are sent again and land again, and
 * a case's own events are never unsaid.
 */
import { CaseError } from "../domain/case/errors.ts";
import { type CaseCommand, CLAIMANT } from "../domain/case/types.ts";
import { caseState, stepCase } from "./case-steps.ts";
import { termsOf } from "./case-work.ts";
import { chainPartyId, NOBODY } from "./chain-ids.ts";
import type { Deps } from "./deps.ts";
import { bondSeed, collectBonds, releaseSeed, revealSeed } from "./panel-seeds.ts";
import type { ChainEvent, ChainEventHandler, Tx } from "./ports.ts";

type Arm = (deps: Deps, tx: Tx, event: ChainEvent) => Promise<void>;

const arms: Readonly<Record<string, Arm>> = {
  "CaseRegistry.CaseOpened": onCaseOpened,
  "CaseRegistry.Objected": onObjected,
  "CaseRegistry.RulingRequested": onRulingRequested,
  "CaseRegistry.AppealRequested": onAppealRequested,
  "CaseRegistry.AppealWaived": onAppealWaived,
  "CaseRegistry.OutcomeFinal": onOutcomeFinal,
  "CaseRegistry.OutcomeEnforced": onOutcomeEnforced,
  "ArbitratorPanel.AppealDecision": (deps, tx, event) =>
    callPanel(deps, tx, `${event.args._disputeID}:appeal-draw`, "draw", [String(event.args._disputeID)]),
  "ArbitratorPanel.SeedRevealed": (deps, tx, event) => drawWhenSeeded(deps, tx, String(event.args.disputeId)),
  "ArbitratorPanel.VoteRevealed": onVoteRevealed,
  "ArbitratorPanel.PanelRuled": onPanelRuled,
  "CompensationFund.Advanced": onAdvanced,
  "CompensationFund.AwardCredited": (deps, tx, event) => payOut(deps, tx, event),
  "CompensationFund.Settled": onSettled,
};

/** The handler the follower of the chain calls, in chain order. */
export function caseFollower(deps: Deps): ChainEventHandler {
  return {
    contracts: ["CaseRegistry", "ArbitratorPanel", "CompensationFund"],
    apply: async (tx, event) => {
      const name = `${event.contract}.${event.name}`;
      if (OF_OWN_CASES.test(name) && !(await isOwn(deps, tx, caseIdOf(event)))) return;
      await arms[name]?.(deps, tx, event);
    },
    undo: async () => {},
  };
}

/** What moves a case of ours. The others pay out what the fund owes, or look up whose dispute it is. */
const OF_OWN_CASES = /^(CaseRegistry\..*|CompensationFund\.Settled)$/;

/**
 * A database restored from a backup does not have the cases that were opened since, or not what they were opened with. They
 * are passed over: whatever stops the follower keeps anchors and challenges unread as well.
 */
async function isOwn({ cases }: Deps, tx: Tx, caseId: string): Promise<boolean> {
  return (await cases.chain(caseId, tx)).terms !== null;
}

const caseIdOf = (event: ChainEvent): string => String(event.args.caseId).slice(2);

async function onCaseOpened(deps: Deps, tx: Tx, event: ChainEvent): Promise<void> {
  await deps.cases.setChain(tx, caseIdOf(event), { openedTransaction: event.transaction });
  await bondSeed(deps, tx, caseIdOf(event));
}

async function onObjected(deps: Deps, tx: Tx, event: ChainEvent): Promise<void> {
  const { arbitratorExtraData } = await termsOf(deps, caseIdOf(event), tx);
  const cost = await deps.chain.read("ArbitratorPanel", "arbitrationCost", [arbitratorExtraData]);
  await callRegistry(deps, tx, caseIdOf(event), "request-ruling", "requestRuling", [], cost as bigint);
}

async function onOutcomeEnforced(deps: Deps, tx: Tx, event: ChainEvent): Promise<void> {
  await deps.cases.setChain(tx, caseIdOf(event), { enforcedTransaction: event.transaction });
  await collectBonds(deps, tx, caseIdOf(event), event);
}

async function onRulingRequested(deps: Deps, tx: Tx, event: ChainEvent): Promise<void> {
  const caseId = caseIdOf(event);
  const disputeId = String(event.args.disputeId);
  await deps.cases.setChain(tx, caseId, { disputeId });
  await revealSeed(deps, tx, caseId, disputeId);
  await drawWhenSeeded(deps, tx, disputeId);
}

/** Draws once no seed is hidden; while one is, its window has to pass first. */
async function drawWhenSeeded(deps: Deps, tx: Tx, disputeId: string): Promise<void> {
  const commitments = (await deps.chain.read("ArbitratorPanel", "seedsOf", [disputeId])) as string[];
  if (commitments.some((commitment) => BigInt(commitment) !== 0n)) return;
  await callPanel(deps, tx, `${disputeId}:draw`, "draw", [disputeId]);
}

/** An appeal may reach the registry without us; ours is known here already. */
async function onAppealRequested(deps: Deps, tx: Tx, event: ChainEvent): Promise<void> {
  const caseId = caseIdOf(event);
  const record = await deps.cases.get(caseId);
  const appellant = String(event.args.partyId);
  const by =
    appellant === NOBODY
      ? CLAIMANT
      : record?.parties.find(({ partyId }) => chainPartyId(partyId) === appellant)?.partyId;
  if (by !== undefined) await unlessDone(deps, tx, caseId, { type: "appeal", by, reason: "" }, event);
}

async function onVoteRevealed(deps: Deps, tx: Tx, event: ChainEvent): Promise<void> {
  const disputeId = String(event.args.disputeId);
  const round = Number(event.args.round);
  const voters = (await deps.chain.read("ArbitratorPanel", "panelOf", [disputeId, round])) as string[];
  const votes = await Promise.all(
    voters.map((voter) => deps.chain.read("ArbitratorPanel", "voteOf", [disputeId, round, voter])),
  );
  if (!votes.every((cast) => (cast as { revealed: boolean }).revealed)) return;
  await callPanel(deps, tx, `${disputeId}:${round}:close`, "closeRound", [disputeId]);
}

async function onPanelRuled(deps: Deps, tx: Tx, event: ChainEvent): Promise<void> {
  const caseId = await deps.cases.byDispute(String(event.args.disputeId), tx);
  if (caseId === null) return;
  const ruling = Number(event.args.ruling);
  await deps.cases.setChain(tx, caseId, {
    ruling,
    ruledAt: event.blockTime,
    ruledTransaction: event.transaction,
  });
  await unlessDone(deps, tx, caseId, { type: "rule", ruling }, event);
  const { status } = await caseState(deps, caseId, tx);
  // Nothing can be asked against the appeal's ruling any more.
  if (status !== "APPEAL") return;
  const { disputeId } = event.args;
  await callPanel(deps, tx, `${disputeId}:execute`, "executeRuling", [String(disputeId)]);
}

async function onAppealWaived(deps: Deps, tx: Tx, event: ChainEvent): Promise<void> {
  const { disputeId } = await deps.cases.chain(caseIdOf(event), tx);
  if (disputeId !== null) await callPanel(deps, tx, `${disputeId}:execute`, "executeRuling", [disputeId]);
}

async function onOutcomeFinal(deps: Deps, tx: Tx, event: ChainEvent): Promise<void> {
  const caseId = caseIdOf(event);
  const number = Number(event.args.candidate);
  await deps.cases.setChain(tx, caseId, { finalNumber: number });
  await releaseSeed(deps, tx, caseId);
  await unlessDone(deps, tx, caseId, { type: "finalise", number }, event);
  if (number === 0) return await callRegistry(deps, tx, caseId, "enforce", "enforceRefused", []);
  await unlessDone(deps, tx, caseId, { type: "start_recourse" }, event);
  const findings = await deps.cases.findings(caseId, tx);
  const outcome = findings.find((finding) => finding.number === number);
  // Lost by a restore: every party has the finding, and may have it enforced.
  if (outcome === undefined) return;
  await callRegistry(deps, tx, caseId, "enforce", "enforce", [outcome.chainFinding]);
}

async function onAdvanced(deps: Deps, tx: Tx, event: ChainEvent): Promise<void> {
  const caseId = caseIdOf(event);
  const advance = await deps.cases.advance(caseId, tx);
  if (advance !== null) {
    await deps.cases.setAdvance(tx, caseId, {
      ...advance,
      state: "paid",
      transaction: event.transaction,
      at: event.blockTime,
    });
  }
  await payOut(deps, tx, event);
}

/** Whatever the fund owes the settlement agent is pulled at once; the agent pays the consumer's channel. */
async function payOut(deps: Deps, tx: Tx, event: ChainEvent): Promise<void> {
  await deps.outbox.enqueue(tx, {
    key: `pay-out:${event.transaction}:${event.logIndex}`,
    contract: "CompensationFund",
    method: "payOut",
    args: [event.args.payee],
  });
}

async function onSettled(deps: Deps, tx: Tx, event: ChainEvent): Promise<void> {
  const caseId = caseIdOf(event);
  const debt = BigInt(String(event.args.debt)) > 0n;
  await unlessDone(deps, tx, caseId, { type: "recovered", debt }, event);
  if (!debt) await unlessDone(deps, tx, caseId, { type: "close" }, event);
}

/** A second telling of the same event finds the case past it: nothing to do, and no error. */
async function unlessDone(
  deps: Deps,
  tx: Tx,
  caseId: string,
  command: CaseCommand,
  event: ChainEvent,
): Promise<void> {
  try {
    await stepCase(deps, tx, caseId, command, event.blockTime);
  } catch (error) {
    if (error instanceof CaseError && error.code === "case.forbidden_transition") return;
    throw error;
  }
}

async function callRegistry(
  deps: Deps,
  tx: Tx,
  caseId: string,
  step: string,
  method: string,
  args: readonly unknown[],
  valueWei = 0n,
): Promise<void> {
  await deps.outbox.enqueue(tx, {
    key: `case:${caseId}:${step}`,
    contract: "CaseRegistry",
    method,
    args: [await termsOf(deps, caseId, tx), ...args],
    valueWei,
  });
}

async function callPanel(
  deps: Deps,
  tx: Tx,
  key: string,
  method: string,
  args: readonly unknown[],
): Promise<void> {
  await deps.outbox.enqueue(tx, { key: `dispute:${key}`, contract: "ArbitratorPanel", method, args });
}
