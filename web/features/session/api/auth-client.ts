import { passkeyClient } from "@better-auth/passkey/client";
import { createAuthClient } from "better-auth/react";
import { PageError } from "../../../lib/page-error.ts";

export const auth = createAuthClient({
  baseURL: location.origin,
  basePath: "/auth",
  plugins: [passkeyClient()],
});

interface Outcome {
  readonly error: { readonly message?: string | undefined; readonly status?: number } | null;
}

/** Turns the library's answer into our way of failing. @throws PageError `page.sign_in_failed`. */
export function orThrow(outcome: Outcome | undefined): void {
  if (outcome?.error) throw new PageError("page.sign_in_failed", outcome.error.message ?? "");
}
