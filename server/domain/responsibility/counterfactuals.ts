import { decide } from "./decide.ts";
import { ResponsibilityError } from "./errors.ts";
import type { Facts } from "./facts.ts";
import type { Finding, FindingMode } from "./finding.ts";
import { applyChanges, type FactChange } from "./json-pointer.ts";
import type { RulePack } from "./pack.ts";
import { type BpsByKind, compareText, PARTY_KINDS } from "./parties.ts";

/** What the finding would be with one item added, excluded or produced. */
export interface Counterfactual {
  /** What would be otherwise, in the words of the interchange format. */
  readonly if: string;
  readonly bps: BpsByKind;
  readonly shares: Readonly<Record<string, number>>;
  readonly external: readonly string[];
  readonly pay: BpsByKind;
  readonly mode: FindingMode;
  readonly denied: boolean;
  /** Basis points that change hands between the four names, against the finding as it stands. */
  readonly shift: number;
  /** The same between named parties: it also sees a move from one carrier's leg to another's. */
  readonly namedShift: number;
  /** The changes of the facts that give this finding when the engine runs again. */
  readonly set: readonly FactChange[];
}

interface Alternative {
  readonly label: string;
  readonly set: readonly FactChange[];
}

/**
 * Runs the engine again with each item added, excluded or produced, and lists what would come out otherwise,
 * the largest shift of the split first. Alternatives that change nothing or contradict what is proved are left out.
 *
 * @param facts parsed facts
 * @param finding the finding as it stands, when the caller has it already
 */
export function counterfactuals(
  facts: Facts,
  pack: RulePack,
  finding: Finding = decide(facts, pack),
): Counterfactual[] {
  const found: Counterfactual[] = [];
  for (const alternative of alternatives(facts, pack)) {
    const other = tryDecide(applyChanges(facts, alternative.set), pack);
    if (other === null) continue;
    const item = compare(alternative, finding, other);
    if (item !== null) found.push(item);
  }
  return found.toSorted(
    (a, b) => b.shift - a.shift || b.namedShift - a.namedShift || compareText(a.if, b.if),
  );
}

function tryDecide(facts: Facts, pack: RulePack): Finding | null {
  try {
    return decide(facts, pack);
  } catch (error) {
    if (error instanceof ResponsibilityError && error.code === "facts_contradictory") return null;
    throw error;
  }
}

function compare(alternative: Alternative, finding: Finding, other: Finding): Counterfactual | null {
  const shift = shiftBetween(finding.bps, other.bps);
  const namedShift = shiftBetween(finding.shares, other.shares);
  if (namedShift === 0 && sameOutward(finding, other)) return null;
  return {
    if: alternative.label,
    bps: other.bps,
    shares: other.shares,
    external: other.external,
    pay: other.pay,
    mode: other.mode,
    denied: other.denied,
    shift,
    namedShift,
    set: alternative.set,
  };
}

/** Returns the basis points that change hands between two splits. */
function shiftBetween(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): number {
  let moved = 0;
  for (const [id, share] of Object.entries(b)) moved += Math.max(0, share - (a[id] ?? 0));
  return moved;
}

function sameOutward(a: Finding, b: Finding): boolean {
  return (
    a.external.join() === b.external.join() &&
    a.externalMode === b.externalMode &&
    a.penal === b.penal &&
    PARTY_KINDS.every((kind) => a.pay[kind] === b.pay[kind])
  );
}

function alternatives(facts: Facts, pack: RulePack): Alternative[] {
  const established = pack.parameters.EST;
  return withoutRepeats([
    ...boundaryAlternatives(facts, established),
    ...gradedAlternatives(facts, "factors", established),
    ...gradedAlternatives(facts, "exonerations", established),
    ...gradedAlternatives(facts, "evidenceGaps", established),
    ...withheldAlternatives(facts),
    ...defectAlternatives(facts, established),
    ...discoveryAlternatives(facts),
    ...platformAlternatives(facts),
    ...capAlternatives(facts),
  ]);
}

// Two items of one party and kind differ by their place in the facts.
function withoutRepeats(list: Alternative[]): Alternative[] {
  const seen = new Map<string, number>();
  for (const { label } of list) seen.set(label, (seen.get(label) ?? 0) + 1);
  return list.map((item) =>
    seen.get(item.label) === 1 ? item : { ...item, label: `${item.label} [${item.set[0]!.path}]` },
  );
}

