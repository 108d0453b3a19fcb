/** EPCIS 2.0 capture and query, as GS1's OpenAPI has them. Mounted before JSON bodies are parsed: exact bytes count. */
import express, { type Request, type Response, Router } from "express";
import { CAPTURE_LIMIT_EVENTS } from "../../app/capture-document.ts";
import { type CaptureDeps, captureEvents, captureOne } from "../../app/capture-events.ts";
import { registerEventKey } from "../../app/capture-keys.ts";
import type { PartyRecord } from "../../app/ports-cases.ts";
import type { CaptureJob, StoredEvent } from "../../app/ports-provenance.ts";
import { type QueryReader, queryEvents } from "../../app/query-events.ts";
import { ProvenanceError } from "../../domain/provenance/errors.ts";
import { registerEventKey as registerEventKeyBody } from "../../schema/epcis.ts";
import { requireParty } from "../caller.ts";
import { requireKnownContent } from "../middleware/readable.ts";
import { parseBody } from "../parse.ts";
import { RequestError } from "../request-error.ts";
import { epcisExceptionType, epcisProblemMiddleware } from "./epcis-problems.ts";

export interface EpcisDeps extends CaptureDeps {
  readonly parties: { get(partyId: string): Promise<PartyRecord | null> };
}

/** Announced as `GS1-EPCIS-Capture-File-Size-Limit`. */
const CAPTURE_LIMIT_BYTES = 8 * 1024 * 1024;
const MAX_URL = 8000;
const CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";
const VERSIONS = { "GS1-EPCIS-Version": "2.0.0", "GS1-CBV-Version": "2.0.0", "GS1-Extensions": "" };
const SUPPORTED = {
  ...VERSIONS,
  "GS1-EPCIS-Min": "2.0.0",
  "GS1-EPCIS-Max": "2.0.0",
  "GS1-CBV-Min": "2.0.0",
  "GS1-CBV-Max": "2.0.0",
};
const CAPTURE_LIMITS = {
  "GS1-EPCIS-Capture-Limit": String(CAPTURE_LIMIT_EVENTS),
  "GS1-EPCIS-Capture-File-Size-Limit": String(CAPTURE_LIMIT_BYTES),
};

/** Top-level resources and the query parameter each stands for. */
const RESOURCES = {
  eventTypes: { column: "type", parameter: "eventType" },
  bizSteps: { column: "biz_step", parameter: "EQ_bizStep" },
  bizLocations: { column: "biz_location", parameter: "EQ_bizLocation" },
  readPoints: { column: "read_point", parameter: "EQ_readPoint" },
  dispositions: { column: "disposition", parameter: "EQ_disposition" },
} as const;
const MOST_VALUES = 1000;

/** Routes under /epcis, and the registration of event keys. */
export function epcisRoutes(deps: EpcisDeps): Router {
  const router = Router();
  const body = [requireCapturer, express.raw({ limit: CAPTURE_LIMIT_BYTES, type: isJson })];
  router.use("/epcis", negotiate);
  captureRoutes(router, deps, body);
  queryRoutes(router, deps);
  resourceRoutes(router, deps);
  router.post(
    "/v1/event-keys",
    requireKnownContent,
    express.json({ limit: "10kb" }),
    async (request, response) => {
      const party = await callerParty(deps, request);
      await registerEventKey(deps, party, parseBody(registerEventKeyBody, request.body).publicKey);
      response.status(204).end();
    },
  );
  router.use("/epcis", (_request, _response, next) =>
    next(new ProvenanceError("provenance.not_found", "There is nothing at this address.")),
  );
  router.use("/epcis", epcisProblemMiddleware);
  return router;
}

function isJson(request: { headers: Record<string, unknown> }): boolean {
  return /^application\/(?:ld\+)?json\b/i.test(String(request.headers["content-type"] ?? ""));
}

function negotiate(request: Request, response: Response, next: (error?: unknown) => void): void {
  response.set(VERSIONS);
  if (request.originalUrl.length > MAX_URL)
    throw new RequestError("request.malformed", "The address is too long for a query.");
  if (!request.accepts(["application/json", "application/ld+json", "application/problem+json"]))
    throw new ProvenanceError(
      "provenance.not_acceptable",
      "Answers come as application/json or application/ld+json.",
      {
        field: "Accept",
        rule: "application/json or application/ld+json",
      },
    );
  next();
}

