import { randomBytes } from "node:crypto";
import type { Auth } from "./auth.ts";

const PASSWORD_BYTES = 18;

/**
 * Gives a person an account in a party's organisation, with a password made here.
 *
 * @returns The password, to be handed over once; only its hash is kept.
 * @throws Error when the party has no organisation, or the address an account already.
 */
export async function createAccount(auth: Auth, partyId: string, email: string): Promise<string> {
  const context = await auth.$context;
  const organization = await context.adapter.findOne<{ id: string }>({
    model: "organization",
    where: [{ field: "slug", value: partyId }],
  });
  if (organization === null) throw new Error(`there is no party ${partyId} here; start the server once`);
  if ((await context.internalAdapter.findUserByEmail(email)) !== null) {
    throw new Error(`${email} has an account already`);
  }
  const password = randomBytes(PASSWORD_BYTES).toString("base64url");
  const user = await context.internalAdapter.createUser(
    { email, name: email, emailVerified: true },
    { method: "admin" },
  );
  await context.internalAdapter.linkAccount({
    userId: user.id,
    providerId: "credential",
    accountId: user.id,
    password: await context.password.hash(password),
  });
  await auth.api.addMember({ body: { organizationId: organization.id, userId: user.id, role: "admin" } });
  return password;
}
