import { useQuery } from "@tanstack/react-query";
import type { LogView } from "../../../../server/schema/log.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

const pollMilliseconds = 10_000;

/** The log's head, its anchors and the operator's promises. */
export const getLog = (): Promise<LogView> => request(api.log);

export function useLog() {
  return useQuery({ queryKey: ["log"], queryFn: getLog, refetchInterval: pollMilliseconds });
}