/** Before the body is read: nobody unknown makes us take in megabytes. */
function requireCapturer(request: Request, response: Response, next: () => void): void {
  response.set(CAPTURE_LIMITS);
  requireParty(request.caller);
  next();
}

function captureRoutes(router: Router, deps: EpcisDeps, body: readonly express.RequestHandler[]): void {
  router.options("/epcis/capture", (_request, response) => {
    const behaviour = { "GS1-Capture-Error-Behaviour": "all", Allow: "OPTIONS, POST, GET" };
    response
      .set({ ...SUPPORTED, ...CAPTURE_LIMITS, ...behaviour })
      .status(204)
      .end();
  });
  router.post("/epcis/capture", ...body, async (request, response) => {
    const { partyId } = requireParty(request.caller);
    const errorBehaviour = errorBehaviourOf(request);
    const job = await captureEvents(deps, { submitter: partyId, text: textOf(request), errorBehaviour });
    response.status(202).location(`/epcis/capture/${job.captureId}`).end();
  });
  router.get("/epcis/capture", async (request, response) => {
    const { partyId } = requireParty(request.caller);
    const jobs = await deps.events.captures(partyId, 30, null);
    response.json(jobs.map(jobView));
  });
  router.get("/epcis/capture/:captureId", async (request, response) => {
    const { partyId } = requireParty(request.caller);
    const job = await deps.events.capture(request.params.captureId);
    if (job === null || job.submitter !== partyId) throw notFound();
    // By these the submitter fetches promise and receipt of each event: /v1/receipts/{leafHash}.
    response.json({ ...jobView(job), "redress:leafHashes": await deps.events.leaves(job.captureId) });
  });
  router.post("/epcis/events", ...body, async (request, response) => {
    const { partyId } = requireParty(request.caller);
    const { stored, repeated } = await captureOne(deps, { submitter: partyId, text: textOf(request) });
    if (repeated) throw alreadyThere();
    response.status(201).location(`/epcis/events/${encodeURIComponent(stored.eventUri)}`);
    response.type("application/json").send(stored.bytes);
  });
}

function queryRoutes(router: Router, deps: EpcisDeps): void {
  router.options("/epcis/events", (_request, response) => {
    response.set({ ...SUPPORTED, ...CAPTURE_LIMITS, "GS1-EPC-Format": "Never_Translates" });
    response.set("Allow", "OPTIONS, GET, POST").status(204).end();
  });
  router.get("/epcis/events", (request, response) => answerQuery(deps, request, response, {}));
  router.get("/epcis/events/:eventId", async (request, response) => {
    const reader = await readerOf(deps, request);
    const { events } = await queryEvents(deps.events, reader, { EQ_eventID: request.params.eventId });
    if (events.length === 0) throw notFound();
    response.json(queryDocument(events));
  });
}

function resourceRoutes(router: Router, deps: EpcisDeps): void {
  for (const [name, { column, parameter }] of Object.entries(RESOURCES)) {
    router.get(`/epcis/${name}`, async (request, response) => {
      await readerOf(deps, request);
      const member = await deps.events.values(column, MOST_VALUES);
      response.json({ "@context": CONTEXT, type: "Collection", member });
    });
    subResource(router, deps, name, parameter);
  }
  subResource(router, deps, "epcs", "MATCH_anyEPC");
}

function subResource(router: Router, deps: EpcisDeps, name: string, parameter: string): void {
  router.get(`/epcis/${name}/:id`, async (request, response) => {
    await readerOf(deps, request);
    response.json({ "@context": CONTEXT, type: "Collection", member: ["events"] });
  });
  router.get(`/epcis/${name}/:id/events`, (request, response) =>
    answerQuery(deps, request, response, { [parameter]: request.params.id! }),
  );
}

