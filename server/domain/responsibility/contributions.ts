import { type CustodyWindow, isWithheld } from "./custody-window.ts";
import type { Factor, Facts } from "./facts.ts";
import { limitOf } from "./pack-limits.ts";
import { answeringId, compareParties, kindOf, sellerOf } from "./parties.ts";
import { grounded, isFound, listNotFound, type Trace } from "./trace.ts";

/** Weight of a proved or presumed defect, and of a shipper's fault proved without its size. */
export const DEFECT_WEIGHT = 4n;

// A group measured in a unit that nothing converts to hours weighs as one full fault of both counts.
const MEASURED_GROUP_WEIGHT = 4n;
const MINUTES_PER_UNIT: Readonly<Record<string, number>> = {
  minute: 1,
  minutes: 1,
  min: 1,
  hour: 60,
  hours: 60,
  h: 60,
  day: 1_440,
  days: 1_440,
  d: 1_440,
};
const THOUSANDTHS = 1_000;

/** A proved fault that counts: the named party that answers for it and the factor's place in the facts. */
export interface FoundFactor {
  readonly index: number;
  readonly party: string;
  readonly factor: Factor;
}

/** Everything that weighs against somebody, before it is made into shares. */
export interface Contributions {
  readonly factors: readonly FoundFactor[];
  /** Parties whose weight is at least that of a defect, whatever their factors add up to. */
  readonly floors: ReadonlySet<string>;
}

const LATENT_BY_NATURE = ["packaging", "packing", "wrong_address", "missing_warning", "mislabel"];

/** Tells whether a factor works on after its party gave the goods away. What the facts state goes first. */
function isLatent(factor: Factor): boolean {
  return factor.latent ?? LATENT_BY_NATURE.some((kind) => factor.kind.includes(kind));
}

/** Returns the named party of a factor; a carrier's factor that names no leg goes to the only one in question. */
function partyOf(factor: Factor, facts: Facts, window: CustodyWindow | null): string {
  const { party, id } = factor;
  if (party !== "logistics") return answeringId(party, facts);
  if (id !== undefined && kindOf(id, facts) === "logistics") return id;
  const legs = (window?.holders ?? [...new Set(facts.custody?.holders)]).filter(
    (holder) => kindOf(holder, facts) === "logistics",
  );
  if (legs.length === 1) return legs[0]!;
  return facts.contractingCarrier ?? "logistics";
}

/** Tells whether a fault of this party can have worked inside the window. */
function insideWindow(factor: Factor, party: string, facts: Facts, window: CustodyWindow | null): boolean {
  if (window === null || isLatent(factor)) return true;
  const answers = (holder: string) => answeringId(holder, facts);
  if (window.holders.some((holder) => answers(holder) === party)) return true;
  if (party === "logistics") return window.holders.some((holder) => kindOf(holder, facts) === "logistics");
  // Whoever never held the goods acts without custody: the window says nothing about it.
  return !facts.custody!.holders.some((holder) => answers(holder) === party);
}

/** Finds the factors that count: proved, and inside the window or latent; the others are listed with the reason. */
export function findFactors(trace: Trace, window: CustodyWindow | null): FoundFactor[] {
  const { facts } = trace;
  const found: FoundFactor[] = [];
  facts.factors?.forEach((factor, index) => {
    const what = `${factor.party}.${factor.kind}`;
    const path = `/factors/${index}`;
    const party = partyOf(factor, facts, window);
    if (!isFound(trace, factor) && !withheldAgainst(trace, factor)) {
      listNotFound(trace, path, what, "below_standard", factor.evidence);
    } else if (isDelayUnreserved(trace, party)) {
      listNotFound(trace, path, what, "not_timely", factor.evidence);
    } else if (insideWindow(factor, party, facts, window)) {
      found.push({ index, party, factor });
    } else {
      listNotFound(trace, path, what, "outside_window", factor.evidence);
    }
  });
  return found;
}

// Whoever does not object to delay in time gets nothing for it from the carrier (CMR 30(3)).
function isDelayUnreserved(trace: Trace, party: string): boolean {
  const { claim, discovery } = trace.facts;
  if (claim !== "late" || kindOf(party, trace.facts) !== "logistics" || !grounded(trace, "reserve_delay")) {
    return false;
  }
  return (
    discovery?.noticeDays !== undefined && discovery.noticeDays > limitOf(trace.pack, "reserve_delay_days")
  );
}

