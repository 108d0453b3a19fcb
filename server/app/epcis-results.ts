/** Events as an EPCIS query document, which queries answer and subscribers are sent. */
import type { StoredEvent } from "./ports-provenance.ts";

export interface EpcisResults {
  readonly events: readonly StoredEvent[];
  /** Name of the query they answer; GS1's own when none is given. */
  readonly queryName?: string;
  readonly subscriptionId?: string;
}

const CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

/** Writes events as they were handed in; an id is added where the maker gave none, and when they were recorded. */
export function queryDocument(results: EpcisResults, now: Date): Record<string, unknown> {
  const namespaces: Record<string, string> = Object.assign(
    {},
    ...results.events.map((stored) => stored.namespaces),
  );
  const { queryName = "SimpleEventQuery", subscriptionId } = results;
  return {
    "@context": Object.keys(namespaces).length === 0 ? [CONTEXT] : [CONTEXT, namespaces],
    type: "EPCISQueryDocument",
    schemaVersion: "2.0",
    creationDate: now.toISOString(),
    epcisBody: {
      queryResults: {
        queryName,
        ...(subscriptionId === undefined ? {} : { subscriptionID: subscriptionId }),
        resultsBody: { eventList: results.events.map(eventOf) },
      },
    },
  };
}

function eventOf(stored: StoredEvent): Record<string, unknown> {
  const { "@context": _context, ...event } = stored.event;
  // Each event keeps its own prefixes, since two documents may use one prefix for two things.
  const own = Object.keys(stored.namespaces).length === 0 ? {} : { "@context": [stored.namespaces] };
  return { ...own, eventID: stored.eventUri, ...event, recordTime: stored.recordTime };
}
