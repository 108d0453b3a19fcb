import { allocate } from "./allocate.ts";
import { smaller } from "./line.ts";

/** A probable obligor and what of its bond is free, after escrow and settlements that are still held, in minor units. */
export interface Cover {
  readonly partyId: string;
  readonly freeMinor: bigint;
  /** Its share of the loss as the engine sees it now, in basis points. */
  readonly shareBps: bigint;
}

export interface Reserve {
  readonly partyId: string;
  readonly amountMinor: bigint;
}

/** What is to be reserved of whom, and what no bond covers. */
export interface CoverPlan {
  readonly reserves: readonly Reserve[];
  readonly uncoveredMinor: bigint;
}

/**
 * Spreads the cover of an advance over the probable obligors: each by its share as far as its free bond goes, and what
 * one cannot cover falls to the others, earlier ones first. Never reserves more than the advance.
 */
export function planCover(amountMinor: bigint, covers: readonly Cover[]): CoverPlan {
  const weights = covers.map(({ partyId, shareBps }) => ({ partyId, weight: shareBps }));
  const borne = weights.some(({ weight }) => weight > 0n) ? allocate(amountMinor, weights) : [];
  const first = covers.map((cover, i) => smaller(borne[i]?.amountMinor ?? 0n, cover.freeMinor));
  let left = amountMinor - first.reduce((sum, part) => sum + part, 0n);
  const reserves = covers.map((cover, i) => {
    const base = first[i]!;
    const more = smaller(left, cover.freeMinor - base);
    left -= more;
    return { partyId: cover.partyId, amountMinor: base + more };
  });
  return { reserves: reserves.filter((reserve) => reserve.amountMinor > 0n), uncoveredMinor: left };
}
