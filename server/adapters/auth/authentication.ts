import { hash } from "node:crypto";
import type { AuthenticatedCaller, Authentication } from "../../app/authentication.ts";
import { hashCaseToken } from "../../app/case-token.ts";
import type { CaseStore, PartyStore } from "../../app/ports-cases.ts";
import { isReservedBeside } from "../../domain/party/reserved-ids.ts";
import type { Auth } from "./auth.ts";

const API_KEY = /^rdr_[A-Za-z0-9_-]{20,200}$/;
const CASE_TOKEN = /^rct_[A-Za-z0-9_-]{43}$/;

/** How long a key once found good is taken for good, in milliseconds: so long a revoked one still opens. */
const KEY_REMEMBERED_MS = 5_000;
const MOST_REMEMBERED = 1_000;

/**
 * Finds out who is calling, from a session cookie, an API key or a case token. A wrong credential is nobody, and so is
 * that of a party kept from earlier under an id that stands for somebody else.
 */
export function authentication(
  auth: Auth,
  parties: PartyStore,
  cases: CaseStore,
  platformId: string,
): Authentication {
  const ofOrganization = async (
    organizationId: string,
    actor: string,
    via: "session" | "api_key",
  ): Promise<AuthenticatedCaller | null> => {
    const party = await parties.byOrganization(organizationId);
    if (party === null || isReservedBeside(platformId, party.partyId)) return null;
    return { kind: "party", partyId: party.partyId, partyKind: party.kind, name: party.name, actor, via };
  };
  // Checking a key writes down its use, under one lock: many requests at once with one key would all wait for it.
  const remembered = new Map<string, Promise<AuthenticatedCaller | null>>();
  const ofKey = (token: string): Promise<AuthenticatedCaller | null> => {
    const name = hash("sha256", token);
    const known = remembered.get(name);
    if (known !== undefined) return known;
    const found = checkKey(token);
    if (remembered.size >= MOST_REMEMBERED) return found;
    remembered.set(name, found);
    const forget = () => remembered.delete(name);
    found.then((caller) => caller ?? forget(), forget);
    setTimeout(forget, KEY_REMEMBERED_MS).unref();
    return found;
  };
  const checkKey = async (token: string): Promise<AuthenticatedCaller | null> => {
    const { valid, key } = await auth.api.verifyApiKey({ body: { key: token } });
    return valid && key !== null ? await ofOrganization(key.referenceId, key.id, "api_key") : null;
  };
  return {
    byBearer: async (token) => {
      if (CASE_TOKEN.test(token)) {
        const caseId = await cases.byTokenHash(hashCaseToken(token));
        return caseId === null ? null : { kind: "claimant", caseId };
      }
      return API_KEY.test(token) ? await ofKey(token) : null;
    },
    bySession: async (headers) => {
      const session = await auth.api.getSession({ headers });
      const organizationId = session?.session.activeOrganizationId;
      if (session === null || organizationId === null || organizationId === undefined) return null;
      return ofOrganization(organizationId, session.user.id, "session");
    },
  };
}
