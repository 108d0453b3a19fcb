import type { Behaviour } from "./behaviours.ts";
import { riskBearer } from "./burden.ts";
import type { Facts } from "./facts.ts";
import { limitOf } from "./pack-limits.ts";
import { compareParties, kindOf, type PartyKind, sellerOf } from "./parties.ts";
import { apportion } from "./rounding.ts";
import { grounded, listNotFound, reason, type Trace } from "./trace.ts";

const MINOR_PER_UNIT = 100;

/**
 * Divides the loss in money: each party's share of it, the carriers' part limited by a valid cap, what the cap
 * cuts off left with whoever bears the risk. The amounts sum to the loss.
 *
 * @returns minor units by named party, zero amounts left out
 */
export function findPayable(trace: Trace, shares: ReadonlyMap<string, number>): Map<string, bigint> {
  const { facts } = trace;
  const order = [...shares.keys()].toSorted(compareParties(facts));
  const parts = apportion(
    BigInt(facts.loss),
    order.map((id) => BigInt(shares.get(id)!)),
  );
  const pay = new Map(order.map((id, i) => [id, parts[i]!]));
  limitCarriers(trace, pay);
  for (const [id, amount] of pay) if (amount === 0n) pay.delete(id);
  return pay;
}

function limitCarriers(trace: Trace, pay: Map<string, bigint>): void {
  const legs = [...pay.keys()].filter((id) => kindOf(id, trace.facts) === "logistics");
  const owed = legs.reduce((sum, id) => sum + pay.get(id)!, 0n);
  if (owed === 0n) return;
  const limit = carrierLimit(trace, owed);
  if (limit === null || limit >= owed) return;
  const parts = apportion(
    limit,
    legs.map((id) => pay.get(id)!),
  );
  legs.forEach((id, i) => {
    pay.set(id, parts[i]!);
  });
  const bearer = riskBearer(trace);
  pay.set(bearer, (pay.get(bearer) ?? 0n) + owed - limit);
  const insured = trace.facts.cap?.rule === "insured_ratio";
  trace.reasons.push(
    reason(trace, insured ? "cap_insured" : "cap_contract", {
      behaviours: insured ? ["cap_insured"] : ["cap_contract", "cap_prompted", "express_under_civil_law"],
      values: { limitMinor: Number(limit), restMinor: Number(owed - limit), party: bearer },
      evidence: trace.facts.cap?.evidence ?? [],
    }),
  );
}

/** Returns the most the carriers pay of what they owe, in minor units; `null` when no cap holds. */
function carrierLimit(trace: Trace, owed: bigint): bigint | null {
  const cap = trace.facts.cap;
  if (cap === undefined || !capHolds(trace, cap)) return null;
  if (cap.rule === "contract") return BigInt(cap.amount!);
  const value = BigInt(cap.value ?? trace.facts.price ?? trace.facts.loss);
  const declared = BigInt(cap.declared!);
  if (value === 0n) return null;
  return (owed * declared) / value;
}

function capHolds(trace: Trace, cap: NonNullable<Facts["cap"]>): boolean {
  if (!grounded(trace, cap.rule === "contract" ? "cap_contract" : "cap_insured")) return false;
  if (cap.gross === true && grounded(trace, "cap_gross")) {
    return voidCap(trace, "cap_gross");
  }
  // Whoever relies on a standard term shows that it was pointed out; a declared value shows that it was known.
  const prompted = cap.rule === "contract" ? cap.prompted === true : cap.prompted !== false;
  if (!prompted && grounded(trace, "cap_prompted")) return voidCap(trace, "cap_not_prompted");
  return true;
}

function voidCap(trace: Trace, why: "cap_gross" | "cap_not_prompted"): false {
  const { cap } = trace.facts;
  listNotFound(trace, "/cap", "limit of liability", why, cap?.evidence);
  const prompts: Behaviour[] =
    cap?.rule === "insured_ratio" ? ["insured_prompted", "cap_prompted"] : ["cap_prompted"];
  trace.reasons.push(reason(trace, why, { behaviours: why === "cap_gross" ? ["cap_gross"] : prompts }));
  return false;
}

/** The penalty a person found to be due: an amount in minor units and who owes it, apart from the split. */
export function findPenalty(trace: Trace, denied: boolean): { penal: number; penalBy: PartyKind | null } {
  const { facts } = trace;
  const none = { penal: 0, penalBy: null };
  if (facts.penal === undefined || denied) return none;
  const fraud = facts.penal === "fraud3x";
  if (!grounded(trace, fraud ? "penalty_fraud" : "penalty_food")) return none;
  const penal = fraud ? fraudPenalty(trace) : foodPenalty(trace);
  const penalBy = sellerOf(facts);
  trace.reasons.push(
    reason(trace, fraud ? "penalty_fraud" : "penalty_food", {
      behaviours: [fraud ? "penalty_fraud" : "penalty_food"],
      values: { amountMinor: penal, party: penalBy },
    }),
  );
  return { penal, penalBy };
}

function fraudPenalty({ pack, facts }: Trace): number {
  const ofPrice = limitOf(pack, "fraud_price_multiple") * facts.price!;
  return Math.max(ofPrice, limitOf(pack, "fraud_least") * MINOR_PER_UNIT);
}

function foodPenalty({ pack, facts }: Trace): number {
  const ofPrice = limitOf(pack, "food_price_multiple") * facts.price!;
  const ofLoss = limitOf(pack, "food_loss_multiple") * facts.loss;
  return Math.max(ofPrice, ofLoss, limitOf(pack, "food_least") * MINOR_PER_UNIT);
}
