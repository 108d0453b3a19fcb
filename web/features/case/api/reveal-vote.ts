import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { RevealVote } from "../../../../server/schema/panel.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

/** Reveals a committed vote, signed, with its reasons. */
export function revealVote(caseId: string, vote: RevealVote): Promise<unknown> {
  return request(api.caseStep(caseId, "votes/reveal"), { body: vote });
}

export function useRevealVote(caseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (make: () => Promise<RevealVote>) => revealVote(caseId, await make()),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["panel", caseId] });
      await client.invalidateQueries({ queryKey: ["case", caseId] });
    },
  });
}
