import { createHmac } from "node:crypto";
import type { Identity } from "../../app/ports-cases.ts";
import type { Auth } from "./auth.ts";

/** Organisations and API keys behind parties. Each organisation has one service account that owns its keys. */
export function identity(auth: Auth): Identity {
  return {
    createOrganization: async (partyId, name) => {
      const context = await auth.$context;
      const found = await context.adapter.findOne<{ id: string }>({
        model: "organization",
        where: [{ field: "slug", value: partyId }],
      });
      if (found !== null) return found.id;
      const userId = await serviceAccount(auth, partyId, name);
      const made = await auth.api.createOrganization({ body: { name, slug: partyId, userId } });
      if (made === null) throw new Error(`organisation ${partyId} could not be made`);
      return made.id;
    },
    createApiKey: async (organizationId, name) => {
      const context = await auth.$context;
      const owner = await context.adapter.findOne<{ userId: string }>({
        model: "member",
        where: [{ field: "organizationId", value: organizationId }],
      });
      if (owner === null) throw new Error(`organisation ${organizationId} has no member`);
      const made = await auth.api.createApiKey({ body: { organizationId, userId: owner.userId, name } });
      return made.key;
    },
  };
}

async function serviceAccount(auth: Auth, partyId: string, name: string): Promise<string> {
  const { internalAdapter } = await auth.$context;
  const email = serviceEmail(partyId);
  const found = await internalAdapter.findUserByEmail(email);
  if (found !== null) return found.user.id;
  return (await internalAdapter.createUser({ email, name, emailVerified: true }, { method: "admin" })).id;
}

/** Reserved domain of RFC 2606: no mail ever leaves for it. */
const serviceEmail = (partyId: string): string => `${partyId}@service.invalid`;

/**
 * Signs the service account of a party in, for the one-click sign-in of the embedded set-up only.
 * @returns The `Set-Cookie` values of a real session.
 */
export async function developmentSignIn(auth: Auth, secret: string, partyId: string): Promise<string[]> {
  const context = await auth.$context;
  const found = await context.internalAdapter.findUserByEmail(serviceEmail(partyId));
  if (found === null) throw new Error(`${partyId} has no account`);
  const password = createHmac("sha256", secret).update(`development/${partyId}`).digest("base64url");
  const accounts = await context.internalAdapter.findAccounts(found.user.id);
  if (!accounts.some((account) => account.providerId === "credential")) {
    await context.internalAdapter.linkAccount({
      userId: found.user.id,
      providerId: "credential",
      accountId: found.user.id,
      password: await context.password.hash(password),
    });
  }
  const response = await auth.api.signInEmail({
    body: { email: serviceEmail(partyId), password },
    asResponse: true,
  });
  return response.headers.getSetCookie();
}
