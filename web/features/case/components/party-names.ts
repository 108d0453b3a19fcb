import type { CaseView } from "../../../../server/schema/case.ts";

export type NameOf = (partyId: string) => string;

/** Returns how a case's screens call its parties; the reader's own side is called "you" by the caller's word. */
export function partyNames(view: CaseView, word: (prefix: string, key: string) => string): NameOf {
  const names = new Map(view.parties.map((party) => [party.partyId, party.name]));
  return (named) => {
    // The facts name carriers by kind and id ("logistics:x").
    const partyId = named.replace(/^logistics:/, "");
    if (partyId === view.viewer.partyId) return word("party", "you");
    return names.get(partyId) || word("party", partyId);
  };
}
