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

/** Opens the identity part. Sessions are opened for the first organisation of whoever signs in. */
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
    trustedOrigins: [publicUrl],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12 },
    telemetry: { enabled: false },
    logger: { level: "error" },
    // An address of a reader is personal data nobody here needs.
    advanced: { ipAddress: { disableIpTracking: true }, cookiePrefix: "redress" },
    databaseHooks: { session: { create: { before: (session) => inFirstOrganization(pool, session) } } },
    plugins: [
      organization({ allowUserToCreateOrganization: false }),
      apiKey({ references: "organization", rateLimit: { enabled: false }, defaultPrefix: "rdr_" }),
      passkey({ rpName: "Redress", rpID: new URL(publicUrl).hostname, origin: publicUrl }),
    ],
  });
  return { auth, close: () => pool.end() };
}

async function inFirstOrganization<Session extends { userId: string }>(pool: pg.Pool, session: Session) {
  const { rows } = await pool.query<{ organizationId: string }>(
    'SELECT "organizationId" FROM member WHERE "userId" = $1 ORDER BY "createdAt" LIMIT 1',
    [session.userId],
  );
  return { data: { ...session, activeOrganizationId: rows[0]?.organizationId ?? null } };
}

export type Auth = ReturnType<typeof createAuth>["auth"];
