import type { PartyKind } from "../schema/common.ts";

/** Who makes a request. */
export type AuthenticatedCaller =
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

/** Who calls; null when the credential is wrong, without saying how. */
export interface Authentication {
  byBearer(token: string): Promise<AuthenticatedCaller | null>;
  bySession(headers: Headers): Promise<AuthenticatedCaller | null>;
}
