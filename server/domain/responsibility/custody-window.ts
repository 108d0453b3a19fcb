import { ResponsibilityError } from "./errors.ts";
import type { Boundary, Claim, Facts, Withheld } from "./facts.ts";
import { answeringId, kindOf, sellerOf } from "./parties.ts";
import { grounded, isFound, listNotFound, reason, type Trace } from "./trace.ts";

type State = Boundary["state"];
type Scope = Boundary["scope"];

/** Where the loss happened, as far as the boundaries prove it. Indices are into the list of holders. */
export interface CustodyWindow {
  /** First holder inside. */
  readonly from: number;
  /** Index of the first boundary proved bad: one past the last holder inside. */
  readonly to: number;
  /** Whether good condition at the start of the window is proved. */
  readonly startGood: boolean;
  /** Everyone who held the goods inside the window, each once. */
  readonly holders: readonly string[];
  /** Those of `holders` to whom an unexplained loss can be put. */
  readonly candidates: readonly string[];
}

export type NoticeStatus = "in_time" | "late" | "unknown";

const ANY: readonly Scope[] = ["exterior", "contents", "weight", "seal", "serial"];
const WHAT_WAS_INSIDE: readonly Scope[] = ["contents", "serial"];

/**
 * Tells what a record of good or bad condition must have looked at to say anything about a claim.
 *
 * @param lastBad what the last record of bad condition looked at
 */
export function tellingScopes(
  claim: Claim,
  state: "good" | "bad",
  lastBad: Scope | undefined,
): readonly Scope[] {
  if (claim === "lost" || claim === "late") return ANY;
  if (claim === "short") return state === "good" ? ["contents", "weight"] : ["contents", "weight", "seal"];
  if (claim === "damaged") return state === "good" ? ["contents"] : ["contents", "exterior"];
  if (state === "bad") return ["contents", "serial", "weight", "seal"];
  // An unchanged weight answers a missing weight; of another serial it says nothing.
  return lastBad === "weight" ? [...WHAT_WAS_INSIDE, "weight"] : WHAT_WAS_INSIDE;
}

/**
 * Reads the proved state of each boundary: grade and scope must carry it, and a withheld record is taken to say
 * what its holder feared (民诉证据规定 95).
 */
function provedStates(trace: Trace, boundaries: readonly Boundary[]): State[] {
  const { claim } = trace.facts;
  const lastBad = boundaries.findLast((b) => b.state === "bad" && isFound(trace, b))?.scope;
  const lastGoodInside = boundaries.findLastIndex(
    (b) => b.state === "good" && b.scope === "contents" && isFound(trace, b),
  );
  return boundaries.map((boundary, i) => {
    if (boundary.state === "unknown") return "unknown";
    const path = `/custody/boundaries/${i}`;
    const what = `boundary ${i} (${boundary.id ?? i}) ${boundary.state}`;
    if (!isFound(trace, boundary)) {
      listNotFound(trace, path, what, "below_standard", boundary.evidence);
      return "unknown";
    }
    // A broken box is a sign of broken goods, until somebody looked inside and found them whole.
    const refuted = boundary.state === "bad" && boundary.scope === "exterior" && i < lastGoodInside;
    const tells = tellingScopes(claim, boundary.state, lastBad).includes(boundary.scope);
    if (tells && !refuted) return boundary.state;
    if (!carriesGoodForward(trace, boundaries, i)) {
      listNotFound(trace, path, what, "scope", boundary.evidence);
      return "unknown";
    }
    return "good";
  });
}

// An unbroken seal adds nothing to what was inside, but nothing can have left since it was last seen complete.
function carriesGoodForward(trace: Trace, boundaries: readonly Boundary[], at: number): boolean {
  const boundary = boundaries[at]!;
  if (boundary.scope !== "seal" || boundary.state !== "good") return false;
  if (trace.facts.claim !== "short" && trace.facts.claim !== "return_mismatch") return false;
  const inside: readonly Scope[] = ["contents", "weight", "serial"];
  return boundaries.some(
    (b, i) => i < at && b.state === "good" && isFound(trace, b) && inside.includes(b.scope),
  );
}

function refuseHealing(states: readonly State[]): void {
  const bad = states.indexOf("bad");
  const good = states.lastIndexOf("good");
  if (bad < 0 || good < bad) return;
  throw new ResponsibilityError("facts_contradictory", [
    { path: `/custody/boundaries/${good}`, rule: `proved good after boundary ${bad} was proved bad` },
  ]);
}

/** Tells whether a withheld item counts: shown to be withheld, and still not produced. */
export function isWithheld(trace: Trace, item: Withheld): boolean {
  if (item.produced || !grounded(trace, "withheld_taken_true")) return false;
  return item.grade === undefined || isFound(trace, { grade: item.grade });
}

function holdsAs(facts: Facts, holder: string | undefined, party: string): boolean {
  return holder !== undefined && (holder === party || kindOf(holder, facts) === party);
}

// What whoever withholds a boundary's record feared: bad when it gave the goods on, good when it took them over.
function adverseState(facts: Facts, holders: readonly string[], at: number, party: string): State {
  const gave = holdsAs(facts, holders[at - 1], party);
  const took = holdsAs(facts, holders[at] ?? receiverOf(facts, holders), party);
  if (gave === took) return "unknown";
  // The seller's own record of what it set out with can only hide that the goods were bad already.
  if (at === 0 && answeringId(party, facts) === sellerOf(facts)) return "bad";
  return gave ? "bad" : "good";
}

