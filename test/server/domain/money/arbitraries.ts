import fc from "fast-check";

export const PAYEE = "0xc0";
export const PARTIES = ["merchant-1", "carrier-1", "carrier-2"] as const;
export const amount = fc.bigInt({ min: 1n, max: 10n ** 12n });
export const party = fc.constantFrom(...PARTIES);

/** Shares of an award: what the platform bears, and what each party owes; at least one above zero. */
export const award = fc
  .record({
    borneMinor: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    payables: fc.array(fc.record({ partyId: party, amountMinor: amount }), { maxLength: 4 }),
    advancedMinor: fc.bigInt({ min: 0n, max: 10n ** 12n }),
  })
  .map((shares) => ({
    ...shares,
    payee: PAYEE,
    awardMinor: shares.payables.reduce((sum, due) => sum + due.amountMinor, shares.borneMinor),
  }));
