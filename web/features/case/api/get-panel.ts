import { useQuery } from "@tanstack/react-query";
import type { PanelView } from "../../../../server/schema/panel.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

const pollMilliseconds = 3_000;

/** Where the panel of a case stands. */
export function getPanel(caseId: string): Promise<PanelView> {
  return request(api.caseStep(caseId, "panel"));
}

export function usePanel(caseId: string) {
  return useQuery({
    queryKey: ["panel", caseId],
    queryFn: () => getPanel(caseId),
    refetchInterval: pollMilliseconds,
  });
}
