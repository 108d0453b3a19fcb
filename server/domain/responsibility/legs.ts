import type { CustodyWindow } from "./custody-window.ts";
import type { Facts } from "./facts.ts";
import { kindOf } from "./parties.ts";
import { apportion } from "./rounding.ts";
import { grounded, reason, type Trace } from "./trace.ts";

/** Lays the carriers' share over legs: the one leg in question, else the contracting carrier, else equal parts. */
export function placeLegs(trace: Trace, shares: Map<string, number>, window: CustodyWindow | null) {
  const { facts } = trace;
  const unplaced = shares.get("logistics");
  if (unplaced === undefined) return shares;
  const legs = legsInQuestion(facts, window);
  const contracting = grounded(trace, "contracting_carrier") ? facts.contractingCarrier : undefined;
  const holders = legs.length > 1 && contracting ? [contracting] : legs;
  if (holders.length === 0) return shares;
  const placed = new Map(shares);
  placed.delete("logistics");
  const parts = apportion(
    BigInt(unplaced),
    holders.map(() => 1n),
  );
  holders.forEach((leg, i) => {
    placed.set(leg, (placed.get(leg) ?? 0) + Number(parts[i]));
  });
  if (legs.length > 1) trace.reasons.push(legReason(trace, holders, contracting));
  return placed;
}

function legReason(trace: Trace, holders: readonly string[], contracting: string | undefined) {
  return reason(trace, contracting ? "contracting_carrier" : "legs_equal", {
    behaviours: contracting ? ["contracting_carrier"] : ["share_equally"],
    values: { party: holders.join(", ") },
  });
}

function legsInQuestion(facts: Facts, window: CustodyWindow | null): string[] {
  const holders = window?.holders ?? facts.custody?.holders ?? [];
  const legs = [...new Set(holders)].filter((holder) => kindOf(holder, facts) === "logistics");
  if (legs.length > 0) return legs.toSorted();
  return facts.contractingCarrier ? [facts.contractingCarrier] : [];
}