function boundaryAlternatives(facts: Facts, established: number): Alternative[] {
  return (facts.custody?.boundaries ?? []).flatMap((boundary, i) => {
    const path = `/custody/boundaries/${i}`;
    const name = boundary.id === undefined ? `boundary ${i}` : `boundary ${i} (${boundary.id})`;
    const proved = (state: "good" | "bad"): Alternative => ({
      label: `ADD: ${name} proved ${state}`,
      set: [
        { path: `${path}/state`, value: state },
        { path: `${path}/grade`, value: established },
        ...(boundary.scope === "contents" ? [] : [{ path: `${path}/scope`, value: "contents" }]),
      ],
    });
    if (boundary.state === "unknown" || boundary.grade < established) return [proved("good"), proved("bad")];
    const exclude = {
      label: `EXCLUDE: ${name}`,
      set: [{ path: `${path}/grade`, value: established - 1 }],
    };
    if (boundary.scope === "contents") return [exclude];
    return [exclude, proved("good"), proved("bad")];
  });
}

function gradedAlternatives(
  facts: Facts,
  list: "factors" | "exonerations" | "evidenceGaps",
  established: number,
): Alternative[] {
  return (facts[list] ?? []).map((item, i) => {
    const found = item.grade >= established;
    const name = `${item.party}.${item.kind}`;
    return {
      label: found ? `EXCLUDE: ${name}` : `ADD: ${name} proved`,
      set: [{ path: `/${list}/${i}/grade`, value: found ? established - 1 : established }],
    };
  });
}

function withheldAlternatives(facts: Facts): Alternative[] {
  return (facts.withheld ?? []).map((item, i) => ({
    label: `PRODUCE: ${item.party}.${item.id}`,
    set: [{ path: `/withheld/${i}/produced`, value: !item.produced }],
  }));
}

function defectAlternatives(facts: Facts, established: number): Alternative[] {
  const { defect } = facts;
  const to = (state: "yes" | "no"): Alternative => ({
    label: state === "yes" ? "ADD: defect proved" : "ADD: defect disproved",
    set: [
      { path: "/defect/state", value: state },
      { path: "/defect/grade", value: established },
    ],
  });
  if (defect && defect.state !== "unknown" && defect.grade >= established) {
    return [{ label: "EXCLUDE: defect", set: [{ path: "/defect/grade", value: established - 1 }] }];
  }
  return [to("yes"), to("no")];
}

function discoveryAlternatives(facts: Facts): Alternative[] {
  const { discovery } = facts;
  if (discovery === undefined) return [];
  return [
    {
      label: discovery.late === true ? "EXCLUDE: late notice" : "ADD: notice too late",
      set: [{ path: "/discovery/late", value: discovery.late !== true }],
    },
    {
      label: discovery.concealed === true ? "EXCLUDE: concealed defect" : "ADD: concealed defect",
      set: [{ path: "/discovery/concealed", value: discovery.concealed !== true }],
    },
  ];
}

function platformAlternatives(facts: Facts): Alternative[] {
  const { platform } = facts;
  if (platform === undefined) return [];
  const known = platform.identityDisclosed !== false;
  return [
    {
      label: known ? "ADD: platform cannot name the seller" : "ADD: platform names the seller",
      set: [{ path: "/platform/identityDisclosed", value: !known }],
    },
    {
      label: platform.knewNoAction
        ? "EXCLUDE: platform.knew_no_action"
        : "ADD: platform.knew_no_action proved",
      set: [{ path: "/platform/knewNoAction", value: !platform.knewNoAction }],
    },
  ];
}

function capAlternatives(facts: Facts): Alternative[] {
  const { cap } = facts;
  if (cap === undefined) return [];
  return [
    {
      label: cap.gross ? "EXCLUDE: gross negligence" : "ADD: gross negligence proved",
      set: [{ path: "/cap/gross", value: !cap.gross }],
    },
    {
      label: cap.prompted ? "EXCLUDE: prompt of the limit" : "ADD: prompt of the limit proved",
      set: [{ path: "/cap/prompted", value: !cap.prompted }],
    },
  ];
}
