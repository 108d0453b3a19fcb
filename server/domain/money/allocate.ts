import { MoneyError } from "./errors.ts";

/** Someone's weight in a split: a share in basis points, or an amount. */
export interface Weight {
  readonly partyId: string;
  readonly weight: bigint;
}

/**
 * Splits an amount by weights to the last minor unit: each gets the whole units of its exact part, and the units left
 * over go one each to the largest remainders (Hamilton's method), ties to the earlier id. The order of the input does
 * not matter; the order of the output is that of the input.
 *
 * @throws MoneyError `money.amount_invalid` for a negative amount or weight, `money.no_weight` when there is something
 * to split and nobody to bear it.
 */
export function allocate(
  totalMinor: bigint,
  weights: readonly Weight[],
): { partyId: string; amountMinor: bigint }[] {
  if (totalMinor < 0n || weights.some((part) => part.weight < 0n)) {
    throw new MoneyError("money.amount_invalid", "amounts and weights are not negative", {
      field: "amountMinor",
      rule: "zero or more",
    });
  }
  const weightSum = weights.reduce((sum, part) => sum + part.weight, 0n);
  if (weightSum === 0n) return nobodyBears(totalMinor, weights);
  const parts = weights.map(({ partyId, weight }) => ({
    partyId,
    amountMinor: (totalMinor * weight) / weightSum,
    remainder: (totalMinor * weight) % weightSum,
  }));
  let left = totalMinor - parts.reduce((sum, part) => sum + part.amountMinor, 0n);
  for (const part of [...parts].sort(byRemainder)) {
    if (left === 0n) break;
    part.amountMinor += 1n;
    left -= 1n;
  }
  return parts.map(({ partyId, amountMinor }) => ({ partyId, amountMinor }));
}

interface Remainder {
  readonly partyId: string;
  readonly remainder: bigint;
}

function byRemainder(a: Remainder, b: Remainder): number {
  if (a.remainder !== b.remainder) return a.remainder > b.remainder ? -1 : 1;
  return a.partyId < b.partyId ? -1 : 1;
}

function nobodyBears(totalMinor: bigint, weights: readonly Weight[]) {
  if (totalMinor === 0n) return weights.map(({ partyId }) => ({ partyId, amountMinor: 0n }));
  throw new MoneyError("money.no_weight", "an amount with nobody to bear it", {
    field: "weights",
    rule: "at least one above zero",
  });
}
