/**
 * The nouns of a case.
 *
 * A *case* is one claim with its evidence, clocks and outcome. *Periods* are phases, *windows* their lengths in
 * seconds, fixed at filing, and *deadlines* instants. *Obligors* are the parties that may have to pay; the
 * *claimant* is the consumer. Facts happen to a case as events; its state is the fold of them and nothing else.
 */

export const CLAIMANT = "claimant";
export const ENGINE = "engine";

export interface CaseParty {
  readonly partyId: string;
  readonly role: "claimant" | "obligor";
}

/** Lengths in seconds. Fixed at filing: a later change of the platform's rules does not reach a filed case. */
export interface Windows {
  readonly responseSeconds: number;
  readonly evidenceSeconds: number;
  readonly objectionSeconds: number;
  readonly reviewSeconds: number;
  readonly reserveSeconds: number;
  readonly thirdPanelSeconds: number;
  readonly appealSeconds: number;
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Windows of the design: 48 h to answer, 72 h of evidence and of objection, 7 days of appeal. */
export const standardWindows: Windows = {
  responseSeconds: 48 * HOUR,
  evidenceSeconds: 72 * HOUR,
  objectionSeconds: 72 * HOUR,
  reviewSeconds: 7 * DAY,
  reserveSeconds: 5 * DAY,
  thirdPanelSeconds: 10 * DAY,
  appealSeconds: 7 * DAY,
};

/** A numbered candidate finding: 1 is the proposal, 2 and on one for each contesting party. */
export interface Candidate {
  readonly number: number;
  readonly by: string;
  readonly findingHash: string;
}

export interface Answer {
  readonly partyId: string;
  readonly action: "accept" | "contest";
  readonly reason: string;
}

/** What never changes after filing. */
export interface Terms {
  readonly caseId: string;
  readonly filedAt: string;
  readonly amountMinor: bigint;
  readonly parties: readonly CaseParty[];
  readonly windows: Windows;
  /** Opened as a dispute at once: the platform's promise to advance covers this claim. */
  readonly disputedAtFiling: boolean;
}

interface Open extends Terms {
  readonly deadlineAt: string;
}

export interface Responding extends Open {
  readonly status: "RESPONSE";
  readonly answers: readonly Answer[];
}
export interface Gathering extends Open {
  readonly status: "EVIDENCE";
  readonly answers: readonly Answer[];
  readonly waived: readonly string[];
}
export interface Proposed extends Open {
  readonly status: "PROPOSED";
  /** Frozen with the evidence; number 1 is the engine's proposal. */
  readonly candidates: readonly Candidate[];
  readonly accepted: readonly string[];
}
export interface InReview extends Open {
  readonly status: "REVIEW";
  readonly candidates: readonly Candidate[];
  /** 1 the first panel, 2 the reserve panel, 3 the third. */
  readonly panel: 1 | 2 | 3;
}
export interface Decided extends Open {
  readonly status: "DECIDED";
  readonly candidates: readonly Candidate[];
  readonly ruling: number;
  readonly waived: readonly string[];
}
export interface Appealed extends Open {
  readonly status: "APPEAL";
  readonly candidates: readonly Candidate[];
  /** The ruling appealed against; the appeal's own once `decided`. */
  readonly ruling: number;
  readonly decided: boolean;
  readonly panel: 1 | 2 | 3;
}
export interface Final extends Terms {
  readonly status: "FINAL" | "RECOURSE" | "DEBT";
  readonly outcome: Candidate;
}
export interface Ended extends Terms {
  readonly status: "WITHDRAWN" | "REFUNDED" | "SETTLED" | "UNDECIDED" | "CLOSED";
  readonly outcome: Candidate | null;
}

export type CaseState =
  | { readonly status: "NONE" }
  | (Open & { readonly status: "FILED" })
  | (Open & { readonly status: "ACCEPTED" })
  | (Terms & { readonly status: "TRIAGED" })
  | Responding
  | Gathering
  | Proposed
  | InReview
  | Decided
  | Appealed
  | Final
  | Ended;

export type CaseEvent =
  | { readonly type: "filed"; readonly terms: Terms }
  | { readonly type: "accepted"; readonly by: string; readonly reason: string; readonly payBy: string }
  | { readonly type: "refunded" }
  | { readonly type: "disputed"; readonly why: "contested" | "silence" | "promise" | "overdue" }
  | { readonly type: "triaged"; readonly responseBy: string }
  | { readonly type: "answered"; readonly answer: Answer }
  | { readonly type: "evidence_opened"; readonly until: string; readonly silent: readonly string[] }
  | { readonly type: "evidence_waived"; readonly by: string }
  | { readonly type: "proposed"; readonly candidates: readonly Candidate[]; readonly objectBy: string }
  | { readonly type: "proposal_accepted"; readonly by: string }
  | { readonly type: "objected"; readonly by: string; readonly reason: string }
  | { readonly type: "review_opened"; readonly until: string }
  | { readonly type: "panel_replaced"; readonly panel: 2 | 3; readonly until: string }
  | { readonly type: "decided"; readonly ruling: number; readonly appealBy: string }
  | { readonly type: "appeal_waived"; readonly by: string }
  | { readonly type: "appealed"; readonly by: string; readonly reason: string; readonly until: string }
  | { readonly type: "appeal_decided"; readonly ruling: number }
  | { readonly type: "undecided" }
  | {
      readonly type: "finalised";
      readonly outcome: Candidate;
      readonly how: "accepted" | "unopposed" | "ruled";
    }
  | { readonly type: "recourse_started" }
  | { readonly type: "recovered"; readonly debt: boolean }
  | { readonly type: "withdrawn"; readonly reason: string }
  | { readonly type: "closed" };

export type CaseCommand =
  | { readonly type: "file"; readonly terms: Terms }
  | {
      readonly type: "answer";
      readonly by: string;
      readonly action: "accept" | "contest";
      readonly reason: string;
    }
  | { readonly type: "refund_paid" }
  | { readonly type: "waive_evidence"; readonly by: string }
  | { readonly type: "propose"; readonly candidates: readonly Candidate[] }
  | { readonly type: "accept_proposal"; readonly by: string }
  | { readonly type: "object"; readonly by: string; readonly reason: string }
  | { readonly type: "rule"; readonly ruling: number }
  | { readonly type: "waive_appeal"; readonly by: string }
  | { readonly type: "appeal"; readonly by: string; readonly reason: string }
  | { readonly type: "finalise"; readonly number: number }
  | { readonly type: "start_recourse" }
  | { readonly type: "recovered"; readonly debt: boolean }
  | { readonly type: "withdraw"; readonly by: string; readonly reason: string }
  | { readonly type: "close" }
  /** Time has passed: silence does what the table of the state says. */
  | { readonly type: "tick" };
