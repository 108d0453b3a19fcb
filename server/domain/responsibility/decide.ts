import type { Facts } from "./facts.ts";
import type { Finding, RemedyLeft } from "./finding.ts";
import { findOutward, listAlleged } from "./outward.ts";
import type { RulePack } from "./pack.ts";
import { type BpsByKind, compareParties, kindOf, sumByKind } from "./parties.ts";
import { findPayable, findPenalty } from "./payable.ts";
import { WHOLE_BPS } from "./rounding.ts";
import { isQualityClaim, splitInside } from "./split.ts";
import { cite, type Trace } from "./trace.ts";

/** Names the engine in every finding; a change of any outcome changes the version. */
export const ENGINE = { name: "redress-responsibility", version: "1.2.0" } as const;

/**
 * Decides who answers for a loss. Pure: the same facts and pack give the same finding, byte for byte, anywhere.
 *
 * @param facts parsed facts of one case; whatever is absent is unknown
 * @param pack the rule pack in force at the order date
 * @throws ResponsibilityError `facts_contradictory` when the proved boundaries exclude one another
 *
 * @example
 * const finding = decide(parseFacts(json), chinaPack);
 * finding.bps; // { platform: 0, merchant: 8000, logistics: 2000, consumer: 0 }
 */
export function decide(facts: Facts, pack: RulePack): Finding {
  const trace: Trace = { facts, pack, reasons: [], notFound: [], missing: [] };
  const { shares, mode, window } = splitInside(trace);
  listAlleged(trace);
  const bps = sumByKind(shares, facts);
  const denied = bps.consumer === WHOLE_BPS;
  const outward = findOutward(trace, bps, denied);
  const pay = findPayable(trace, shares);
  const penalty = findPenalty(trace, denied);
  return {
    engine: ENGINE,
    pack: { id: pack.data.id, hash: pack.hash },
    claim: facts.claim,
    mode,
    bps,
    shares: ordered(shares, facts),
    legs: legsOf(shares, facts),
    ...outward,
    pay: payByKind(pay, facts),
    payShares: ordered(pay, facts),
    ...penalty,
    denied,
    window: window && { holders: window.holders, from: window.startGood ? window.from : null, to: window.to },
    reasons: trace.reasons,
    notFound: trace.notFound,
    missing: trace.missing,
    remediesLeft: denied ? remediesLeft(trace) : [],
  };
}

function ordered(amounts: ReadonlyMap<string, number | bigint>, facts: Facts): Record<string, number> {
  const ids = [...amounts.keys()].toSorted(compareParties(facts));
  return Object.fromEntries(ids.map((id) => [id, Number(amounts.get(id)!)]));
}

function legsOf(shares: ReadonlyMap<string, number>, facts: Facts): Record<string, number> {
  const legs = [...shares].filter(([id]) => id !== "logistics" && kindOf(id, facts) === "logistics");
  return ordered(new Map(legs), facts);
}

function payByKind(pay: ReadonlyMap<string, bigint>, facts: Facts): BpsByKind {
  return sumByKind(new Map([...pay].map(([id, amount]) => [id, Number(amount)])), facts);
}

function remediesLeft({ pack, facts, missing }: Trace): RemedyLeft[] {
  const isQuality = isQualityClaim(facts.claim);
  const codes = [
    "human_review",
    "platform_help",
    "online",
    "disputes",
    "authority",
    ...(missing.length > 0 ? (["document_order"] as const) : []),
    ...(isQuality ? (["appraisal", "warranty"] as const) : []),
  ] as const;
  return codes
    .map((code) => ({ code, rules: cite(pack, `remedy_${code}`) }))
    .filter((remedy) => remedy.rules.length > 0);
}
