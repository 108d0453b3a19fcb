import { PageError } from "../../../lib/page-error.ts";
import { auth } from "./auth-client.ts";

/** Changes the reader's password and ends all other sessions. @throws PageError `page.password_failed`. */
export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  const { error } = await auth.changePassword({ currentPassword, newPassword, revokeOtherSessions: true });
  if (error) throw new PageError("page.password_failed", error.message ?? "");
}
