import type { AuthenticatedCaller } from "../app/authentication.ts";
import type { PartyKind } from "../schema/common.ts";
import { RequestError } from "./request-error.ts";

/** Who makes a request, as the middleware found out; routes decide by it and by nothing else. */
export type Caller = { readonly kind: "anonymous" } | AuthenticatedCaller;
export type PartyCaller = Extract<Caller, { kind: "party" }>;

declare global {
  namespace Express {
    interface Request {
      caller: Caller;
    }
  }
}

/**
 * The calling party, of one of these kinds when any are named.
 * @throws RequestError `request.unauthenticated` for nobody, `request.forbidden` for another kind of party.
 */
export function requireParty(caller: Caller, ...kinds: PartyKind[]): PartyCaller {
  if (caller.kind === "anonymous") {
    throw new RequestError("request.unauthenticated", "Sign in, or send an API key as a bearer token.");
  }
  if (caller.kind !== "party" || (kinds.length > 0 && !kinds.includes(caller.partyKind))) {
    throw new RequestError("request.forbidden", `This is for ${kinds.join(", ") || "parties"} only.`);
  }
  return caller;
}
