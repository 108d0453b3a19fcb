import { CLAIMANT } from "../domain/case/types.ts";

/** How facts name a party: its role where it has one in this case, else its own id. */
export function factName(record: { readonly merchant: string }, partyId: string, isCarrier: boolean): string {
  if (partyId === record.merchant) return "merchant";
  if (partyId === CLAIMANT) return "consumer";
  return isCarrier ? `logistics:${partyId}` : partyId;
}
