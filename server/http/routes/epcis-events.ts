/** Events by query and by id, and the top-level resources that lead to them. */
import type { Request, Response, Router } from "express";
import { type EpcisResults, queryDocument } from "../../app/epcis-results.ts";
import { readKeyToken, tokenExpiry, writeKeyToken } from "../../app/page-tokens.ts";
import type { Clock } from "../../app/ports.ts";
import type { EventStore, ResourceKind } from "../../app/ports-provenance.ts";
import { type EventPage, type Parameters, pageSize, queryEvents, viewerOf } from "../../app/query-events.ts";
import { bareWord } from "../../domain/provenance/event.ts";
import { canonicalId } from "../../domain/provenance/history.ts";
import { announceNext, CAPTURE_LIMITS, discoverable } from "./epcis-headers.ts";
import { notFound, type PartyReader, parametersOf, readerOf } from "./epcis-request.ts";

export interface EventRouteDeps extends PartyReader {
  readonly clock: Clock;
  readonly events: EventStore;
}

const CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
const TOP_LEVEL = ["events", "eventTypes", "epcs", "bizSteps", "bizLocations", "readPoints", "dispositions"];
const EVENT_TYPES = [
  "ObjectEvent",
  "AggregationEvent",
  "AssociationEvent",
  "TransactionEvent",
  "TransformationEvent",
];

interface Resource {
  readonly kind: ResourceKind;
  /** The query parameter that asks for events with one of its values. */
  readonly parameter: string;
  /** How a value is kept. */
  readonly kept: (value: string) => string;
}

const word = (value: string) => bareWord(value)!;
const RESOURCES: Record<string, Resource> = {
  eventTypes: { kind: "type", parameter: "eventType", kept: (value) => value },
  epcs: { kind: "epc", parameter: "MATCH_anyEPC", kept: canonicalId },
  bizSteps: { kind: "biz_step", parameter: "EQ_bizStep", kept: word },
  bizLocations: { kind: "biz_location", parameter: "EQ_bizLocation", kept: canonicalId },
  readPoints: { kind: "read_point", parameter: "EQ_readPoint", kept: canonicalId },
  dispositions: { kind: "disposition", parameter: "EQ_disposition", kept: word },
};

export function eventRoutes(router: Router, deps: EventRouteDeps): void {
  discoverable(router, "/epcis", "OPTIONS, GET");
  router.get("/epcis", async (request, response) => {
    await readerOf(deps, request);
    response.json(collection([...TOP_LEVEL, "capture", "queries"]));
  });
  discoverable(router, "/epcis/events", "OPTIONS, GET, POST", CAPTURE_LIMITS);
  router.get("/epcis/events", (request, response) => answerQuery(deps, request, response, {}));
  discoverable(router, "/epcis/events/:eventId", "OPTIONS, GET");
  router.get("/epcis/events/:eventId", async (request, response) => {
    const eventId = [String(request.params.eventId)];
    const reader = await readerOf(deps, request);
    const { events } = await queryEvents(
      deps.events,
      reader,
      { EQ_eventID: eventId },
      await deps.clock.now(),
    );
    if (events.length === 0) throw notFound();
    response.json(queryDocument({ events }, await deps.clock.now()));
  });
  for (const [name, resource] of Object.entries(RESOURCES)) resourceRoutes(router, deps, name, resource);
  // Tokens are not kept, so there is nothing to take back; GS1 allows to say so.
  router.delete("/epcis/nextPageToken/:token", (_request, response) => {
    const title = "Tokens run out by themselves and cannot be taken back";
    const problem = { type: "epcisException:ImplementationException", title, status: 501 };
    response.status(501).type("application/problem+json").send(JSON.stringify(problem));
  });
}

function resourceRoutes(router: Router, deps: EventRouteDeps, name: string, resource: Resource): void {
  for (const path of [`/epcis/${name}`, `/epcis/${name}/:id`, `/epcis/${name}/:id/events`])
    discoverable(router, path, "OPTIONS, GET");
  router.get(`/epcis/${name}`, (request, response) => listValues(deps, request, response, resource));
  router.get(`/epcis/${name}/:id`, async (request, response) => {
    await requireKnown(deps, request, resource);
    response.json(collection(["events"]));
  });
  router.get(`/epcis/${name}/:id/events`, (request, response) =>
    answerQuery(deps, request, response, { [resource.parameter]: [String(request.params.id)] }),
  );
}

async function listValues(
  deps: EventRouteDeps,
  request: Request,
  response: Response,
  { kind }: Resource,
): Promise<void> {
  const viewer = viewerOf(await readerOf(deps, request));
  const now = await deps.clock.now();
  const parameters = parametersOf(request.query);
  const size = pageSize(parameters);
  const after = readKeyToken(parameters.nextPageToken?.[0], now);
  const found = await deps.events.values(kind, viewer, { after, limit: size + 1 });
  const member = found.slice(0, size);
  if (found.length > size)
    announceNext(request, response, {
      token: writeKeyToken(member.at(-1)!, now),
      expiresAt: tokenExpiry(now),
    });
  // The five of the standard are always supported; those of one's own come with the first event of that type.
  const first = kind === "type" && after === null ? EVENT_TYPES : [];
  response.json(collection([...new Set([...first, ...member])]));
}

async function requireKnown(deps: EventRouteDeps, request: Request, resource: Resource): Promise<void> {
  const viewer = viewerOf(await readerOf(deps, request));
  const only = resource.kept(String(request.params.id));
  if (resource.kind === "type" && EVENT_TYPES.includes(only)) return;
  const found = await deps.events.values(resource.kind, viewer, { after: null, limit: 1, only });
  if (found.length === 0) throw notFound();
}

const collection = (member: readonly string[]) => ({ "@context": CONTEXT, type: "Collection", member });

async function answerQuery(
  deps: EventRouteDeps,
  request: Request,
  response: Response,
  fixed: Parameters,
): Promise<void> {
  const reader = await readerOf(deps, request);
  const now = await deps.clock.now();
  const page = await queryEvents(deps.events, reader, { ...parametersOf(request.query), ...fixed }, now);
  answerPage(request, response, page, now);
}

/** Sends one page of events. */
export function answerPage(
  request: Request,
  response: Response,
  results: EventPage & EpcisResults,
  now: Date,
): void {
  announceNext(request, response, results.next);
  response.json(queryDocument(results, now));
}
