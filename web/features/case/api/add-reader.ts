import { useQuery } from "@tanstack/react-query";
import type { Party } from "../../../../server/schema/party.ts";
import type { ReaderAdded } from "../../../../server/schema/reader.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

/** Lets another party read a document; for the platform. */
export function addReader(caseId: string, evidenceId: string, partyId: string): Promise<ReaderAdded> {
  return request(api.readers(caseId, evidenceId), { body: { partyId } });
}

/** Everybody who could be let read something; asked once there is need. */
export function usePossibleReaders(enabled: boolean) {
  const queryFn = () => request<{ parties: Party[] }>(api.parties);
  return useQuery({ queryKey: ["parties"], queryFn, enabled });
}