// The record that would show the fault is in its author's hands and was not handed in: taken as true.
function withheldAgainst(trace: Trace, factor: Factor): boolean {
  return (trace.facts.withheld ?? []).some(
    (item) =>
      isWithheld(trace, item) && item.party === factor.party && (factor.evidence?.includes(item.id) ?? false),
  );
}

/**
 * Makes weights of contributions: severity times causality, added per party; delay by its hours; any other
 * measured unit as one group divided by its values. A party with a floor weighs at least as much as a defect.
 * The weights are exact, on a common scale, in the fixed party order.
 */
export function weigh(
  trace: Trace,
  contributions: Contributions,
): (readonly [id: string, weight: bigint, plain: boolean])[] {
  const { facts, pack } = trace;
  const parties = [
    ...new Set([...contributions.factors.map((f) => f.party), ...contributions.floors]),
  ].toSorted(compareParties(facts));
  const groups = measuredGroups(contributions.factors);
  const hours = BigInt(60 * THOUSANDTHS * pack.parameters.HOURS_PER_UNIT);
  const scale = [...groups.values()].reduce((a, total) => a * total, hours);
  return parties.map((party) => {
    const own = contributions.factors.filter((f) => f.party === party);
    const sum = own.reduce((total, f) => total + weightOf(f.factor, scale, hours, groups), 0n);
    const floor = contributions.floors.has(party) ? DEFECT_WEIGHT * scale : 0n;
    return [party, sum > floor ? sum : floor, own.length > 0] as const;
  });
}

function thousandths(value: number): bigint {
  return BigInt(Math.round(value * THOUSANDTHS));
}

function measuredGroups(factors: readonly FoundFactor[]): Map<string, bigint> {
  const totals = new Map<string, bigint>();
  for (const { factor } of factors) {
    const { measured } = factor;
    if (!measured || Object.hasOwn(MINUTES_PER_UNIT, measured.unit)) continue;
    totals.set(measured.unit, (totals.get(measured.unit) ?? 0n) + thousandths(measured.value));
  }
  for (const [unit, total] of totals) if (total === 0n) totals.delete(unit);
  return totals;
}

function weightOf(factor: Factor, scale: bigint, hours: bigint, groups: ReadonlyMap<string, bigint>): bigint {
  const { measured, severity, causal } = factor;
  if (!measured) return BigInt(severity! * causal!) * scale;
  const minutes = MINUTES_PER_UNIT[measured.unit];
  if (minutes !== undefined) return (thousandths(measured.value * minutes) * scale) / hours;
  const total = groups.get(measured.unit);
  if (total === undefined) return 0n;
  return (MEASURED_GROUP_WEIGHT * thousandths(measured.value) * scale) / total;
}

export type DefectState = "yes" | "presumed" | "no" | "unknown";

/** Reads the defect: proved, presumed against the operator (消法 23(3)), disproved or unknown. */
export function readDefect(trace: Trace, qualityClaim: boolean): DefectState {
  const { facts } = trace;
  const { defect } = facts;
  if (defect && defect.state !== "unknown") {
    if (isFound(trace, defect)) return defect.state;
    listNotFound(trace, "/defect", `defect ${defect.state}`, "below_standard", defect.evidence);
  }
  if (!qualityClaim) return "unknown";
  return withheldDefect(trace) ?? (reversedBurden(trace) ? "presumed" : "unknown");
}

function withheldDefect(trace: Trace): "yes" | "no" | undefined {
  const { facts } = trace;
  const items = (facts.withheld ?? []).filter((item) => isWithheld(trace, item));
  if (items.some((item) => answeringId(item.party, facts) === sellerOf(facts))) return "yes";
  if (items.some((item) => item.party === "consumer")) return "no";
  return undefined;
}

function reversedBurden(trace: Trace): boolean {
  const { facts, pack } = trace;
  const durable = facts.durable === true && grounded(trace, "durable_reversal");
  if (!durable && !grounded(trace, "reversal_any_goods")) return false;
  if (facts.daysSinceReceipt === undefined) {
    listNotFound(trace, "/daysSinceReceipt", "days since receipt", "unknown");
    return false;
  }
  return facts.daysSinceReceipt <= pack.parameters.DURABLE_DAYS;
}
