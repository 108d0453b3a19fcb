/**
 * `decide(state, command, now)`: what happens when somebody asks something of a case, or time passes. Pure:
 * the clock comes in as an argument, outcomes go out as events, a forbidden transition throws.
 */
import { CaseError } from "./errors.ts";
import { addSeconds, evolve, termsOf } from "./evolve.ts";
import {
  type Appealed,
  type Candidate,
  type CaseCommand,
  type CaseEvent,
  type CaseState,
  CLAIMANT,
  type Gathering,
  type InReview,
  type Responding,
} from "./types.ts";

type Command<Type extends CaseCommand["type"]> = Extract<CaseCommand, { type: Type }>;
type Decider<Type extends CaseCommand["type"]> = (
  state: CaseState,
  command: Command<Type>,
  now: string,
) => CaseEvent[];

const deciders: { [Type in CaseCommand["type"]]: Decider<Type> } = {
  file: decideFile,
  answer: decideAnswer,
  refund_paid: (state) =>
    state.status === "ACCEPTED" ? [{ type: "refunded" }] : forbidden(state, "refund_paid"),
  waive_evidence: decideWaiveEvidence,
  propose: decidePropose,
  accept_proposal: decideAcceptProposal,
  object: decideObject,
  rule: decideRule,
  waive_appeal: decideWaiveAppeal,
  appeal: decideAppeal,
  finalise: decideFinalise,
  start_recourse: (state) =>
    state.status === "FINAL" ? [{ type: "recourse_started" }] : forbidden(state, "start_recourse"),
  recovered: (state, { debt }) =>
    state.status === "RECOURSE" || (state.status === "DEBT" && !debt)
      ? [{ type: "recovered", debt }]
      : forbidden(state, "recovered"),
  withdraw: decideWithdraw,
  close: (state) =>
    ["SETTLED", "FINAL", "REFUNDED", "UNDECIDED"].includes(state.status)
      ? [{ type: "closed" }]
      : forbidden(state, "close"),
  tick: decideTick,
};

/**
 * Decides one command at one instant.
 * @param now RFC 3339 instant of the database's clock.
 * @throws CaseError `case.forbidden_transition` when the state does not know the command,
 *   `case.not_your_turn` when another party must act.
 */
export function decide(state: CaseState, command: CaseCommand, now: string): CaseEvent[] {
  return (deciders[command.type] as Decider<CaseCommand["type"]>)(state, command as never, now);
}

function decideFile(state: CaseState, { terms }: Command<"file">, now: string): CaseEvent[] {
  if (state.status !== "NONE") return forbidden(state, "file");
  const filed: CaseEvent = { type: "filed", terms };
  return terms.disputedAtFiling
    ? [filed, ...openDispute("promise", terms.windows.responseSeconds, now)]
    : [filed];
}

function openDispute(
  why: "contested" | "silence" | "promise" | "overdue",
  responseSeconds: number,
  now: string,
): CaseEvent[] {
  return [
    { type: "disputed", why },
    { type: "triaged", responseBy: addSeconds(now, responseSeconds) },
  ];
}

function decideAnswer(state: CaseState, command: Command<"answer">, now: string): CaseEvent[] {
  requireObligor(state, command.by);
  if (state.status === "FILED") return answerClaim(state, command, now);
  if (state.status !== "RESPONSE") return forbidden(state, "answer");
  if (state.answers.some((answer) => answer.partyId === command.by)) {
    throw new CaseError("case.forbidden_transition", "This party has answered already.", { field: "action" });
  }
  const { by: partyId, action, reason } = command;
  const answered: CaseEvent = { type: "answered", answer: { partyId, action, reason } };
  const after = evolve(state, answered) as Responding;
  return allIn(
    after,
    after.answers.map((answer) => answer.partyId),
  )
    ? [answered, ...openEvidence(after, now)]
    : [answered];
}