async function answerQuery(
  deps: EpcisDeps,
  request: Request,
  response: Response,
  fixed: Record<string, string>,
): Promise<void> {
  const reader = await readerOf(deps, request);
  const parameters = { ...singles(request.query), ...fixed };
  const { events, nextPageToken } = await queryEvents(deps.events, reader, parameters);
  if (nextPageToken !== null) response.set("Link", nextLink(request, nextPageToken));
  response.json(queryDocument(events));
}

function nextLink(request: Request, token: string): string {
  const url = new URL(request.originalUrl, `${request.protocol}://${request.headers.host ?? "localhost"}`);
  url.searchParams.set("nextPageToken", token);
  return `<${url.href}>; rel="next"`;
}

function singles(query: Request["query"]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === "string") found[name] = value;
    else if (Array.isArray(value)) found[name] = value.join("|");
    else
      throw new ProvenanceError("provenance.query_invalid", `The query parameter ${name} has no value.`, {
        field: name,
        rule: "name=value",
      });
  }
  return found;
}

/** Events as they were handed in; an id is added where the maker gave none. */
function queryDocument(events: readonly StoredEvent[]): Record<string, unknown> {
  const namespaces = Object.assign({}, ...events.map((stored) => stored.namespaces)) as Record<
    string,
    string
  >;
  const eventList = events.map((stored) => {
    const { "@context": _context, ...event } = stored.event;
    // Each event keeps its own prefixes, since two documents may use one prefix for two things.
    const own = Object.keys(stored.namespaces).length === 0 ? {} : { "@context": [stored.namespaces] };
    return { ...own, eventID: stored.eventUri, ...event, recordTime: stored.recordTime };
  });
  return {
    "@context": Object.keys(namespaces).length === 0 ? [CONTEXT] : [CONTEXT, namespaces],
    type: "EPCISQueryDocument",
    schemaVersion: "2.0",
    creationDate: new Date().toISOString(),
    epcisBody: { queryResults: { queryName: "SimpleEventQuery", resultsBody: { eventList } } },
  };
}

function jobView(job: CaptureJob): Record<string, unknown> {
  return {
    captureID: job.captureId,
    createdAt: job.createdAt.toISOString(),
    finishedAt: job.finishedAt.toISOString(),
    running: false,
    success: job.errors.length === 0,
    captureErrorBehaviour: job.errorBehaviour,
    errors: job.errors.map((error) => ({
      type: epcisExceptionType(400, error.code),
      title: "An event was refused",
      status: 400,
      detail: `${error.field}: ${error.rule}`,
    })),
  };
}

function errorBehaviourOf(request: Request): "rollback" | "proceed" {
  const asked = request.header("GS1-Capture-Error-Behaviour") ?? "rollback";
  if (asked === "rollback" || asked === "proceed") return asked;
  throw new RequestError("request.invalid", "This error behaviour is not known.", [
    { field: "GS1-Capture-Error-Behaviour", rule: "rollback or proceed" },
  ]);
}

function textOf(request: Request): string {
  if (!isJson(request))
    throw new RequestError(
      "request.unsupported_media_type",
      "Events come as application/json or application/ld+json.",
    );
  if (!Buffer.isBuffer(request.body)) throw new RequestError("request.malformed", "There is no body.");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(request.body);
  } catch (cause) {
    throw new RequestError("request.malformed", "The body is not UTF-8.", [], cause);
  }
}

async function callerParty(deps: EpcisDeps, request: Request): Promise<PartyRecord> {
  const { partyId } = requireParty(request.caller);
  const party = await deps.parties.get(partyId);
  if (party === null) throw notFound();
  return party;
}

async function readerOf(deps: EpcisDeps, request: Request): Promise<QueryReader> {
  const { partyId, partyKind } = requireParty(request.caller);
  const readsAll = ["platform", "auditor", "arbitrator"].includes(partyKind);
  const gln = readsAll ? null : ((await deps.parties.get(partyId))?.gln ?? null);
  return { partyId, gln, readsAll };
}

const notFound = () => new ProvenanceError("provenance.not_found", "There is no such thing here.");
const alreadyThere = () =>
  new ProvenanceError("provenance.event_exists", "You handed this very event in before.", {
    field: "/",
    rule: "an event not handed in before",
  });
