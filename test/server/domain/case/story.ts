import { decide } from "../../../../server/domain/case/decide.ts";
import { evolve, initial } from "../../../../server/domain/case/evolve.ts";
import {
  type Candidate,
  type CaseCommand,
  type CaseEvent,
  type CaseState,
  CLAIMANT,
  standardWindows,
  type Terms,
} from "../../../../server/domain/case/types.ts";

export const AT = "2026-11-14T10:00:00.000Z";

/** An instant some hours after filing. */
export const hours = (count: number): string => new Date(Date.parse(AT) + count * 3_600_000).toISOString();

export const terms: Terms = {
  caseId: "ab".repeat(32),
  filedAt: AT,
  amountMinor: 129_900n,
  parties: [
    { partyId: CLAIMANT, role: "claimant" },
    { partyId: "shop", role: "obligor" },
    { partyId: "carrier", role: "obligor" },
  ],
  windows: standardWindows,
  disputedAtFiling: true,
};

export const candidates: readonly Candidate[] = [
  { number: 1, by: "engine", findingHash: "11".repeat(32) },
  { number: 2, by: "carrier", findingHash: "22".repeat(32) },
];

export type Step = readonly [command: CaseCommand, at?: string];

/** Plays commands from the beginning; gives the state they lead to and every event. */
export function play(...steps: readonly Step[]): { state: CaseState; events: CaseEvent[] } {
  return steps.reduce<{ state: CaseState; events: CaseEvent[] }>(
    ({ state, events }, [command, at = AT]) => {
      const added = decide(state, command, at);
      return { state: added.reduce(evolve, state), events: [...events, ...added] };
    },
    { state: initial, events: [] },
  );
}

export const file: Step = [{ type: "file", terms }];
export const fileOrdinary: Step = [{ type: "file", terms: { ...terms, disputedAtFiling: false } }];
export const contest = (by: string): Step => [{ type: "answer", by, action: "contest", reason: "no" }];
const waive = (by: string): Step => [{ type: "waive_evidence", by }];
const everyone = [CLAIMANT, "shop", "carrier"];

/** The shortest way into each state. */
export const toEvidence: readonly Step[] = [file, contest("shop"), contest("carrier")];
export const toProposed: readonly Step[] = [
  ...toEvidence,
  ...everyone.map(waive),
  [{ type: "propose", candidates }],
];
export const toReview: readonly Step[] = [
  ...toProposed,
  [{ type: "object", by: "carrier", reason: "not us" }],
];
export const toDecided: readonly Step[] = [...toReview, [{ type: "rule", ruling: 2 }]];
export const toFinal: readonly Step[] = [...toDecided, [{ type: "finalise", number: 2 }]];
export const toRecourse: readonly Step[] = [...toFinal, [{ type: "start_recourse" }]];