function answerClaim(
  state: CaseState & { status: "FILED" },
  command: Command<"answer">,
  now: string,
): CaseEvent[] {
  const { by, action, reason } = command;
  if (action === "accept") {
    return [{ type: "accepted", by, reason, payBy: addSeconds(now, state.windows.responseSeconds) }];
  }
  const opened = openDispute("contested", state.windows.responseSeconds, now);
  return [...opened, { type: "answered", answer: { partyId: by, action, reason } }];
}

function openEvidence(state: Responding, now: string): CaseEvent[] {
  const answered = new Set(state.answers.map((answer) => answer.partyId));
  const silent = obligors(state).filter((partyId) => !answered.has(partyId));
  return [{ type: "evidence_opened", until: addSeconds(now, state.windows.evidenceSeconds), silent }];
}

function decideWaiveEvidence(state: CaseState, { by }: Command<"waive_evidence">): CaseEvent[] {
  requireParty(state, by);
  if (state.status !== "EVIDENCE") return forbidden(state, "waive_evidence");
  return state.waived.includes(by) ? [] : [{ type: "evidence_waived", by }];
}

/** The engine may propose when the evidence window has run out or every party has waived the rest of it. */
export function readyToPropose(state: CaseState, now: string): boolean {
  return state.status === "EVIDENCE" && (passed(state.deadlineAt, now) || everyoneIn(state, state.waived));
}

function decidePropose(state: CaseState, { candidates }: Command<"propose">, now: string): CaseEvent[] {
  if (!readyToPropose(state, now)) return forbidden(state, "propose");
  const objectBy = addSeconds(now, (state as Gathering).windows.objectionSeconds);
  return [{ type: "proposed", candidates, objectBy }];
}

/** Final only once the registry on chain has checked every signature: `finalise` follows its event. */
function decideAcceptProposal(state: CaseState, { by }: Command<"accept_proposal">): CaseEvent[] {
  requireParty(state, by);
  if (state.status !== "PROPOSED") return forbidden(state, "accept_proposal");
  return state.accepted.includes(by) ? [] : [{ type: "proposal_accepted", by }];
}

function decideObject(state: CaseState, command: Command<"object">, now: string): CaseEvent[] {
  requireParty(state, command.by);
  if (state.status !== "PROPOSED") return forbidden(state, "object");
  const until = addSeconds(now, state.windows.reviewSeconds);
  return [
    { type: "objected", by: command.by, reason: command.reason },
    { type: "review_opened", until },
  ];
}

/** The appeal's ruling is the last of its panel's: nothing but court and regulator comes after it. */
function decideRule(state: CaseState, { ruling }: Command<"rule">, now: string): CaseEvent[] {
  if (state.status === "APPEAL" && !state.decided) return [{ type: "appeal_decided", ruling }];
  if (state.status !== "REVIEW") return forbidden(state, "rule");
  return [{ type: "decided", ruling, appealBy: addSeconds(now, state.windows.appealSeconds) }];
}

function decideWaiveAppeal(state: CaseState, { by }: Command<"waive_appeal">): CaseEvent[] {
  requireParty(state, by);
  if (state.status !== "DECIDED") return forbidden(state, "waive_appeal");
  return state.waived.includes(by) ? [] : [{ type: "appeal_waived", by }];
}

/** One level, by any party that has not given it up; other and more arbitrators decide. */
function decideAppeal(state: CaseState, { by, reason }: Command<"appeal">, now: string): CaseEvent[] {
  requireParty(state, by);
  if (state.status !== "DECIDED" || passed(state.deadlineAt, now) || state.waived.includes(by))
    return forbidden(state, "appeal");
  return [{ type: "appealed", by, reason, until: addSeconds(now, state.windows.reviewSeconds) }];
}

