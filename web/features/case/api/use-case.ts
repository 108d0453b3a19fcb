import { useQuery } from "@tanstack/react-query";
import { getCase } from "./get-case.ts";

const pollMilliseconds = 4_000;

/** {@link getCase} for the workspace. Apart from the fetcher, so that the claimant's phone loads no query library. */
export function useCase(caseId: string) {
  return useQuery({
    queryKey: ["case", caseId],
    queryFn: ({ signal }) => getCase(caseId, undefined, signal),
    refetchInterval: pollMilliseconds,
  });
}
