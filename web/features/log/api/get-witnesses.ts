import { useQuery } from "@tanstack/react-query";
import type { WitnessesView } from "../../../../server/schema/log.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

const pollMilliseconds = 10_000;

/** The witnesses of the log's policy, and how far each has signed. */
export function useWitnesses() {
  return useQuery({
    queryKey: ["witnesses"],
    queryFn: (): Promise<WitnessesView> => request(api.witnesses),
    refetchInterval: pollMilliseconds,
  });
}
