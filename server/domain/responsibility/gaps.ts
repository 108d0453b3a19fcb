import type { Behaviour } from "./behaviours.ts";
import type { Split } from "./burden.ts";
import type { CustodyWindow } from "./custody-window.ts";
import type { EvidenceGap } from "./facts.ts";
import { answeringId, compareParties, kindOf } from "./parties.ts";
import { apportion, WHOLE_BPS } from "./rounding.ts";
import { grounded, isFound, listNotFound, reason, type Trace } from "./trace.ts";

/** Moves a bounded part of the loss to those who had to make a record that could have placed it, and did not. */
export function moveByGaps(trace: Trace, window: CustodyWindow, split: Split): Split {
  const { facts, pack } = trace;
  const [from] = [...split.shares.keys()];
  const gaps = (facts.evidenceGaps ?? []).filter((gap, i) => isRelevant(trace, window, gap, i));
  const moving = gaps.filter((gap) => kindOf(answeringId(gap.party, facts), facts) !== kindOf(from!, facts));
  if (moving.length === 0) return split;
  const total = Math.min(pack.parameters.GAP * moving.length, pack.parameters.GAP_MAX);
  const moved = shareOut(trace, window, moving, total);
  const shares = new Map([[from!, WHOLE_BPS - total], ...moved]);
  trace.reasons.push(
    reason(trace, "gap_moved", {
      behaviours: gapBehaviours(moving),
      values: { bps: total, party: moving.map((gap) => gap.party).join(", ") },
      evidence: moving.flatMap((gap) => gap.evidence ?? (gap.id ? [gap.id] : [])),
      effectBps: Object.fromEntries(shares),
    }),
  );
  return { shares, mode: "burden" };
}

function gapBehaviours(gaps: readonly EvidenceGap[]): Behaviour[] {
  const prompt = gaps.some((gap) => gap.kind.includes("prompt") || gap.kind.includes("inspection"));
  return prompt ? ["record_duty", "inspection_prompt"] : ["record_duty"];
}

function shareOut(
  trace: Trace,
  window: CustodyWindow,
  gaps: readonly EvidenceGap[],
  total: number,
): [string, number][] {
  const counts = new Map<string, bigint>();
  for (const gap of gaps) {
    const id = gapParty(trace, window, gap);
    counts.set(id, (counts.get(id) ?? 0n) + 1n);
  }
  const order = [...counts].toSorted(([a], [b]) => compareParties(trace.facts)(a, b));
  const parts = apportion(
    BigInt(total),
    order.map(([, gapCount]) => gapCount),
  );
  return order.map(([id], i) => [id, Number(parts[i])]);
}

function gapParty(trace: Trace, window: CustodyWindow, gap: EvidenceGap): string {
  const { facts } = trace;
  if (gap.party !== "logistics") return answeringId(gap.party, facts);
  if (gap.id?.startsWith("logistics:")) return gap.id;
  const legs = window.candidates.filter((holder) => kindOf(holder, facts) === "logistics");
  return legs.length === 1 ? legs[0]! : "logistics";
}

function isRelevant(trace: Trace, window: CustodyWindow, gap: EvidenceGap, index: number): boolean {
  const { facts } = trace;
  const what = `${gap.party}.${gap.kind}`;
  const path = `/evidenceGaps/${index}`;
  if (!isFound(trace, gap)) {
    listNotFound(trace, path, what, "below_standard", gap.evidence);
    return false;
  }
  if (!grounded(trace, "record_duty")) return false;
  const as = (holder: string) => holder === gap.party || kindOf(holder, facts) === gap.party;
  const unplaced = window.candidates.length > 1;
  const couldPlace = unplaced && (window.candidates.some(as) || !facts.custody!.holders.some(as));
  if (gap.relevant ?? couldPlace) return true;
  listNotFound(trace, path, what, "not_relevant", gap.evidence);
  return false;
}
