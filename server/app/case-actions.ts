import { takesEvidence } from "../domain/case/turn.ts";
import { type CaseState, CLAIMANT } from "../domain/case/types.ts";
import type { CaseAction, CaseView } from "../schema/case.ts";
import type { PanelView } from "../schema/panel.ts";

/** Who is looking at a case. */
export interface Viewer {
  /** Party id, or "claimant". */
  readonly partyId: string;
  readonly kind: string;
  readonly isParty: boolean;
}

/** What this viewer may do now; a screen offers that and nothing else. */
export function actionsOf(
  state: CaseState,
  viewer: Viewer,
  panel: PanelView | null,
  appeal: CaseView["appeal"] = null,
): CaseAction[] {
  if (state.status === "NONE") return [];
  const actions = viewer.isParty ? partyActions(state, viewer.partyId, appeal) : [];
  const seat = panel?.voters.find(({ partyId }) => partyId === viewer.partyId);
  if (seat !== undefined && panel?.phase === "voting") {
    if (!seat.committed) actions.push("commit_vote");
    else if (!seat.revealed && panel.revealsOpen) actions.push("reveal_vote");
  }
  return actions;
}

function partyActions(state: CaseState, by: string, appeal: CaseView["appeal"]): CaseAction[] {
  const claimant = by === CLAIMANT;
  const actions: CaseAction[] = takesEvidence(state) ? ["hand_in_evidence"] : [];
  const withdrawable = ["FILED", "ACCEPTED", "TRIAGED", "RESPONSE", "EVIDENCE", "PROPOSED"].includes(
    state.status,
  );
  if (claimant && withdrawable) actions.push("withdraw");
  switch (state.status) {
    case "FILED":
      return claimant ? actions : [...actions, "accept_claim", "contest_claim"];
    case "RESPONSE": {
      const answered = state.answers.some(({ partyId }) => partyId === by);
      return claimant || answered ? actions : [...actions, "accept_claim", "contest_claim"];
    }
    case "EVIDENCE":
      return state.waived.includes(by) ? actions : [...actions, "waive_evidence"];
    case "PROPOSED":
      return [...actions, ...(state.accepted.includes(by) ? [] : (["accept_proposal"] as const)), "object"];
    case "DECIDED": {
      if (state.waived.includes(by)) return actions;
      if (appeal !== null && !appeal.forfeited) actions.push("appeal");
      return [...actions, "waive_appeal"];
    }
    default:
      return actions;
  }
}
