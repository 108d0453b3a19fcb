import type { RequestHandler } from "express";
import { RequestError } from "../request-error.ts";

/**
 * Lets so many requests in at once. The rest is told to come again before a byte of its body is read, so that what was
 * let in is finished in good time and memory stays bounded.
 */
export function atOnce(most: number): RequestHandler {
  let inside = 0;
  return (_request, response, next) => {
    if (inside >= most) {
      response.setHeader("Retry-After", "1");
      throw new RequestError("request.rate_limited", "Too much comes in at this moment; come again shortly.");
    }
    inside++;
    response.once("close", () => {
      inside--;
    });
    next();
  };
}
