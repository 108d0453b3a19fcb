import type { RequestHandler, Response } from "express";
import { RequestError } from "../request-error.ts";

/**
 * Lets so many requests in at once. The rest is told to come again before a byte of its body is read, so that what was
 * let in is finished in good time and memory stays bounded.
 */
export function atOnce(most: number): RequestHandler {
  let inside = 0;
  return (_request, response, next) => {
    if (inside >= most) throw tooMuch(response);
    inside++;
    response.once("close", () => {
      inside--;
    });
    next();
  };
}

/**
 * Lets so many works run at once, and refuses the rest like {@link atOnce}. A place is free again when its work is done,
 * however slowly the answer is read.
 */
export function worksAtOnce(most: number): <T>(response: Response, work: () => Promise<T>) => Promise<T> {
  let running = 0;
  return async (response, work) => {
    if (running >= most) throw tooMuch(response);
    running++;
    try {
      return await work();
    } finally {
      running--;
    }
  };
}

function tooMuch(response: Response): RequestError {
  response.setHeader("Retry-After", "1");
  return new RequestError("request.rate_limited", "Too much comes in at this moment; come again shortly.");
}
