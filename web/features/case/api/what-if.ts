import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { FindingView, whatIfResult } from "../../../../server/schema/case.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

export type FactPatch = FindingView["counterfactuals"][number]["set"][number];
export type WhatIfResult = z.infer<typeof whatIfResult>;

/** Runs the engine again with some facts changed; nothing is stored. */
export function askWhatIf(caseId: string, set: readonly FactPatch[]): Promise<WhatIfResult> {
  return request(api.caseStep(caseId, "what-if"), { body: { set } });
}

export function useWhatIf(caseId: string, set: readonly FactPatch[]) {
  return useQuery({
    queryKey: ["what-if", caseId, set],
    queryFn: () => askWhatIf(caseId, set),
    enabled: set.length > 0,
    placeholderData: (before) => (set.length > 0 ? before : undefined),
  });
}
