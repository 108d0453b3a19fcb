import { isPartyRole, PARTY_ROLES, rolePrefix } from "../parties.ts";
import type { CaseEvidence, EvidenceOrigin, StatedFact } from "./types.ts";

type States = StatedFact["states"];

/** One statement as somebody's document makes it. */
interface Voice {
  readonly evidenceId: string;
  /** Sides of all whose word it is: who said it, and who kept what was said. */
  readonly sides: ReadonlySet<string>;
  readonly says: string;
}

/**
 * Finds the other items that show the same as a statement, from people none of whom stands on a side of its own makers.
 *
 * @param origins who said it, and who kept what was said where that is somebody else
 */
export type Corroboration = (origins: readonly EvidenceOrigin[], states: States) => readonly string[];

/** Reads what every inspection, chat and person of a case says, so that each statement finds those that agree with it. */
export function corroborationOf(evidence: CaseEvidence): Corroboration {
  const voices = [
    ...evidence.inspections.flatMap(({ origin, defect, causes }) => [
      ...(defect === "yes" || defect === "no" ? [voice([origin], { as: "defect", state: defect })] : []),
      ...causes.map((cause) => voice([origin], { as: "factor", ...cause })),
    ]),
    ...evidence.chats.flatMap(({ origin, passages }) =>
      passages.map(({ speaker, states }) => voice([origin, { ...origin, maker: speaker }], states)),
    ),
    ...evidence.stated.map(({ origin, states }) => voice([origin], states)),
  ];
  return (origins, states) => {
    const own = voice(origins, states);
    const others = voices.filter(
      (one) => one.says === own.says && ![...one.sides].some((side) => own.sides.has(side)),
    );
    return [...new Set(others.map(({ evidenceId }) => evidenceId))].toSorted();
  };
}

function voice(origins: readonly EvidenceOrigin[], states: States): Voice {
  const [{ evidenceId } = { evidenceId: "" }] = origins;
  return { evidenceId, sides: new Set(origins.map(sideOf)), says: sayingOf(states) };
}

// Weights may differ between those who say the same; what is said, and of whom, may not.
function sayingOf(states: States): string {
  if (states.as === "defect") return `defect ${states.state}`;
  if (states.as === "withheld") return `withheld ${states.party} ${states.id}`;
  const whose = states.as === "factor" ? (states.leg ?? states.party) : states.party;
  return `${states.as} ${whose} ${states.kind}`;
}

// A store and its live room are one side; a laboratory and a device are each their own.
function sideOf({ maker }: EvidenceOrigin): string {
  const role = rolePrefix(maker ?? "nobody");
  return isPartyRole(role) ? PARTY_ROLES[role] : (maker ?? "nobody");
}
