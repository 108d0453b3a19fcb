import type { AuthenticatedCaller, Authentication } from "../../app/authentication.ts";
import { hashCaseToken } from "../../app/case-token.ts";
import type { CaseStore, PartyStore } from "../../app/ports-cases.ts";
import type { Auth } from "./auth.ts";

const API_KEY = /^rdr_[A-Za-z0-9_-]{20,200}$/;
const CASE_TOKEN = /^rct_[A-Za-z0-9_-]{43}$/;

/** Finds out who is calling, from a session cookie, an API key or a case token. A wrong credential is nobody. */
export function authentication(auth: Auth, parties: PartyStore, cases: CaseStore): Authentication {
  const ofOrganization = async (
    organizationId: string,
    actor: string,
    via: "session" | "api_key",
  ): Promise<AuthenticatedCaller | null> => {
    const party = await parties.byOrganization(organizationId);
    if (party === null) return null;
    return { kind: "party", partyId: party.partyId, partyKind: party.kind, name: party.name, actor, via };
  };
  return {
    byBearer: async (token) => {
      if (CASE_TOKEN.test(token)) {
        const caseId = await cases.byTokenHash(hashCaseToken(token));
        return caseId === null ? null : { kind: "claimant", caseId };
      }
      if (!API_KEY.test(token)) return null;
      const { valid, key } = await auth.api.verifyApiKey({ body: { key: token } });
      return valid && key !== null ? ofOrganization(key.referenceId, key.id, "api_key") : null;
    },
    bySession: async (headers) => {
      const session = await auth.api.getSession({ headers });
      const organizationId = session?.session.activeOrganizationId;
      if (session === null || organizationId === null || organizationId === undefined) return null;
      return ofOrganization(organizationId, session.user.id, "session");
    },
  };
}
