import type { Command } from "commander";
import { z } from "zod";
import { createAccount } from "../adapters/auth/accounts.ts";
import { createAuth } from "../adapters/auth/auth.ts";

const environment = z.object({
  DATABASE_URL: z.string().min(1),
  AUTH_SECRET: z.string().min(32),
  PUBLIC_URL: z.url(),
});

/** Adds `redress account`: the first people of a party, on a set-up without one-click sign-in. */
export function registerAccount(program: Command): void {
  program
    .command("account")
    .description("give a person an account of a party; prints its password once")
    .argument("<email>", "address the person signs in with", (text) => z.email().parse(text))
    .option("--party <partyId>", "party the person acts for", process.env.PLATFORM_ID ?? "platform")
    .action(async (email: string, { party }: { party: string }) => {
      const settings = environment.safeParse(process.env);
      if (!settings.success) {
        throw new Error("set DATABASE_URL, AUTH_SECRET and PUBLIC_URL as the server has them");
      }
      const { DATABASE_URL: databaseUrl, AUTH_SECRET: secret, PUBLIC_URL: publicUrl } = settings.data;
      const { auth, close } = createAuth({ databaseUrl, publicUrl, secret });
      try {
        console.log(await createAccount(auth, party, email));
      } finally {
        await close();
      }
    });
}
