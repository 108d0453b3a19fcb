import type { ClaimContext } from "../../../../server/schema/claim.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

/** First of the two requests of a claim: everything the buyer need not type. */
export function getClaimContext(orderLink: string): Promise<ClaimContext> {
  return request(api.claimContext, { body: { orderLink } });
}
