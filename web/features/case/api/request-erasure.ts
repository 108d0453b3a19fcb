import type { ErasureView } from "../../../../server/schema/erasure.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

/** Asks for a document to be erased; the answer says whether it was, or what it waits for. */
export function requestErasure(
  caseId: string,
  evidenceId: string,
  reason: string,
  token?: string,
): Promise<ErasureView> {
  return request(api.erasure(caseId, evidenceId), { body: { reason }, token });
}
