import type { RequestHandler } from "express";
import { rateLimit } from "express-rate-limit";
import { RequestError } from "../request-error.ts";

const WINDOW_MILLISECONDS = 60_000;

/** Bounds the requests a minute of one address; every answer says in `RateLimit` how many are left. */
export function perAddress(requestsPerMinute: number): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MILLISECONDS,
    limit: requestsPerMinute,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    handler: (_request, _response, next) =>
      next(new RequestError("request.rate_limited", "Too many requests from this address; wait a minute.")),
  });
}
