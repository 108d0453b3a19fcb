/** What the routes under /epcis read from a request alike. */
import type { Request } from "express";
import type { PartyRecord } from "../../app/ports-cases.ts";
import { type Parameters, type QueryReader, readsEverything } from "../../app/query-events.ts";
import { ProvenanceError } from "../../domain/provenance/errors.ts";
import { requireParty } from "../caller.ts";

export interface PartyReader {
  readonly parties: { get(partyId: string): Promise<PartyRecord | null> };
}

/** Who asks, and what that party may see. */
export async function readerOf(deps: PartyReader, request: Request): Promise<QueryReader> {
  const { partyId, partyKind } = requireParty(request.caller);
  const readsAll = readsEverything(partyKind);
  const gln = readsAll ? null : ((await deps.parties.get(partyId))?.gln ?? null);
  return { partyId, gln, readsAll };
}

/** Parameters of a query string: several values of one are separated by `|`, or it stands there several times. */
export function parametersOf(query: Request["query"]): Parameters {
  const found: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(query)) {
    const given = Array.isArray(value) ? value : [value];
    if (given.some((one) => typeof one !== "string"))
      throw new ProvenanceError("provenance.query_invalid", `The query parameter ${name} has no value.`, {
        field: name,
        rule: "name=value",
      });
    found[name] = (given as string[]).flatMap((one) => one.split("|")).filter((one) => one !== "");
  }
  return found;
}

export const notFound = () => new ProvenanceError("provenance.not_found", "There is no such thing here.");
