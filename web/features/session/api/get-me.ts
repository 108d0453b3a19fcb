import { useQuery } from "@tanstack/react-query";
import type { PartyKind } from "../../../../server/schema/common.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

/** Who is signed in, and for which party. */
export interface Me {
  readonly partyId: string;
  readonly partyKind: PartyKind;
  readonly name: string;
}

export const getMe = (): Promise<Me> => request(api.me);

export function useMe() {
  return useQuery({ queryKey: ["me"], queryFn: getMe, staleTime: 60_000 });
}
