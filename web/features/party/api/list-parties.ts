import { useQuery } from "@tanstack/react-query";
import type { Party } from "../../../../server/schema/party.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

/** All parties with their bonds; for the platform and the auditor. */
export const listParties = (): Promise<{ parties: Party[] }> => request(api.parties);

export function useParties() {
  return useQuery({ queryKey: ["parties"], queryFn: listParties });
}
