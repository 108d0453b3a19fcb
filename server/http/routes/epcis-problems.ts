/** Errors under /epcis, named as GS1's interface names them; everything else about them is as everywhere here. */
import type { ErrorRequestHandler } from "express";
import { CaptureRefused } from "../../app/capture-events.ts";
import { problemOf, registerProblems } from "../problems.ts";

registerProblems({
  "provenance.json_invalid": { status: 400, title: "The document is not JSON as we take it" },
  "provenance.event_invalid": {
    status: 400,
    title: "An event breaks the rules of EPCIS 2.0 or of this house",
  },
  "provenance.signature_invalid": { status: 400, title: "An event's signature does not check" },
  "provenance.too_many_events": { status: 413, title: "Too many events in one document" },
  "provenance.digital_link_invalid": { status: 400, title: "This is not a valid GS1 Digital Link" },
  "provenance.query_invalid": { status: 400, title: "The query is not valid" },
  "provenance.query_too_large": { status: 413, title: "More events match than asked for" },
  "provenance.query_too_complex": { status: 413, title: "The query takes too long" },
  "provenance.uri_too_long": { status: 414, title: "The address is too long" },
  "provenance.query_exists": { status: 409, title: "A query of yours has this name" },
  "provenance.too_many_queries": { status: 409, title: "This is as many as one party may keep" },
  "provenance.subscription_invalid": { status: 400, title: "The subscription is not valid" },
  "provenance.dest_refused": { status: 400, title: "This address is not called from here" },
  "provenance.not_found": { status: 404, title: "Nothing here" },
  "provenance.not_acceptable": { status: 406, title: "Not to be had in this form" },
  "provenance.key_invalid": { status: 400, title: "This key cannot sign events" },
  "provenance.labels_invalid": { status: 400, title: "These labels cannot be made" },
  "provenance.inner_code_wrong": { status: 404, title: "This inner code does not fit" },
  "provenance.tag_conflict": { status: 409, title: "This tag is bound already" },
  "provenance.import_invalid": { status: 400, title: "The table has rows that cannot be taken" },
  "provenance.key_conflict": { status: 409, title: "Another party has this key" },
  "provenance.event_exists": { status: 409, title: "This event was handed in before" },
});

const BY_STATUS: Record<number, string> = {
  400: "ValidationException",
  401: "SecurityException",
  403: "SecurityException",
  404: "NoSuchNameException",
  406: "NotAcceptableException",
  409: "ResourceAlreadyExistsException",
  413: "CaptureLimitExceededException",
  414: "URITooLongException",
  415: "UnsupportedMediaTypeException",
};

const BY_CODE: Record<string, string> = {
  "provenance.query_invalid": "QueryParameterException",
  "provenance.query_too_large": "QueryTooLargeException",
  "provenance.query_too_complex": "QueryTooComplexException",
  "provenance.subscription_invalid": "SubscriptionControlsException",
};

/** Gives GS1's name for an error of this status and code. */
export function epcisExceptionType(status: number, code: string): string {
  const name = BY_CODE[code] ?? BY_STATUS[status];
  return `epcisException:${name ?? "ImplementationException"}`;
}

export const epcisProblemMiddleware: ErrorRequestHandler = (error, request, response, next) => {
  if (response.headersSent) return next(error);
  const { problem, retryAfterSeconds } = problemOf(error, String(request.id ?? ""));
  // What is not the caller's fault is logged by the one middleware for that.
  if (problem.status >= 500) return next(error);
  if (retryAfterSeconds !== null) response.set("retry-after", String(retryAfterSeconds));
  const errors = error instanceof CaptureRefused ? { errors: error.errors } : {};
  const type = epcisExceptionType(problem.status, problem.code);
  response.set("cache-control", "no-store");
  response.status(problem.status).type("application/problem+json");
  response.send(JSON.stringify({ ...problem, type, ...errors }));
};
