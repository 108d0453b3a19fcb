import type { RequestHandler } from "express";
import { rateLimit } from "express-rate-limit";
import { RequestError } from "../request-error.ts";
import type { Metrics } from "./metrics.ts";

/**
 * Bounds how many items an address may ask for that nobody told of. Serials are random, so whoever misses often is
 * trying them out; misses and refusals are counted for the operator. Items that are there may be read as often as anything.
 */
export function guessLimit(metrics: Metrics, missesPerMinute: number): RequestHandler {
  const missed = metrics.counter("redress_items_missed_total", "Items asked for that nobody told of");
  const refused = metrics.counter(
    "redress_items_refused_total",
    "Requests for items refused after too many misses",
  );
  const limit = rateLimit({
    windowMs: 60_000,
    limit: missesPerMinute,
    standardHeaders: false,
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => response.statusCode !== 404,
    handler: (_request, _response, next) => {
      refused.inc();
      next(
        new RequestError("request.rate_limited", "Too many unknown items from this address; wait a minute."),
      );
    },
  });
  return (request, response, next) => {
    response.once("finish", () => {
      if (response.statusCode === 404) missed.inc();
    });
    return limit(request, response, next);
  };
}
