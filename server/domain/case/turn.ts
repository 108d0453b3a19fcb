import { obligors } from "./decide.ts";
import { type CaseState, ENGINE } from "./types.ts";

/** Whose turn it is, what is asked of them, by when, and what their silence does (keys of the web's catalogue). */
export interface Turn {
  readonly partyIds: readonly string[];
  readonly action: string;
  readonly deadlineAt: string;
  readonly onSilence: string;
}

/** Returns whose turn it is, or null when nobody has to act. */
export function turnOf(state: CaseState): Turn | null {
  switch (state.status) {
    case "FILED":
      return turn(obligors(state), "answer_claim", state.deadlineAt, "dispute_opens");
    case "ACCEPTED":
      return turn(obligors(state), "pay_refund", state.deadlineAt, "dispute_opens");
    case "RESPONSE": {
      const answered = new Set(state.answers.map((answer) => answer.partyId));
      const left = obligors(state).filter((partyId) => !answered.has(partyId));
      return turn(left, "answer", state.deadlineAt, "decided_on_record");
    }
    case "EVIDENCE":
      return turn(without(state, state.waived), "hand_in_or_waive", state.deadlineAt, "taken_against_holder");
    case "PROPOSED":
      return turn(without(state, state.accepted), "accept_or_object", state.deadlineAt, "proposal_final");
    case "REVIEW":
      return turn(["panel"], "rule", state.deadlineAt, "panel_replaced");
    case "DECIDED":
      return turn(without(state, state.waived), "appeal_or_waive", state.deadlineAt, "ruling_final");
    case "APPEAL":
      return state.decided ? null : turn(["panel"], "rule", state.deadlineAt, "panel_replaced");
    case "NONE":
    case "TRIAGED":
      return state.status === "TRIAGED" ? turn([ENGINE], "triage", state.filedAt, "person_within_24h") : null;
    case "FINAL":
    case "RECOURSE":
    case "DEBT":
    case "SETTLED":
    case "WITHDRAWN":
    case "REFUNDED":
    case "UNDECIDED":
    case "CLOSED":
      return null;
  }
}

function turn(partyIds: readonly string[], action: string, deadlineAt: string, onSilence: string): Turn {
  return { partyIds, action, deadlineAt, onSilence };
}

function without(state: Extract<CaseState, { parties: unknown }>, done: readonly string[]): string[] {
  return state.parties.map((party) => party.partyId).filter((partyId) => !done.includes(partyId));
}

/** Whether evidence may still be handed in: until the root is frozen with the proposal. */
export function takesEvidence({ status }: { readonly status: string }): boolean {
  return ["FILED", "ACCEPTED", "TRIAGED", "RESPONSE", "EVIDENCE"].includes(status);
}
