import { useQuery } from "@tanstack/react-query";
import type { CaseSummary } from "../../../../server/schema/case.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

const pollMilliseconds = 10_000;

/** The cases the reader's party may see. */
export function listCases(): Promise<{ cases: CaseSummary[] }> {
  return request(api.cases);
}

export function useCases() {
  return useQuery({ queryKey: ["cases"], queryFn: listCases, refetchInterval: pollMilliseconds });
}
