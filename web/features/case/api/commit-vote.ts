import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CommitVote } from "../../../../server/schema/panel.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

/** Hands in the signed commitment of a vote; nobody can tell the vote from it. */
export function commitVote(caseId: string, vote: CommitVote): Promise<unknown> {
  return request(api.caseStep(caseId, "votes/commit"), { body: vote });
}

export function useCommitVote(caseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (make: () => Promise<CommitVote>) => commitVote(caseId, await make()),
    onSuccess: () => client.invalidateQueries({ queryKey: ["panel", caseId] }),
  });
}
