/**
 * Accounts, organisations, sessions, API keys and passkeys, by better-auth. An organisation is a party: its slug
 * is the party's id. Tables live in the schema `auth`, made by a numbered migration like every other table.
 */
import { apiKey } from "@better-auth/api-key";
import { passkey } from "@better-auth/passkey";
import { betterAuth } from "better-auth";
import { organization } from "better-auth/plugins";
import pg from "pg";

export interface AuthOptions {
  readonly databaseUrl: string;
  readonly publicUrl: string;
  readonly secret: string;
}

export function createAuth({ databaseUrl, publicUrl, secret }: AuthOptions) {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    options: "-c search_path=auth",
    max: 4,
    application_name: "redress auth",
  });
  pool.on("error", () => {});
  const auth = betterAuth({
    database: pool,
    secret,
    baseURL: publicUrl,
    basePath: "/auth",
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12 },
    telemetry: { enabled: false },
    plugins: [
      organization({ allowUserToCreateOrganization: false }),
      apiKey({ references: "organization", rateLimit: { enabled: false }, defaultPrefix: "rdr_" }),
      passkey({ rpName: "Redress", rpID: new URL(publicUrl).hostname, origin: publicUrl }),
    ],
  });
  return { auth, close: () => pool.end() };
}

export type Auth = ReturnType<typeof createAuth>["auth"];
