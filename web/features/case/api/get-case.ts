import { useQuery } from "@tanstack/react-query";
import type { CaseView } from "../../../../server/schema/case.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

const pollMilliseconds = 4_000;

/** One case as its reader may see it; a claimant shows its token, everybody else has a session. */
export function getCase(caseId: string, token?: string, signal?: AbortSignal): Promise<CaseView> {
  return request(api.case(caseId), { token, signal });
}

export function useCase(caseId: string) {
  return useQuery({
    queryKey: ["case", caseId],
    queryFn: ({ signal }) => getCase(caseId, undefined, signal),
    refetchInterval: pollMilliseconds,
  });
}
