/** The whole of a split, in basis points. */
export const WHOLE_BPS = 10_000;

/**
 * Divides a whole number by weights with the largest-remainder method; the parts sum to `total` exactly.
 * Equal remainders go to the earlier entry, so callers pass weights in a fixed party order.
 *
 * @param total whole to divide, not negative
 * @param weights not negative, at least one above zero
 */
export function apportion(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  const parts = weights.map((weight) => (total * weight) / sum);
  const order = weights.map((weight, index) => ({ index, rest: (total * weight) % sum }));
  // The sort is stable: equal remainders stay in the order given.
  order.sort((a, b) => Number(b.rest - a.rest));
  let left = total - parts.reduce((a, b) => a + b, 0n);
  for (const { index } of order) {
    if (left === 0n) break;
    parts[index] = parts[index]! + 1n;
    left -= 1n;
  }
  return parts;
}

/** Divides 10 000 basis points among parties already in their fixed order; parties of weight zero are left out. */
export function apportionBps(
  weights: readonly (readonly [id: string, weight: bigint])[],
): Map<string, number> {
  const parts = apportion(
    BigInt(WHOLE_BPS),
    weights.map(([, weight]) => weight),
  );
  const shares = new Map<string, number>();
  weights.forEach(([id], index) => {
    const part = Number(parts[index]);
    if (part > 0) shares.set(id, part);
  });
  return shares;
}
