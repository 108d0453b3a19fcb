import type { CaseEvent, CaseState, Terms } from "./types.ts";

type After<Type extends CaseEvent["type"]> = (
  state: CaseState,
  event: Extract<CaseEvent, { type: Type }>,
) => CaseState;

const folds: { [Type in CaseEvent["type"]]: After<Type> } = {
  filed: (_, { terms }) => ({
    ...terms,
    status: "FILED",
    deadlineAt: addSeconds(terms.filedAt, terms.windows.responseSeconds),
  }),
  accepted: (state, { payBy }) => ({ ...termsOf(state), status: "ACCEPTED", deadlineAt: payBy }),
  refunded: (state) => ({ ...termsOf(state), status: "REFUNDED", outcome: null }),
  disputed: (state) => ({ ...termsOf(state), status: "TRIAGED" }),
  triaged: (state, { responseBy }) => ({
    ...termsOf(state),
    status: "RESPONSE",
    answers: [],
    deadlineAt: responseBy,
  }),
  answered: (state, { answer }) =>
    state.status === "RESPONSE" ? { ...state, answers: [...state.answers, answer] } : state,
  evidence_opened: (state, { until }) => ({
    ...termsOf(state),
    status: "EVIDENCE",
    answers: state.status === "RESPONSE" ? state.answers : [],
    waived: [],
    deadlineAt: until,
  }),
  evidence_waived: (state, { by }) =>
    state.status === "EVIDENCE" ? { ...state, waived: [...state.waived, by] } : state,
  proposed: (state, { candidates, objectBy }) => ({
    ...termsOf(state),
    status: "PROPOSED",
    candidates,
    accepted: [],
    deadlineAt: objectBy,
  }),
  proposal_accepted: (state, { by }) =>
    state.status === "PROPOSED" ? { ...state, accepted: [...state.accepted, by] } : state,
  objected: (state) => state,
  review_opened: (state, { until }) => ({
    ...termsOf(state),
    status: "REVIEW",
    candidates: state.status === "PROPOSED" ? state.candidates : [],
    panel: 1,
    deadlineAt: until,
  }),
  panel_replaced: (state, { panel, until }) =>
    state.status === "REVIEW" || state.status === "APPEAL" ? { ...state, panel, deadlineAt: until } : state,
  decided: (state, { ruling, appealBy }) => ({
    ...termsOf(state),
    status: "DECIDED",
    candidates: state.status === "REVIEW" ? state.candidates : [],
    ruling,
    waived: [],
    deadlineAt: appealBy,
  }),
  appeal_waived: (state, { by }) =>
    state.status === "DECIDED" ? { ...state, waived: [...state.waived, by] } : state,
  appealed: (state, { until }) =>
    state.status === "DECIDED"
      ? {
          ...termsOf(state),
          status: "APPEAL",
          candidates: state.candidates,
          ruling: state.ruling,
          decided: false,
          panel: 1,
          deadlineAt: until,
        }
      : state,
  appeal_decided: (state, { ruling }) =>
    state.status === "APPEAL" ? { ...state, ruling, decided: true } : state,
  undecided: (state) => ({ ...termsOf(state), status: "UNDECIDED", outcome: null }),
  finalised: (state, { outcome }) => ({ ...termsOf(state), status: "FINAL", outcome }),
  recourse_started: (state) => ({ ...termsOf(state), status: "RECOURSE", outcome: outcomeOf(state) }),
  recovered: (state, { debt }) =>
    debt
      ? { ...termsOf(state), status: "DEBT", outcome: outcomeOf(state) }
      : { ...termsOf(state), status: "SETTLED", outcome: outcomeOf(state) },
  withdrawn: (state) => ({ ...termsOf(state), status: "WITHDRAWN", outcome: null }),
  closed: (state) => ({
    ...termsOf(state),
    status: "CLOSED",
    outcome: "outcome" in state ? state.outcome : null,
  }),
};

/** Folds one event into the state. Pure; an event that does not touch the state leaves it as it was. */
export function evolve(state: CaseState, event: CaseEvent): CaseState {
  return (folds[event.type] as After<CaseEvent["type"]>)(state, event as never);
}

export const initial: CaseState = { status: "NONE" };

/** The state after all events, oldest first. */
export function replay(events: readonly CaseEvent[]): CaseState {
  return events.reduce(evolve, initial);
}

/** The terms of a filed case. @throws RangeError before filing, which no fold of ours reaches. */
export function termsOf(state: CaseState): Terms {
  if (state.status === "NONE") throw new RangeError("a case has no terms before it is filed");
  const { caseId, filedAt, amountMinor, parties, windows, disputedAtFiling } = state;
  return { caseId, filedAt, amountMinor, parties, windows, disputedAtFiling };
}

function outcomeOf(state: CaseState) {
  if ("outcome" in state && state.outcome !== null) return state.outcome;
  throw new RangeError("recourse follows a final outcome");
}

/** RFC 3339 instant `seconds` later, in UTC. */
export function addSeconds(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}
