import type { CaseView } from "../../../../server/schema/case.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

/** One case as its reader may see it; a claimant shows its token, everybody else has a session. */
export function getCase(caseId: string, token?: string, signal?: AbortSignal): Promise<CaseView> {
  return request(api.case(caseId), { token, signal });
}
