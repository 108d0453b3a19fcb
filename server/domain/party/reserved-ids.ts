/** Names that stand where party ids stand, and mean no registered party. Whoever went by one would be taken for it. */
import { CLAIMANT, ENGINE } from "../case/types.ts";

/** Who hands in what the system itself writes down about cases, findings and votes. */
export const CASES = "platform";
/** Who hands in the journals of the books. */
export const BOOKS = "ledger";

/** The log's own entries, and those it read back, say `log` and `log/recovered`. */
const RESERVED: ReadonlySet<string> = new Set([CLAIMANT, ENGINE, BOOKS, "log", "recovered"]);

/** Tells whether no party at all may go by this id, the platform's own included. */
export function isReservedId(partyId: string): boolean {
  return RESERVED.has(partyId);
}

/**
 * Tells whether a party other than the platform may not go by this id.
 * @param platformId The platform's own party id.
 */
export function isReservedBeside(platformId: string, partyId: string): boolean {
  return isReservedId(partyId) || (partyId === CASES && partyId !== platformId);
}
