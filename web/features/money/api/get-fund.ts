import { useQuery } from "@tanstack/react-query";
import type { FundView } from "../../../../server/schema/money.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

/** The compensation fund and its newest journals. */
export const getFund = (): Promise<FundView> => request(api.fund);

export function useFund() {
  return useQuery({ queryKey: ["fund"], queryFn: getFund });
}
