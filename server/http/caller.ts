import type { PartyKind } from "../schema/common.ts";

/** Who makes a request, as the middleware found out; routes decide by it and by nothing else. */
export type Caller =
  | { readonly kind: "anonymous" }
  | {
      readonly kind: "party";
      readonly partyId: string;
      readonly partyKind: PartyKind;
      readonly name: string;
      /** The person or key behind the party, for access entries. */
      readonly actor: string;
      readonly via: "session" | "api_key";
    }
  /** Holder of a case token: the consumer of that one case. */
  | { readonly kind: "claimant"; readonly caseId: string };

export const anonymous: Caller = { kind: "anonymous" };

declare global {
  namespace Express {
    interface Request {
      caller: Caller;
      id: string | number | object;
    }
  }
}
