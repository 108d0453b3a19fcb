import type { CaseView } from "../../../../server/schema/case.ts";

export type NameOf = (partyId: string) => string;

/** Returns how a case's screens call its parties; the reader's own side is called "you" by the caller's word. */
export function partyNames(view: CaseView, word: (prefix: string, key: string) => string): NameOf {
  // A party nobody named carries its id as its name; the facts call the seller "merchant" and the buyer "consumer".
  const named = view.parties.filter((party) => party.name !== "" && party.name !== party.partyId);
  const names = new Map(named.map((party) => [party.partyId, party.name]));
  const aliases: Readonly<Record<string, string>> = { merchant: view.order.merchant, consumer: "claimant" };
  return (called) => {
    // The facts name carriers by kind and id ("logistics:x").
    const bare = called.replace(/^logistics:/, "");
    const partyId = aliases[bare] ?? bare;
    if (partyId === view.viewer.partyId) return word("party", "you");
    return names.get(partyId) || word("party", partyId);
  };
}

/** The catalogue's words, but for parties: those are called as the case's screens call them. */
export function partyWord(view: CaseView, word: (prefix: string, key: string) => string) {
  const name = partyNames(view, word);
  return (prefix: string, key: string) => (prefix === "party" ? name(key) : word(prefix, key));
}
