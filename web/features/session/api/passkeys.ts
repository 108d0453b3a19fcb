import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { PageError } from "../../../lib/page-error.ts";
import { auth } from "./auth-client.ts";

const shape = z.object({ id: z.string(), name: z.string().nullish(), createdAt: z.coerce.date().nullish() });
export type SignInPasskey = z.infer<typeof shape>;

/** The passkeys the reader can sign in with, oldest first. */
export function usePasskeys() {
  return useQuery({ queryKey: ["passkeys"], queryFn: listPasskeys });
}

async function listPasskeys(): Promise<SignInPasskey[]> {
  const { data, error } = await auth.$fetch("/passkey/list-user-passkeys", { method: "GET" });
  if (error) throw new PageError("page.passkey_failed", error.message);
  const made = (passkey: SignInPasskey) => passkey.createdAt?.getTime() ?? 0;
  return z
    .array(shape)
    .parse(data)
    .sort((a, b) => made(a) - made(b));
}

/** Makes a passkey on this device. @throws PageError `page.passkey_failed`, also when the reader cancels. */
export async function addPasskey(name: string): Promise<void> {
  const { error } = await auth.passkey.addPasskey({ name });
  if (error) throw new PageError("page.passkey_failed", error.message);
}

/** Forgets a passkey; the authenticator keeps its half, which opens nothing any more. */
export async function removePasskey(id: string): Promise<void> {
  const { error } = await auth.$fetch("/passkey/delete-passkey", { method: "POST", body: { id } });
  if (error) throw new PageError("page.passkey_failed", error.message);
}
