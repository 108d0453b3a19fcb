import type { ClaimFiled, FileClaim } from "../../../../server/schema/claim.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

/** Second and last request: files the claim. The same idempotency key files it once. */
export function fileClaim(claim: FileClaim): Promise<ClaimFiled> {
  return request(api.claims, { body: claim });
}
