import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type CaseStepName, takeStep } from "./take-step.ts";

export interface StepToTake {
  readonly step: CaseStepName;
  /** Made when the step is taken, since some bodies are signed. */
  readonly body: () => Promise<object>;
}

/** {@link takeStep} for the workspace. Apart from the fetcher, so that the claimant's phone loads no query library. */
export function useTakeStep(caseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ step, body }: StepToTake) => takeStep(caseId, step, await body()),
    onSuccess: () => client.invalidateQueries({ queryKey: ["case", caseId] }),
  });
}
