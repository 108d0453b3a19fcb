import { useQuery } from "@tanstack/react-query";
import type { Reconciliation } from "../../../../server/schema/money.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

/** Ledger and chain held against each other at one block. */
export const getReconciliation = (): Promise<Reconciliation> => request(api.reconciliation);

export function useReconciliation() {
  return useQuery({ queryKey: ["reconciliation"], queryFn: getReconciliation });
}
