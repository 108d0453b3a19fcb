import { expect } from "chai";
import { createAccount } from "../../../../server/adapters/auth/accounts.ts";
import { type Auth, createAuth } from "../../../../server/adapters/auth/auth.ts";
import { identity } from "../../../../server/adapters/auth/identity.ts";
import { freshDatabase, type TestDatabase } from "../../../support/database.ts";

describe("accounts of a party", function () {
  this.timeout(60_000);
  let database: TestDatabase;
  let auth: Auth;
  let close: () => Promise<void>;
  let organizationId: string;

  before(async () => {
    database = await freshDatabase();
    ({ auth, close } = createAuth({
      databaseUrl: database.url,
      publicUrl: "http://localhost:3000",
      secret: "a secret of thirty-two characters and more, for tests",
    }));
    organizationId = await identity(auth).createOrganization("platform", "Platform");
  });
  after(async () => {
    await close();
    await database.drop();
  });

  const sessionOf = async (email: string, password: string) => {
    const response = await auth.api.signInEmail({ body: { email, password }, asResponse: true });
    const cookie = response.headers.getSetCookie().map((text) => text.split(";")[0]);
    return await auth.api.getSession({ headers: new Headers({ cookie: cookie.join("; ") }) });
  };

  it("let a person sign in for that party with the password that was printed", async () => {
    const password = await createAccount(auth, "platform", "first@example.com");
    const session = await sessionOf("first@example.com", password);
    expect(session?.session.activeOrganizationId).to.equal(organizationId);
  });

  it("refuse another password", async () => {
    expect(await sessionOf("first@example.com", "another password")).to.equal(null);
  });

  const refusal = (partyId: string, email: string) =>
    createAccount(auth, partyId, email).then(
      () => "made",
      (error: Error) => error.message,
    );

  it("are not made twice for one address", async () => {
    expect(await refusal("platform", "first@example.com")).to.contain("has an account already");
  });

  it("are not made for a party nobody knows, and leave nobody behind", async () => {
    expect(await refusal("nobody", "second@example.com")).to.contain("there is no party nobody");
    const { internalAdapter } = await auth.$context;
    expect(await internalAdapter.findUserByEmail("second@example.com")).to.equal(null);
  });
});
