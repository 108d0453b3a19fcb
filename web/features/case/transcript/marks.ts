import type { CaseView } from "../../../../server/schema/case.ts";
import type { EvidenceStatement } from "../../../../server/schema/evidence.ts";
import type { TranscriptMessage } from "./read-transcript.ts";

/** One marked passage, as it goes to the engine. */
export type Mark = Extract<EvidenceStatement, { as: "passage" }>;
export type Saying = Mark["states"];

/** Most marks one hand-in takes. */
export const MOST_MARKS = 50;

/** Faults people speak of in chats; the engine takes any other by its name through the API. */
export const faultKinds = [
  "packaging_defect",
  "missing_warning",
  "wrong_address",
  "shock",
  "temperature",
  "late_delivery",
  "unauthorised_station_drop",
  "misuse",
  "unsafe_goods_knowing",
  "knew_no_measures",
] as const;
export const gapKinds = ["no_inspection_prompt", "no_handover_record", "no_packing_record"] as const;
export const severities = [1, 2, 4] as const;
export const causalities = [1, 2] as const;

/** Everybody who can have spoken or be at fault, as the facts of this case name them. */
export function factParties(view: CaseView): string[] {
  const parties = view.parties.map(({ partyId }) => factParty(view, partyId));
  return [...new Set([...parties, "platform"])];
}

function factParty(view: CaseView, partyId: string): string {
  if (partyId === "claimant") return "consumer";
  return partyId === view.order.merchant ? "merchant" : `logistics:${partyId}`;
}

const spokenFor: readonly (readonly [RegExp, string])[] = [
  [/^(buyer|consumer|customer|买家|消费者|顾客|我)$/i, "consumer"],
  [/^(seller|merchant|shop|store|卖家|商家|店铺|客服)/i, "merchant"],
  [/^(platform|平台)/i, "platform"],
];

/** Who most likely sent a message; undefined where the chat does not tell. */
export function likelySpeaker(view: CaseView, { sender, role }: TranscriptMessage): string | undefined {
  const named = view.parties.find(({ name }) => name !== "" && sender.includes(name));
  if (named !== undefined) return factParty(view, named.partyId);
  return spokenFor.find(([pattern]) => pattern.test(role))?.[1];
}

/** A fault or gap names a carrier by kind and leg, everybody else by name alone. */
export function whose(party: string): { party: string; leg?: string } {
  return party.startsWith("logistics:") ? { party: "logistics", leg: party } : { party };
}

/** Who a statement speaks against: the party at fault, or the seller of what is defective. */
function against(states: Saying): string {
  if (states.as === "defect") return states.state === "yes" ? "merchant" : "consumer";
  return states.as === "factor" ? (states.leg ?? states.party) : states.party;
}

/** Whether the speaker says it against itself. */
export const isAdmission = ({ speaker, states }: Mark): boolean => against(states) === speaker;

/** Marks so far, and what they were before each step. */
export interface Marks {
  readonly now: readonly Mark[];
  readonly before: readonly (readonly Mark[])[];
}

export const noMarks: Marks = { now: [], before: [] };

const step = ({ now, before }: Marks, next: readonly Mark[]): Marks => ({
  now: next,
  before: [...before, now],
});

/** Adds a mark; the same said of the same message twice, or one more than a hand-in takes, changes nothing. */
export function addMark(marks: Marks, mark: Mark): Marks {
  const isKnown = marks.now.some((known) => JSON.stringify(known) === JSON.stringify(mark));
  return isKnown || marks.now.length >= MOST_MARKS ? marks : step(marks, [...marks.now, mark]);
}

export function removeMark(marks: Marks, mark: Mark): Marks {
  return step(
    marks,
    marks.now.filter((known) => known !== mark),
  );
}

/** Takes the last step back, whatever it was. */
export function undo({ now, before }: Marks): Marks {
  return { now: before.at(-1) ?? now, before: before.slice(0, -1) };
}