// Who takes the goods from the last holder named: the buyer, or on their way back the seller.
function receiverOf(facts: Facts, holders: readonly string[]): string {
  return kindOf(holders[0]!, facts) === "consumer" ? sellerOf(facts) : "consumer";
}

function namedBoundaries(boundaries: readonly Boundary[], item: Withheld): number[] {
  const hits: number[] = [];
  boundaries.forEach((b, i) => {
    if (b.id === item.id || b.evidence?.includes(item.id)) hits.push(i);
  });
  return hits;
}

/** Applies withheld records to boundaries that nothing else proves. */
function applyWithheld(trace: Trace, holders: readonly string[], states: State[]): void {
  const { facts } = trace;
  const boundaries = facts.custody!.boundaries;
  facts.withheld?.forEach((item, i) => {
    if (!isWithheld(trace, item)) return;
    const named = namedBoundaries(boundaries, item);
    const targets = named.length > 0 ? named : ownEdges(facts, holders, item.party);
    for (const at of targets) {
      const state = adverseState(facts, holders, at, item.party);
      if (states[at] !== "unknown" || state === "unknown" || healing(states, at, state)) {
        listNotFound(trace, `/withheld/${i}`, `${item.party} ${item.id}`, "not_relevant", item.evidence);
        continue;
      }
      states[at] = state;
      trace.reasons.push(
        reason(trace, `withheld_taken_${state}`, {
          behaviours: ["withheld_taken_true"],
          values: { party: item.party, item: item.id, boundary: at, name: boundaries[at]?.id ?? at },
          evidence: item.evidence ?? [],
        }),
      );
    }
  });
}

// A presumption yields to what is proved: it may not make the goods good again after they were proved bad.
function healing(states: readonly State[], at: number, state: State): boolean {
  if (state === "good") return states.slice(0, at).includes("bad");
  return states.slice(at + 1).includes("good");
}

// A record tied to no boundary is taken to show that the loss happened while its holder had the goods.
function ownEdges(facts: Facts, holders: readonly string[], party: string): number[] {
  const first = holders.findIndex((holder) => holdsAs(facts, holder, party));
  if (first < 0) return [];
  const last = holders.findLastIndex((holder) => holdsAs(facts, holder, party));
  return [first, last + 1];
}

/** Tells whether the loss was reported in time; what a person stated goes before the day count. */
export function noticeStatus(trace: Trace): NoticeStatus {
  const { discovery } = trace.facts;
  if (discovery?.late !== undefined) return discovery.late ? "late" : "in_time";
  if (discovery?.noticeDays === undefined) return "unknown";
  const apparent = discovery.concealed === false && grounded(trace, "apparent_at_delivery");
  if (apparent) return discovery.noticeDays === 0 ? "in_time" : "late";
  return discovery.noticeDays <= trace.pack.parameters.CONCEALED_NOTICE_DAYS ? "in_time" : "late";
}

/**
 * Finds the loss window: from the last boundary proved good to the first proved bad.
 *
 * @returns the window, or `null` when nothing proves that the goods were bad at any boundary
 * @throws ResponsibilityError `facts_contradictory` when the goods are proved good after they were proved bad
 */
export function findWindow(trace: Trace): CustodyWindow | null {
  const { facts } = trace;
  const { holders, boundaries } = facts.custody!;
  const states = provedStates(trace, boundaries);
  refuseHealing(states);
  applyWithheld(trace, holders, states);
  const good = states.lastIndexOf("good");
  const bad = firstBad(trace, states, good);
  nameMissing(trace, boundaries, states);
  if (bad < 0) return null;
  const from = Math.max(good, 0);
  const inside = [...new Set(holders.slice(from, bad))];
  return {
    from,
    to: bad,
    startGood: good >= 0,
    holders: inside,
    candidates: candidatesOf(trace, inside),
  };
}

function firstBad(trace: Trace, states: readonly State[], good: number): number {
  const bad = states.indexOf("bad");
  if (bad >= 0) return bad;
  // Whoever must deliver proves delivery (民诉解释 91): a loss is not for the consumer to prove.
  const undelivered = trace.facts.claim === "lost" && good < states.length - 1;
  return undelivered ? states.length - 1 : -1;
}

function candidatesOf(trace: Trace, inside: readonly string[]): string[] {
  const { facts } = trace;
  const others = inside.filter((holder) => kindOf(holder, facts) !== "consumer");
  if (others.length === 0 || others.length === inside.length) return [...inside];
  if (kindOf(inside[0]!, facts) === "consumer") return [...inside];
  if (facts.claim === "lost") return others;
  const concealed = facts.discovery?.concealed === true && grounded(trace, "concealed_in_time");
  if (!concealed || noticeStatus(trace) !== "in_time") return [...inside];
  trace.reasons.push(
    reason(trace, "concealed_in_time", {
      behaviours: ["concealed_in_time"],
      values: facts.discovery?.noticeDays === undefined ? {} : { days: facts.discovery.noticeDays },
      evidence: facts.discovery?.evidence ?? [],
    }),
  );
  return others;
}

function nameMissing(trace: Trace, boundaries: readonly Boundary[], states: readonly State[]): void {
  boundaries.forEach((boundary, i) => {
    if (states[i] !== "unknown") return;
    const scope =
      boundary.scope === "contents" ? "" : ` of the contents (only ${boundary.scope} was recorded)`;
    trace.missing.push({
      path: `/custody/boundaries/${i}`,
      what: `record${scope} at boundary ${i} (${boundary.id ?? i})`,
    });
  });
}
