/** Capture: documents as jobs, single events, and the jobs themselves. */
import express, { type Request, type Response, type Router } from "express";
import { type CaptureDeps, captureEvents, captureOne } from "../../app/capture-events.ts";
import { readKeyToken, tokenExpiry, writeKeyToken } from "../../app/page-tokens.ts";
import type { CaptureCursor, CaptureJob } from "../../app/ports-provenance.ts";
import { pageSize } from "../../app/query-events.ts";
import { invalidParameter } from "../../app/query-parameters.ts";
import { ProvenanceError } from "../../domain/provenance/errors.ts";
import { requireParty } from "../caller.ts";
import { RequestError } from "../request-error.ts";
import {
  announceNext,
  CAPTURE_LIMIT_BYTES,
  CAPTURE_LIMITS,
  discoverable,
  isJson,
  requireJson,
} from "./epcis-headers.ts";
import { epcisExceptionType } from "./epcis-problems.ts";
import { notFound, parametersOf } from "./epcis-request.ts";

export function captureRoutes(router: Router, deps: CaptureDeps): void {
  const body = [requireCapturer, requireJson, express.raw({ limit: CAPTURE_LIMIT_BYTES, type: isJson })];
  discoverable(router, "/epcis/capture", "OPTIONS, POST, GET", {
    ...CAPTURE_LIMITS,
    "GS1-Capture-Error-Behaviour": "all",
  });
  discoverable(router, "/epcis/capture/:captureId", "OPTIONS, GET");
  router.post("/epcis/capture", ...body, async (request, response) => {
    const { partyId } = requireParty(request.caller);
    const errorBehaviour = errorBehaviourOf(request);
    const job = await captureEvents(deps, { submitter: partyId, text: textOf(request), errorBehaviour });
    response.status(202).location(`/epcis/capture/${job.captureId}`).end();
  });
  router.get("/epcis/capture", (request, response) => listJobs(deps, request, response));
  router.get("/epcis/capture/:captureId", async (request, response) => {
    const { partyId } = requireParty(request.caller);
    const job = await deps.events.capture(String(request.params.captureId));
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

/** Before the body is read: nobody unknown makes us take in megabytes. */
function requireCapturer(request: Request, response: Response, next: () => void): void {
  response.set(CAPTURE_LIMITS);
  requireParty(request.caller);
  next();
}

async function listJobs(deps: CaptureDeps, request: Request, response: Response): Promise<void> {
  const { partyId } = requireParty(request.caller);
  const now = await deps.clock.now();
  const parameters = parametersOf(request.query);
  const size = pageSize(parameters);
  const after = cursorOf(readKeyToken(parameters.nextPageToken?.[0], now));
  const found = await deps.events.captures(partyId, size + 1, after);
  const jobs = found.slice(0, size);
  const last = jobs.at(-1);
  if (found.length > size && last !== undefined) {
    const token = writeKeyToken(`${last.createdAt.toISOString()} ${last.captureId}`, now);
    announceNext(request, response, { token, expiresAt: tokenExpiry(now) });
  }
  response.json(jobs.map(jobView));
}

function cursorOf(key: string | null): CaptureCursor | null {
  if (key === null) return null;
  const [time = "", captureId = ""] = key.split(" ");
  const createdAt = new Date(time);
  if (Number.isNaN(createdAt.getTime()))
    throw invalidParameter("nextPageToken", "a token of this server for this very listing");
  return { createdAt, captureId };
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
  if (!Buffer.isBuffer(request.body)) throw new RequestError("request.malformed", "There is no body.");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(request.body);
  } catch (cause) {
    throw new RequestError("request.malformed", "The body is not UTF-8.", [], cause);
  }
}

const alreadyThere = () =>
  new ProvenanceError("provenance.event_exists", "You handed this very event in before.", {
    field: "/",
    rule: "an event not handed in before",
  });