/** The chain's registry is the authority on finality; this follows what it said. */
function decideFinalise(state: CaseState, { number }: Command<"finalise">): CaseEvent[] {
  if (state.status === "FINAL" && state.outcome.number === number) return [];
  const outcome = candidateOf(state, number);
  if (outcome === null) {
    // Nobody ruled, or the panel refused to: nobody is charged, the advance stays the fund's.
    return number === 0 && ["REVIEW", "DECIDED", "APPEAL"].includes(state.status)
      ? [{ type: "undecided" }]
      : forbidden(state, "finalise");
  }
  if (state.status === "PROPOSED") {
    return [
      { type: "finalised", outcome, how: everyoneIn(state, state.accepted) ? "accepted" : "unopposed" },
    ];
  }
  return [{ type: "finalised", outcome, how: "ruled" }];
}

function decideWithdraw(state: CaseState, { by, reason }: Command<"withdraw">): CaseEvent[] {
  if (by !== CLAIMANT) throw new CaseError("case.not_your_turn", "Only the claimant withdraws a claim.");
  const open: CaseState["status"][] = ["FILED", "ACCEPTED", "TRIAGED", "RESPONSE", "EVIDENCE", "PROPOSED"];
  return open.includes(state.status) ? [{ type: "withdrawn", reason }] : forbidden(state, "withdraw");
}

function decideTick(state: CaseState, _: Command<"tick">, now: string): CaseEvent[] {
  if (!("deadlineAt" in state) || !passed(state.deadlineAt, now)) return [];
  switch (state.status) {
    case "FILED":
      return openDispute("silence", state.windows.responseSeconds, now);
    case "ACCEPTED":
      return openDispute("overdue", state.windows.responseSeconds, now);
    case "RESPONSE":
      return openEvidence(state, now);
    case "REVIEW":
      return replacePanel(state, now);
    case "APPEAL":
      return state.decided ? [] : replacePanel(state, now);
    case "EVIDENCE":
    case "PROPOSED":
    case "DECIDED":
      // Not ours to end: the engine proposes (`readyToPropose` is true now), or the chain lets the window lapse.
      return [];
  }
}

/** Nothing moves on arbitrators' silence: a reserve panel, then a third, then undecided. */
function replacePanel(state: InReview | Appealed, now: string): CaseEvent[] {
  if (state.panel === 3) return [{ type: "undecided" }];
  const panel = state.panel === 1 ? 2 : 3;
  const seconds = panel === 2 ? state.windows.reserveSeconds : state.windows.thirdPanelSeconds;
  return [{ type: "panel_replaced", panel, until: addSeconds(now, seconds) }];
}

/** The parties that may have to pay. */
export function obligors(state: CaseState): string[] {
  return termsOf(state)
    .parties.filter((party) => party.role === "obligor")
    .map((party) => party.partyId);
}

function allIn(state: CaseState, answered: readonly string[]): boolean {
  return obligors(state).every((partyId) => answered.includes(partyId));
}

/** Whether every party of the case, claimant included, is among `done`. */
export function everyoneIn(state: CaseState, done: readonly string[]): boolean {
  return termsOf(state).parties.every((party) => done.includes(party.partyId));
}

function requireObligor(state: CaseState, by: string): void {
  requireParty(state, by);
  if (by === CLAIMANT)
    throw new CaseError("case.not_your_turn", "The claimant does not answer its own claim.");
}

function requireParty(state: CaseState, by: string): void {
  if (state.status === "NONE" || !termsOf(state).parties.some((party) => party.partyId === by)) {
    throw new CaseError("case.not_your_turn", "Only a party of the case can do this.");
  }
}

function passed(deadlineAt: string, now: string): boolean {
  return Date.parse(now) >= Date.parse(deadlineAt);
}

function forbidden(state: CaseState, command: CaseCommand["type"]): never {
  throw new CaseError(
    "case.forbidden_transition",
    `A case that is ${state.status} does not take "${command}".`,
    {
      field: "status",
      rule: `${command} is not possible in ${state.status}`,
    },
  );
}

/** The candidate a number stands for, in any state that has candidates. */
export function candidateOf(state: CaseState, number: number): Candidate | null {
  if (!("candidates" in state)) return null;
  return state.candidates.find((candidate) => candidate.number === number) ?? null;
}
