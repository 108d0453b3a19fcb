import type { PartyNames } from "./book-chain-events.ts";
import { chainPartyId } from "./chain-ids.ts";

/** Finds parties by their id on chain. Known ones are kept: an id never comes to mean another party. */
export function partyNames(parties: {
  list(): Promise<readonly { readonly partyId: string }[]>;
}): PartyNames {
  const known = new Map<string, string>();
  return {
    partyIdOf: async (id) => {
      const wanted = id.toLowerCase();
      if (!known.has(wanted)) {
        for (const { partyId } of await parties.list()) known.set(chainPartyId(partyId), partyId);
      }
      return known.get(wanted) ?? null;
    },
  };
}
